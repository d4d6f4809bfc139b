// What the page shows of the organisation's settings: read once, and again whenever main says that others hold.
import type { Bridge } from '../../protocol/ipc'
import type { AppStore } from './state'

/** Main tells of other settings while nobody calls: what a running call goes by does not change under it. */
export function followPolicy(
  bridge: Pick<Bridge, 'onPolicyFact' | 'readPolicy' | 'listAgents'>,
  store: AppStore,
): () => Promise<void> {
  const read = async (): Promise<void> => store.setState({ policy: await bridge.readPolicy() })
  bridge.onPolicyFact(({ type: _, ...held }) => {
    store.setState(({ app }) => ({ app: app && { ...app, ...held } }))
    read().catch(() => undefined)
    bridge
      .listAgents()
      .then(agents => store.setState({ agents }))
      .catch(() => undefined)
  })
  return read
}
