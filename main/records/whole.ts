// Writes a file whole or not at all: whoever reads it sees the old one or the new one, whatever stops this process or this
// computer meanwhile. Knows files only.
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What is left of a file that was being written; nobody reads it. */
export const HALF = '.half'

/** On Windows a virus scanner may hold a file that has just been written; it lets go within a second. */
const HELD = new Set(['EPERM', 'EBUSY', 'EACCES'])
const WAITS_MS = [20, 60, 180, 540] as const

const isHeld = (error: unknown): boolean =>
  process.platform === 'win32' && error instanceof Error && 'code' in error && HELD.has(String(error.code))

/** `rename` over what is there, as soon as nobody holds it. */
export async function move(from: string, to: string): Promise<void> {
  for (const waitMs of WAITS_MS) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!isHeld(error)) throw error
      await new Promise(wake => setTimeout(wake, waitMs))
    }
  }
  await rename(from, to)
}

/** So that a name is still there after the power failed. Where folders cannot be opened (Windows) the system sees to it. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Only its owner may read it. Rejects where it cannot be written; what was there before is untouched then. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const half = `${file}${HALF}`
  const handle = await open(half, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.datasync()
  } finally {
    await handle.close()
  }
  await move(half, file)
  await syncFolder(dirname(file))
}
