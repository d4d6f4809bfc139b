// Every key of the schema, walked: what it says of itself, and that the value shown is the value used, whoever gives it.
import { afterEach, describe, expect, test } from 'vitest'
import { registryDocument } from '../../../main/policy/registry-text'
import { resolvePolicy } from '../../../main/policy/resolve'
import { createPolicyDesk } from '../../../main/policy-desk'
import { NO_POLICY, type Policy, policySchema } from '../../../protocol/policy'
import { POLICY_KEYS, type PolicyKey, valueIn } from '../../../protocol/policy/keys'
import { type House, openHouse, rowOf } from './house'
import { registryText } from './registry-house'

let house: House | null = null
afterEach(() => house?.leave())

/** A document that says one thing. */
const saying = ({ path: [first, second] }: PolicyKey, value: unknown) =>
  second === undefined ? { [first]: value } : { [first]: { [second]: value } }

/** What the app's parts are given, and what the settings page is given, of the same start. */
async function deskOf(from: House) {
  const first = await from.sources().find()
  return createPolicyDesk({
    start: { first, sources: null },
    isBusy: () => false,
    changed: () => undefined,
    log: () => undefined,
  })
}

test('every key of the schema is among them, and no other', () => {
  const names = (value: object): string[] =>
    Object.entries(policySchema.parse({ version: 1, ...value })).map(([name]) => name)
  expect(new Set(POLICY_KEYS.map(({ path }) => path[0]))).toEqual(
    new Set(names({}).filter(one => one !== 'version')),
  )
  expect(new Set(POLICY_KEYS.map(({ name }) => name)).size).toBe(POLICY_KEYS.length)
  expect(POLICY_KEYS.length).toBeGreaterThanOrEqual(35)
})

describe.each(POLICY_KEYS.map(key => [key.name, key] as const))('%s', (name, key) => {
  test('says of itself what people need', () => {
    const { title, description, since, example } = key.meta
    expect(title).toMatch(/^[A-Z].{2,50}$/)
    expect(description).toMatch(/^[A-Z].{10,200}\.$/)
    expect(since).toMatch(/^\d+\.\d+$/)
    expect(example).not.toEqual(valueIn(NO_POLICY, key))
  })

  test('enforced: the value shown is the value used, and is what was said', async () => {
    house = openHouse()
    house.write('policy.json', { version: 1, ...saying(key, key.meta.example) })
    const desk = await deskOf(house)
    const row = desk.report().rows.find(one => one.key === name)
    expect(row?.value).toEqual(valueIn(desk.now(), key))
    expect(row).toMatchObject({ level: 'enforced', where: `${house.folder}/policy.json`, others: [] })
    // What an agent leaves out is filled in.
    expect([row?.value]).toMatchObject([key.meta.example])
    expect(desk.report().problems).toEqual([])
    const rest = (policy: Policy) => POLICY_KEYS.filter(one => one !== key).map(one => valueIn(policy, one))
    expect(rest(desk.now())).toEqual(rest(NO_POLICY))
  })

  test('recommended: taken where that is possible, refused by name where not', async () => {
    house = openHouse()
    house.write('policy.json', { version: 1, recommended: saying(key, key.meta.example) })
    const resolved = await house.resolve()
    const row = rowOf(resolved, name)
    expect(row.value).toEqual(valueIn(resolved.policy, key))
    expect(row.level).toBe(key.meta.canRecommend ? 'recommended' : 'default')
    expect(resolved.report.problems.map(one => [one.name, one.key])).toEqual(
      key.meta.canRecommend ? [] : [['policy_key', `recommended.${name}`]],
    )
  })

  test('not valid: its default holds, shown and used, and the rest holds', async () => {
    house = openHouse()
    const other = POLICY_KEYS.find(one => one.path[0] !== key.path[0] && one.kind === 'switch')
    if (other === undefined) throw new Error('no other key')
    house.write('policy.json', {
      version: 1,
      ...saying(key, { no: { such: 'value' } }),
      ...saying(other, other.meta.example),
    })
    const resolved = await house.resolve()
    expect(rowOf(resolved, name)).toMatchObject({ level: 'default', others: [{ why: 'policy_key' }] })
    expect(valueIn(resolved.policy, key)).toEqual(valueIn(NO_POLICY, key))
    expect(rowOf(resolved, name).value).toEqual(valueIn(resolved.policy, key))
    expect(rowOf(resolved, other.name)).toMatchObject({ level: 'enforced', value: other.meta.example })
    expect(resolved.report.problems.map(one => [one.name, one.key])).toEqual([['policy_key', name]])
  })

  test('in the registry: the value written is the value used', () => {
    const text = registryText([[key, key.meta.example]])
    const kinds = new Map(POLICY_KEYS.map(one => [one.name, one.kind]))
    const document = registryDocument(text, 'Software\\Policies\\Viaduct', kinds)
    const resolved = resolvePolicy({
      from: 'organisation',
      found: [{ kind: 'document', where: 'HKLM', document }],
    })
    expect(resolved.report.problems).toEqual([])
    expect(rowOf(resolved, name)).toMatchObject({ level: 'enforced' })
    expect([valueIn(resolved.policy, key)]).toMatchObject([key.meta.example])
  })
})
