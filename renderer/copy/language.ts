// The language of the day, and the words in it: the English catalogue seen through a translation. Messages are ICU MessageFormat.
// Knows no message. English is in the page from the start; another language is loaded when it is chosen (locales/index.ts).
import { IntlMessageFormat } from 'intl-messageformat'
import type { Spoken, Tree, Value } from './icu'

interface Spoke {
  /** As `Intl` takes it. */
  readonly tag: string
  readonly catalogue: Tree | null
}

/** Days and numbers of the English words are written as in Britain: `18 November`. */
export const ENGLISH: Spoke = { tag: 'en-GB', catalogue: null }

let now = ENGLISH
/** Messages that have been parsed, by their text: a screen says the same ones over and over. */
const parsed = new Map<string, IntlMessageFormat>()

/** From now on; what is on the screen stays as it is until it is drawn again. */
export function speak(spoke: Spoke): void {
  now = spoke
  parsed.clear()
}

/** For `Intl`, and for the page's `lang`. */
export const languageTag = (): string => now.tag

function fill(text: string, values: Readonly<Record<string, Value>>): string {
  const known = parsed.get(text)
  const message = known ?? new IntlMessageFormat(text, now.tag, undefined, { ignoreTag: true })
  if (known === undefined) parsed.set(text, message)
  return String(message.format({ ...values }))
}

type Read = () => Tree | undefined

const within = (tree: Tree | undefined, key: string): Tree | undefined =>
  typeof tree === 'object' && tree !== null ? (tree as { readonly [key: string]: Tree })[key] : undefined

/** A leaf is read anew at every use; a branch is one object for good, so that files may name it once at their top. */
function view(english: Tree, read: Read): unknown {
  if (typeof english !== 'object' || english === null) return english
  const spoken: object = Array.isArray(english) ? [] : {}
  for (const [key, part] of Object.entries(english)) {
    const at: Read = () => within(read(), key)
    const text = (): string => String(at() ?? part)
    Object.defineProperty(spoken, key, { enumerable: true, ...property(part, at, text) })
  }
  return spoken
}

function property(part: Tree, at: Read, text: () => string): PropertyDescriptor {
  if (typeof part !== 'string') return { value: view(part, at) }
  if (!part.includes('{')) return { get: text }
  return { value: (values: Readonly<Record<string, Value>>) => fill(text(), values) }
}

/** The English words in the language of the day, whenever they are read. */
export const spoken = <const English extends Tree>(english: English): Spoken<English> =>
  view(english, () => now.catalogue ?? english) as Spoken<English>
