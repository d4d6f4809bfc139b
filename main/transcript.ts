// Saves what was said in words where the person says. Knows Electron's dialog by its shape; the words are the page's.
import { writeFile } from 'node:fs/promises'
import type { RequestInput } from '../protocol/ipc'
import type { AskForFile } from './save-dialog'

/** `viaduct-transcript-2026-11-24-it-helpdesk.txt`. False: they changed their mind. Rejects where the place cannot be written. */
export async function saveTranscript(
  { agentId, startedAt, text }: RequestInput<'saveTranscript'>,
  ask: AskForFile,
): Promise<boolean> {
  const agent = agentId.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 63)
  const file = await ask({
    defaultPath: `viaduct-transcript-${startedAt.slice(0, 10)}-${agent}.txt`,
    filters: [{ name: 'Text', extensions: ['txt'] }],
  })
  if (file === null) return false
  // Windows' own editor takes a file without the mark for one of its old code pages.
  await writeFile(file, `\ufeff${text.endsWith('\n') ? text : `${text}\n`}`, { mode: 0o600 })
  return true
}
