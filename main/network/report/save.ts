// Saves a report where the person says. Knows Electron's dialog by its shape, and the formats by their writers.
import { writeFile } from 'node:fs/promises'
import { format, parse } from 'node:path'
import type { NetworkReport } from '../../../protocol/network-report'
import type { AskForFile } from '../../save-dialog'
import { kitText } from './kit-text'
import { reportPage } from './page'

const dayOf = ({ startedAt }: NetworkReport): string => startedAt.slice(0, 10)

/** The same place with another ending. */
const beside = (file: string, extension: string): string => {
  const { dir, name } = parse(file)
  return format({ dir, name, ext: extension })
}

/** `report`: the JSON, and beside it the page to print. `kit`: one text. Rejects where the place cannot be written. */
export async function saveReport(
  report: NetworkReport,
  what: 'report' | 'kit',
  ask: AskForFile,
): Promise<boolean> {
  const isKit = what === 'kit'
  const file = await ask({
    defaultPath: `viaduct-${isKit ? 'firewall-kit' : 'network-report'}-${dayOf(report)}.${isKit ? 'txt' : 'json'}`,
    filters: [isKit ? { name: 'Text', extensions: ['txt'] } : { name: 'JSON', extensions: ['json'] }],
  })
  if (file === null) return false
  if (isKit) {
    await writeFile(file, kitText(report))
    return true
  }
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(beside(file, '.html'), reportPage(report))
  return true
}
