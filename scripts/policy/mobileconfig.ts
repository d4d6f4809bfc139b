// A configuration profile for macOS: every setting at its default, for an administrator to change or take out; what has no default
// stands in a comment with an example.
import { createHash } from 'node:crypto'
import { NO_POLICY } from '../../protocol/policy'
import { POLICY_KEYS, type PolicyKey, valueIn } from '../../protocol/policy/keys'
import { document, el, type Xml } from './xml'

const DOMAIN = 'com.viaduct.desktop'
const DOCTYPE =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">'

/** The same each time: a profile that is sent again replaces the one before. */
const uuidOf = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    .toUpperCase()

function plist(value: unknown): Xml {
  if (typeof value === 'boolean') return el(String(value))
  if (typeof value === 'number') return el(Number.isInteger(value) ? 'integer' : 'real', {}, String(value))
  if (Array.isArray(value)) return el('array', {}, ...value.map(plist))
  if (typeof value !== 'object' || value === null) return el('string', {}, String(value))
  return el('dict', {}, ...Object.entries(value).flatMap(([name, inner]) => entry(name, inner)))
}
const entry = (name: string, value: unknown): Xml[] => [el('key', {}, name), plist(value)]

function settingOf({ name, path, meta }: PolicyKey): Xml[] {
  const last = path.at(-1) ?? ''
  const notYet = meta.status === 'used' ? '' : ' Not used yet.'
  const about = `${meta.title}: ${meta.description}${notYet}`
  const value = valueIn(NO_POLICY, { path })
  if (value !== null) return [{ comment: about }, ...entry(last, value)]
  return [{ comment: `${about} For example ${name}: ${JSON.stringify(meta.example)}` }]
}

function settings(): Xml[] {
  const tops = [...new Set(POLICY_KEYS.map(({ path }) => path[0]))]
  return tops.flatMap(top => {
    const own = POLICY_KEYS.filter(({ path }) => path[0] === top)
    const inside = own.flatMap(settingOf)
    if (own.every(({ section }) => section === null)) return inside
    return [el('key', {}, top), el('dict', {}, ...inside)]
  })
}

const payload = (name: string, type: string): Xml[] => [
  ...entry('PayloadType', type),
  ...entry('PayloadIdentifier', name),
  ...entry('PayloadUUID', uuidOf(name)),
  ...entry('PayloadVersion', 1),
]

export const mobileconfig = (): string =>
  document(
    el(
      'plist',
      { version: '1.0' },
      el(
        'dict',
        {},
        ...payload(`${DOMAIN}.profile`, 'Configuration'),
        ...entry('PayloadDisplayName', 'Viaduct'),
        ...entry('PayloadDescription', 'Settings of Viaduct. Take out what is not to be enforced.'),
        ...entry('PayloadScope', 'System'),
        el('key', {}, 'PayloadContent'),
        el(
          'array',
          {},
          el(
            'dict',
            {},
            ...payload(`${DOMAIN}.settings`, DOMAIN),
            ...entry('PayloadDisplayName', 'Viaduct'),
            ...entry('version', 1),
            ...settings(),
          ),
        ),
      ),
    ),
    [DOCTYPE],
  )
