// What is made from the policy's schema: fresh, well-formed, complete, and understood by what reads it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT as READ_ROOT } from '../../main/policy/registry'
import { resolvePolicy } from '../../main/policy/resolve'
import { NO_POLICY } from '../../protocol/policy'
import { POLICY_KEYS } from '../../protocol/policy/keys'
import { ADMX_POLICIES, ROOT } from '../../scripts/policy/admx'
import { POLICY_FILES } from '../../scripts/policy/files'
import { ROOT as PROJECT } from '../architecture/sources'
import { all, type Node, parseXml, plistValue } from './xml'

const stored = (path: string): string => readFileSync(join(PROJECT, path), 'utf8')
const admx = parseXml(stored('assets/policy/Viaduct.admx'))
const adml = parseXml(stored('assets/policy/en-US/Viaduct.adml'))
const named = (node: Node, name: string, attribute: string): string[] =>
  all(node, name).map(({ attributes }) => attributes[attribute] ?? '')
const twice = (names: readonly string[]): string[] => names.filter((name, at) => names.indexOf(name) !== at)

test.each(Object.keys(POLICY_FILES))('%s is fresh: `npm run policy:write` would change nothing', path =>
  expect(stored(path)).toBe(POLICY_FILES[path]?.()),
)

describe('what is not well-formed is found', () => {
  test.each([
    '<a><b></a></b>', '<a>', '<a/><b/>', '<a b="1" b=2/>', '<a>&</a>', '<a b="<"/>', '<!-- -- --><a/>', '',
  ])('%s', text => expect(() => parseXml(text)).toThrow()) // biome-ignore format: one list
})

describe('the ADMX', () => {
  test('no name and no id is there twice', () => {
    for (const what of ['policy', 'category', 'definition'])
      expect(twice(named(admx, what, 'name'))).toEqual([])
    const elements = ['decimal', 'text', 'enum', 'list', 'multiText'].flatMap(what => named(admx, what, 'id'))
    expect(twice(elements.filter(id => id !== ''))).toEqual([])
    expect(
      twice(
        [...named(adml, 'string', 'id'), ...named(adml, 'presentation', 'id')].filter(id => !ids.has(id)),
      ),
    ).toEqual([])
  })
  const ids = new Set(named(adml, 'presentation', 'id'))

  test('whatever it refers to is there', () => {
    const text = stored('assets/policy/Viaduct.admx')
    const refs = (kind: string) =>
      [...text.matchAll(new RegExp(`\\$\\(${kind}\\.([^)]+)\\)`, 'g'))].map(([, id = '']) => id)
    const strings = named(adml, 'string', 'id')
    expect(refs('string').filter(id => !strings.includes(id))).toEqual([])
    expect(refs('presentation').filter(id => !ids.has(id))).toEqual([])
    expect(strings.filter(id => !refs('string').includes(id))).toEqual([])
    const categories = named(admx, 'category', 'name')
    expect(named(admx, 'parentCategory', 'ref').filter(id => !categories.includes(id))).toEqual([])
    const definitions = named(admx, 'definition', 'name')
    for (const { attributes } of all(admx, 'policy').flatMap(one =>
      one.children.filter(({ name }) => name === 'supportedOn'),
    ))
      expect(definitions).toContain(attributes.ref)
    const boxes = all(adml, 'presentation').flatMap(({ children }) =>
      children.map(({ attributes }) => attributes.refId),
    )
    const values = ['decimal', 'text', 'enum', 'list', 'multiText'].flatMap(what => named(admx, what, 'id'))
    expect(new Set(boxes)).toEqual(new Set(values.filter(id => id !== '')))
  })

  test('writes each key where it is read, in the form it is read', () => {
    expect(ROOT).toBe(READ_ROOT)
    const forms: Readonly<Record<string, string>> = {
      count: 'decimal', text: 'text', choice: 'enum', list: 'list', counts: 'list', document: 'multiText',
    } // biome-ignore format: a table
    for (const { key, id, registryKey } of ADMX_POLICIES) {
      const policy = all(admx, 'policy').find(({ attributes }) => attributes.name === id)
      const elements = policy?.children.find(({ name }) => name === 'elements')?.children ?? []
      const [element] = elements
      expect(policy?.attributes.key).toBe(registryKey)
      if (key.kind === 'switch') expect(policy?.attributes.valueName).toBe(key.name)
      else expect([elements.length, element?.name]).toEqual([1, forms[key.kind]])
      if (key.kind === 'list' || key.kind === 'counts')
        expect(element?.attributes.key).toBe(`${registryKey}\\${key.name}`)
      else if (key.kind !== 'switch') expect(element?.attributes.valueName).toBe(key.name)
    }
  })

  test('has every key, and those that may be recommended twice', () => {
    const recommended = POLICY_KEYS.filter(({ meta }) => meta.canRecommend)
    expect(recommended.length).toBeGreaterThan(0)
    expect(all(admx, 'policy')).toHaveLength(POLICY_KEYS.length + recommended.length)
  })
})

test('the profile enforces every default, and nothing else: what reads it finds no mistake', () => {
  const profile = plistValue(parseXml(stored('assets/policy/viaduct.mobileconfig')).children[0] ?? admx)
  const [payload] = Object(profile).PayloadContent
  expect(payload.PayloadType).toBe('com.viaduct.desktop')
  const own = Object.entries(payload).filter(([name]) => !name.startsWith('Payload'))
  const { policy, report } = resolvePolicy({
    from: 'organisation',
    found: [{ kind: 'document', where: 'profile', document: Object.fromEntries(own) }],
  })
  expect(report.problems).toEqual([])
  expect(policy).toEqual(NO_POLICY)
  const silent = report.rows.filter(({ level }) => level === 'default')
  expect(silent.filter(({ value }) => value !== null)).toEqual([])
})

test('the Intune configuration brings the ADMX along, and refers to its policies and elements', () => {
  const { omaSettings } = JSON.parse(stored('assets/policy/viaduct-intune.json'))
  const [install, ...settings]: { omaUri: string; value: string }[] = omaSettings
  expect(install?.value).toBe(stored('assets/policy/Viaduct.admx'))
  expect(settings.length).toBeGreaterThan(15)
  for (const { omaUri, value } of settings) {
    const policy = ADMX_POLICIES.find(({ id, categories }) =>
      omaUri.endsWith(`~${categories.join('~')}/${id}`),
    )
    expect(policy?.id ?? omaUri).not.toBe(omaUri)
    const data = all(parseXml(`<value>${value.replaceAll('&#xF000;', ' ')}</value>`), 'data')
    expect(data.map(({ attributes }) => attributes.id)).toEqual(
      policy?.key.kind === 'switch' ? [] : [policy?.valueId],
    )
  }
  expect(twice(settings.map(({ omaUri }) => omaUri))).toEqual([])
})

test('the page names every key, and says which are not used yet', () => {
  const page = stored('docs/policy.md')
  for (const { name, meta } of POLICY_KEYS) {
    const row = page.split('\n').find(line => line.startsWith(`| \`${name}\` |`))
    expect(row).toContain(meta.title)
    expect(row?.includes('Accepted, not used yet')).toBe(meta.status !== 'used')
  }
})
