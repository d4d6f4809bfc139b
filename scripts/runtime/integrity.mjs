/**
 * Owns the check that a downloaded file is the very file this project was tried with.
 * Reads the file as a stream; never holds it in memory.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/**
 * Resolves when the file's SHA-512 equals the pinned value; otherwise rejects with a sentence for the user.
 * @param {string} file
 * @param {string} pinned Subresource Integrity form, `sha512-<base64>` (W3C SRI, as npm writes it)
 */
export async function verifyIntegrity(file, pinned) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const actual = `sha512-${hash.digest('base64')}`
  if (actual === pinned) return
  throw new Error(
    `The downloaded Electron runtime is not the file this project pins (expected ${pinned.slice(0, 19)}…, ` +
      `got ${actual.slice(0, 19)}…), so it was deleted. A proxy or mirror may have changed it; ask who runs it.`,
  )
}
