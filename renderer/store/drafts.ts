// Tells main what the running call has come to, should this page not live to see its end. Knows the bridge; the report is made
// by whoever knows the call.
import type { Bridge } from '../../protocol/ipc'
import type { CallReport } from '../../protocol/report'

interface DraftParts {
  readonly bridge: Pick<Bridge, 'keepCall'>
  /** The call as if it had been cut off now; null: there is none, or it shall not be kept. */
  readonly draft: () => CallReport | null
}

/** @returns what to do once a second and at every step of the call. One that says nothing new is not told. */
export function createDrafts({ bridge, draft }: DraftParts): () => void {
  let told = ''
  return () => {
    const report = draft()
    if (report === null) return
    const text = JSON.stringify(report)
    if (text === told) return
    told = text
    bridge.keepCall(report).catch(() => undefined)
  }
}
