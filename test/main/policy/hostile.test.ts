// Broken and hostile policies: each leaves safe values and a named problem, and never passes for no policy at all.
import { afterEach, expect, test } from 'vitest'
import { printable } from '../../../main/policy/statements'
import { NO_POLICY } from '../../../protocol/policy'
import { policyReportSchema } from '../../../protocol/policy-report'
import { HOSTILE } from './hostile'
import { type House, openHouse } from './house'

const isRoot = process.getuid?.() === 0
let house: House | null = null
afterEach(() => house?.leave())

test('the table is long enough', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(150)
  expect(new Set(HOSTILE.map(({ what }) => what)).size).toBe(HOSTILE.length)
})

for (const { what, name, make, owner, notAsRoot } of HOSTILE) {
  test.skipIf(notAsRoot && isRoot)(`${what} is ${name}`, async () => {
    house = openHouse()
    make(house)
    const { policy, report } = await house.resolve(null, owner)
    expect(report.from).toBe('organisation')
    expect(report.problems.map(problem => problem.name)).toContain(name)
    const isOne = ({ where, why }: { where: string; why: string }) =>
      where !== '' && why !== '' && printable(where + why, 2_000) === where + why
    expect(report.problems.filter(problem => !isOne(problem))).toEqual([])
    expect(policy).toEqual(NO_POLICY)
    expect(Object.getPrototypeOf(policy)).toBe(Object.prototype)
    expect(Reflect.get({}, 'testing')).toBeUndefined()
    expect(policyReportSchema.safeParse(report).success).toBe(true)
  })
}
