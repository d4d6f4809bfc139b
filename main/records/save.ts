// Saves a call's report where the person says. Knows Electron's dialog by its shape.
import { writeFile } from 'node:fs/promises'
import type { CallReport } from '../../protocol/report'
import type { AskForFile } from '../save-dialog'

/** `viaduct-call-2026-11-24-it-helpdesk.json`. False: they changed their mind. Rejects where the place cannot be written. */
export async function saveCall(report: CallReport, ask: AskForFile): Promise<boolean> {
  const agent = report.agent.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 63)
  const file = await ask({
    defaultPath: `viaduct-call-${report.startedAt.slice(0, 10)}-${agent}.json`,
    filters: [{ name: 'JSON', extensions: ['json'] }],
  })
  if (file === null) return false
  // It goes to whoever looks after the network: no word that was said is in it.
  const { conversation: _, rating: __, ...figures } = report
  await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`)
  return true
}
