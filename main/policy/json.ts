// JSON as a policy may be: no key twice, no control character, not deep. What `JSON.parse` lets pass has two meanings, or hides one.

/** Settings are three levels deep, agents four. */
const DEPTH_MAX = 16

export type Json = { readonly document: unknown } | { readonly why: string }

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f\p{Surrogate}]/u

/** What is wrong in a text that is JSON; null: nothing. */
function wrongIn(text: string): string | null {
  /** The keys so far of every object around; null for a list. */
  const around: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (char === '{' || char === '[') around.push(char === '{' ? new Set() : null)
    if (char === '}' || char === ']') around.pop()
    if (around.length > DEPTH_MAX) return `it is nested deeper than ${DEPTH_MAX} levels`
    if (char !== '"') continue
    const end = endOfString(text, at)
    const word: string = JSON.parse(text.slice(at, end + 1))
    if (CONTROL.test(word)) return 'it holds a character that is no text'
    at = end
    const keys = around.at(-1)
    if (!keys || !/^\s*:/.test(text.slice(end + 1, end + 100))) continue
    if (keys.has(word)) return `it says '${word}' twice`
    keys.add(word)
  }
  return null
}

/** Parses the bytes of a policy file. Never throws. */
export function parseJson(bytes: Uint8Array): Json {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { why: 'it is not UTF-8' }
  }
  if (text.startsWith('\uFEFF')) return { why: 'it begins with a byte order mark, save it as UTF-8 without' }
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return { why: 'it is not JSON' }
  }
  const why = wrongIn(text)
  return why === null ? { document } : { why }
}
