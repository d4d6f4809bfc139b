// What reg.exe prints, as documents: golden texts, odd ones, and any text at all. No Windows: the program itself is not run here.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRegistrySource } from '../../../main/policy/registry'
import { registryDocument } from '../../../main/policy/registry-text'
import { resolvePolicy } from '../../../main/policy/resolve'
import { POLICY_KEYS } from '../../../protocol/policy/keys'

const ROOT = 'Software\\Policies\\Viaduct'
const KINDS = new Map(POLICY_KEYS.map(({ name, kind }) => [name, kind]))
const documentOf = (text: string) => registryDocument(text, ROOT, KINDS)
/** As the program ends its lines. */
const printed = (...lines: string[]): string => ['', ...lines, ''].join('\r\n')
const HKLM = `HKEY_LOCAL_MACHINE\\${ROOT}`

const GOLDEN = printed(
  HKLM,
  '    pool    REG_DWORD    0x0',
  '    warmLine    REG_DWORD    0x1',
  '    routes.force    REG_SZ    relay-tls',
  '    updates.deferDays    REG_DWORD    0xe',
  '    proxy    REG_SZ    {"mode":"fixed","server":"proxy.corp.example:8080"}',
  '    agents    REG_MULTI_SZ    [\\0  {"id":"ada","name":"Ada Größe","url":"wss://a.example/"}\\0]',
  '',
  `${HKLM}\\turn.regions`,
  '    2    REG_SZ    eu-west',
  '    10    REG_SZ    us-east',
  '    1    REG_SZ    eu-central',
  '',
  `${HKLM}\\routes.ports`,
  '    1    REG_SZ    443',
  '',
  `${HKLM}\\Recommended`,
  '    history.keepDays    REG_DWORD    0x1e',
)

describe('the registry', () => {
  test('golden: switches, numbers, words, JSON, lists in their order, and what is recommended', () => {
    expect(documentOf(GOLDEN)).toEqual({
      version: 1,
      pool: false,
      warmLine: true,
      routes: { force: 'relay-tls', ports: [443] },
      updates: { deferDays: 14 },
      proxy: { mode: 'fixed', server: 'proxy.corp.example:8080' },
      agents: [{ id: 'ada', name: 'Ada Größe', url: 'wss://a.example/' }],
      turn: { regions: ['eu-central', 'eu-west', 'us-east'] },
      recommended: { history: { keepDays: 30 } },
    })
  })

  test('nothing written is no document', () => {
    expect(documentOf('')).toBeNull()
    expect(documentOf(printed(HKLM))).toBeNull()
    expect(
      documentOf(printed('HKEY_LOCAL_MACHINE\\Software\\Other', '    pool    REG_DWORD    0x0')),
    ).toBeNull()
  })

  test.each([
    ['a switch of 2', '    pool    REG_DWORD    0x2', 'pool'],
    ['a switch in words', '    pool    REG_SZ    off', 'pool'],
    ['JSON that is none', '    proxy    REG_SZ    {"mode"', 'proxy'],
    ['bytes', '    pool    REG_BINARY    00', 'pool'],
    ['a key nobody knows', '    colour    REG_SZ    red', 'colour'],
    ['a prototype', '    __proto__    REG_SZ    x', '__proto__'],
    ['a prototype in a group', '    developer.__proto__    REG_SZ    x', 'developer.__proto__'],
    ['the default value', '    (Default)    REG_SZ    x', '(Default)'],
  ])('%s is a problem of that key alone', (_, line, name) => {
    const document = documentOf(printed(HKLM, line, '    warmLine    REG_DWORD    0x1'))
    const { policy, report } = resolvePolicy({
      from: 'organisation',
      found: [{ kind: 'document', where: 'HKLM', document }],
    })
    expect(policy.warmLine).toBe(true)
    expect(report.problems.map(problem => [problem.name, problem.key])).toEqual([['policy_key', name]])
  })

  test('no text makes it throw, or reach a prototype', () => {
    const line = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom('pool', 'agents', '__proto__', 'a.b.c', '..', 'constructor'), fc.constantFrom('REG_SZ', 'REG_DWORD', 'REG_MULTI_SZ'), fc.string())
        .map(([name, type, data]) => `    ${name}    ${type}    ${data}`),
      fc.constantFrom(HKLM, `${HKLM}\\Recommended`, `${HKLM}\\__proto__`, `${HKLM}\\a\\b`),
    ) // biome-ignore format: what a line may be
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), lines => {
        const document = documentOf(lines.join('\n'))
        resolvePolicy({ from: 'organisation', found: [{ kind: 'document', where: 'x', document }] })
        expect(Reflect.get({}, 'polluted')).toBeUndefined()
        expect(Object.getPrototypeOf(document ?? {})).toBe(Object.prototype)
      }),
    )
  })
})

describe('the source', () => {
  const kinds = async () => KINDS
  const source = (answers: Readonly<Record<string, string | null | Error>>) =>
    createRegistrySource(kinds, async key => {
      const answer = answers[key.slice(0, 4)] ?? null
      if (answer instanceof Error) throw answer
      return answer
    })

  test('the computer goes before the person', async () => {
    const person = GOLDEN.replaceAll('HKEY_LOCAL_MACHINE', 'HKEY_CURRENT_USER').replace('relay-tls', 'direct')
    const found = await source({ HKLM: GOLDEN, HKCU: person }).find()
    const { policy, report } = resolvePolicy({ from: 'organisation', found })
    expect(policy.routes.force).toBe('relay-tls')
    expect(report.rows.find(({ key }) => key === 'routes.force')?.others).toEqual([
      { where: `HKCU\\${ROOT}`, level: 'enforced', why: 'behind' },
    ])
  })

  test('no key is nobody; a program that fails is a problem, and not nobody', async () => {
    expect(await source({}).find()).toEqual([])
    expect(await source({ HKLM: new Error('no such program') }).find()).toMatchObject([
      { kind: 'problem', name: 'policy_unreadable', where: `HKLM\\${ROOT}` },
    ])
  })

  test('its mark moves with what is written', async () => {
    const marks = [{}, { HKLM: GOLDEN }, { HKCU: GOLDEN }].map(answers => source(answers).mark())
    expect(new Set(await Promise.all(marks)).size).toBe(3)
  })
})
