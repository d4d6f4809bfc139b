// What `reg.exe query KEY /s` prints, as a policy document. Pure: knows the words of that program and of the keys, no process.
//
//   HKEY_LOCAL_MACHINE\Software\Policies\Viaduct
//       pool    REG_DWORD    0x0
//   HKEY_LOCAL_MACHINE\Software\Policies\Viaduct\turn.regions
//       1    REG_SZ    eu-west
import type { KeyKind } from '../../protocol/policy/keys'

interface Value {
  readonly name: string
  readonly type: string
  readonly data: string
}
/** By the path below the policy's own key, '' for that itself. */
type Keys = ReadonlyMap<string, readonly Value[]>

const VALUE = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/

/** Lists are a key of their own with numbered values; everything else is a value. */
function keysOf(text: string, root: string): Keys {
  const keys = new Map<string, Value[]>()
  let values: Value[] = []
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', type = '', data = ''] = VALUE.exec(line) ?? []
    const last = values.at(-1)
    if (type !== '') values.push({ name, type, data })
    else if (/^HKEY_[A-Z_]+\\/.test(line)) {
      const at = line.toLowerCase().indexOf(root.toLowerCase())
      values = []
      if (at >= 0) keys.set(line.slice(at + root.length).replace(/^\\/, ''), values)
    } else if (line !== '' && last !== undefined) {
      // Words with a line break in them go on in the next line.
      values[values.length - 1] = { ...last, data: `${last.data}\n${line}` }
    }
  }
  return keys
}

const wordsOf = ({ type, data }: Value): string =>
  type === 'REG_MULTI_SZ' ? data.split('\\0').join('\n') : data

function json(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    // The schema says what it wants instead.
    return words
  }
}

/** A value in the form its key has. One that does not fit stays as it is, for the schema to refuse. */
function settingOf(value: Value, kind: KeyKind): unknown {
  const { type, data } = value
  const isNumber = type === 'REG_DWORD' || type === 'REG_QWORD'
  if (kind === 'switch' && isNumber)
    return Number(data) === 1 ? true : Number(data) === 0 ? false : Number(data)
  if (isNumber) return Number(data)
  const words = wordsOf(value)
  if (kind === 'document') return json(words)
  if (kind === 'count') return /^-?\d+$/.test(words) ? Number(words) : words
  return words
}

const numbered = (values: readonly Value[], kind: KeyKind | undefined): unknown[] =>
  values
    .filter(({ name }) => /^\d+$/.test(name))
    .toSorted((a, b) => Number(a.name) - Number(b.name))
    .map(({ data }) => (kind === 'counts' && /^\d{1,9}$/.test(data) ? Number(data) : data))

/** `a.b` becomes `{a: {b}}`. Built of entries: no name that is written there can reach a prototype. */
function nest(entries: readonly (readonly [string, unknown])[]): unknown {
  const first = (name: string): string => name.split('.')[0] ?? name
  const nested = [...new Set(entries.map(([name]) => first(name)))].map(group => {
    const own = entries.filter(([name]) => first(name) === group)
    const plain = own.find(([name]) => name === group)
    if (plain !== undefined) return [group, plain[1]] as const
    return [
      group,
      Object.fromEntries(own.map(([name, value]) => [name.slice(group.length + 1), value])),
    ] as const
  })
  return Object.fromEntries(nested)
}

function settingsIn(keys: Keys, below: string, kinds: ReadonlyMap<string, KeyKind>): unknown {
  const own = (keys.get(below) ?? []).map(
    value => [value.name, settingOf(value, kinds.get(value.name) ?? 'text')] as const,
  )
  const prefix = below === '' ? '' : `${below}\\`
  const lists = [...keys].flatMap(([path, values]) => {
    const name = path.slice(prefix.length)
    const isList = path.startsWith(prefix) && name !== '' && !name.includes('\\') && name !== RECOMMENDED
    return isList ? [[name, numbered(values, kinds.get(name))] as const] : []
  })
  return nest([...own, ...lists])
}

const RECOMMENDED = 'Recommended'

/**
 * The document that a registry key holds: dotted names are keys of the policy, the key `Recommended` holds what is recommended.
 * @param root the key's path below its hive
 * @param kinds how the value of each key is written; an unknown name is a text, and the schema names it
 * @returns null where nothing is written
 */
export function registryDocument(text: string, root: string, kinds: ReadonlyMap<string, KeyKind>): unknown {
  const keys = keysOf(text, root)
  if ([...keys.values()].every(values => values.length === 0)) return null
  const settings = Object.entries(Object(settingsIn(keys, '', kinds)))
  const recommended = settingsIn(keys, RECOMMENDED, kinds)
  const more = Object.keys(Object(recommended)).length > 0 ? [['recommended', recommended]] : []
  return Object.fromEntries([['version', 1], ...settings, ...more])
}
