// Who goes before whom, and what that leaves of the others; what --policy may and may not.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takePolicy } from '../../../main/policy/take'
import { NO_POLICY } from '../../../protocol/policy'
import { type House, openHouse, rowOf } from './house'

let house: House
beforeEach(() => {
  house = openHouse()
})
afterEach(() => house.leave())
const path = (name: string): string => join(house.folder, name)

describe('precedence', () => {
  test('a later drop-in goes before an earlier one, and both before policy.json, key by key', async () => {
    house.write('policy.json', { version: 1, pool: false, warmLine: true, routes: { force: 'direct' } })
    house.write('policy.d/10-a.json', { version: 1, routes: { force: 'relay-udp' } })
    house.write('policy.d/20-b.json', { version: 1, routes: { force: 'relay-tls', dscp: true } })
    const resolved = await house.resolve()
    expect(resolved.policy).toMatchObject({
      pool: false,
      warmLine: true,
      routes: { force: 'relay-tls', dscp: true },
    })
    expect(rowOf(resolved, 'routes.force')).toMatchObject({
      where: path('policy.d/20-b.json'),
      others: [
        { where: path('policy.d/10-a.json'), level: 'enforced', why: 'behind' },
        { where: path('policy.json'), level: 'enforced', why: 'behind' },
      ],
    })
    expect(resolved.report.sources).toEqual(
      ['policy.d/20-b.json', 'policy.d/10-a.json', 'policy.json'].map(path),
    )
    expect(resolved.report.problems).toEqual([])
  })

  test('what is enforced anywhere goes before what is recommended anywhere', async () => {
    house.write('policy.json', { version: 1, history: { keepDays: 10 } })
    house.write('policy.d/20-b.json', { version: 1, recommended: { history: { keepDays: 20, keep: false } } })
    const resolved = await house.resolve()
    expect(resolved.policy.history).toEqual({ keep: false, keepDays: 10 })
    expect(rowOf(resolved, 'history.keepDays')).toMatchObject({
      level: 'enforced',
      others: [{ level: 'recommended', why: 'behind' }],
    })
    expect(rowOf(resolved, 'history.keep').level).toBe('recommended')
  })

  test('a slip in the first source gives the next one no say', async () => {
    house.write('policy.json', { version: 1, developer: { testing: true } })
    house.write('policy.d/20-b.json', { version: 1, developer: { testing: 'no' } })
    const resolved = await house.resolve()
    expect(resolved.policy.developer.testing).toBe(false)
    expect(rowOf(resolved, 'developer.testing').others).toMatchObject([
      { where: path('policy.d/20-b.json'), why: 'policy_key' },
      { where: path('policy.json'), why: 'behind' },
    ])
  })

  test('a broken group in the first source closes all of its keys', async () => {
    house.write('policy.json', { version: 1, developer: { testing: true } })
    house.write('policy.d/20-b.json', { version: 1, developer: true })
    const { policy, report } = await house.resolve()
    expect(policy.developer.testing).toBe(false)
    expect(report.problems.map(({ key }) => key)).toEqual(['developer'])
  })

  test('a broken drop-in takes nothing from the others', async () => {
    house.write('policy.json', { version: 1, pool: false })
    house.write('policy.d/20-b.json', '{')
    const { policy, report } = await house.resolve()
    expect(policy.pool).toBe(false)
    expect(report.problems).toMatchObject([{ code: 'VD-P01', where: path('policy.d/20-b.json') }])
  })

  test('files that are not drop-ins are left alone; no folder, and an empty one, is nobody', async () => {
    expect((await house.resolve()).report.from).toBe('nobody')
    for (const name of ['README', '.20-b.json.swp', '20-b.json.dpkg-old', '.hidden.json'])
      house.write(`policy.d/${name}`, '{')
    expect((await house.resolve()).report).toMatchObject({ from: 'nobody', sources: [], problems: [] })
  })
})

describe('--policy', () => {
  const given = (document: unknown): string => {
    const file = `${house.folder}.json`
    writeFileSync(file, JSON.stringify(document))
    return file
  }
  const take = (file: string | null, mayBeWrong = false) => takePolicy(house.sources(file), file, mayBeWrong)

  test('is taken where nobody else gives settings, and shown as a file', async () => {
    const file = given({ version: 1, pool: false })
    expect(await take(file)).toMatchObject({ kind: 'findings', findings: { from: 'file' } })
    const { policy, report } = await house.resolve(file)
    expect(policy.pool).toBe(false)
    expect(report).toMatchObject({ from: 'file', sources: [file] })
  })

  test.each([{ version: 1 }, '{'])(
    'is refused where the organisation gives settings, even broken ones (%j)',
    async managed => {
      house.write('policy.json', managed)
      expect(await take(given({ version: 1, pool: false }))).toMatchObject({
        kind: 'refused',
        name: 'policy_refused',
        sentence: expect.stringMatching(/^[A-Z].*policy\.json.*--policy is not taken\.$/),
      })
      expect((await house.resolve(given({ version: 1, pool: false }))).policy).toEqual(NO_POLICY)
    },
  )

  test('with any mistake in it is refused whole, unless it is only looked at', async () => {
    const file = given({ version: 1, pool: 'no' })
    expect(await take(file)).toMatchObject({
      kind: 'refused',
      name: 'policy_invalid',
      sentence: expect.stringMatching(/^The policy file .* is not valid: pool: .*\.$/),
    })
    expect(await take(file, true)).toMatchObject({ kind: 'findings' })
    expect(await take('/nonexistent/policy.json')).toMatchObject({ kind: 'refused' })
  })
})
