// Looks for secrets in files: as they are, in UTF-16, in base64 at each of its three places, in hexadecimal. Pure.
import { createHash } from 'node:crypto'

/** The secret of one step; the session makes the same. */
export const secretOf = (seed: string, n: number): string =>
  createHash('sha256').update(`${seed} ${n}`).digest('base64url')

/** Base64 of a text that stands anywhere in a longer one: what its neighbours decide is cut off. */
const base64At = (bytes: Buffer, offset: number): string =>
  Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '')
    .slice(4, -4)

/** Every way in which a file might hold this text. */
export function writingsOf(text: string): readonly Buffer[] {
  const raw = Buffer.from(text)
  const wide = Buffer.from(text, 'utf16le')
  const asText = [raw, wide].flatMap(bytes => [
    ...[0, 1, 2].map(offset => base64At(bytes, offset)),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ])
  return [raw, wide, ...asText.map(one => Buffer.from(one))]
}

/** Names of the files that hold any secret of the session. */
export function tracesOf(
  seed: string,
  count: number,
  files: readonly { readonly name: string; readonly content: Buffer }[],
): readonly string[] {
  const wanted = Array.from({ length: count + 1 }, (_, n) => writingsOf(secretOf(seed, n - 1))).flat()
  return files.filter(({ content }) => wanted.some(text => content.includes(text))).map(({ name }) => name)
}
