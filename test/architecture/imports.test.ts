// The import table is held by dependency-cruiser: every rule was tried on a tree that breaks it, ours breaks none.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BROKEN, inBrokenTree, ROOMS } from './broken-imports'
import { ROOT } from './sources'

interface Violation {
  readonly rule: { readonly name: string }
  readonly from: string
}
interface Cruise {
  readonly summary: { readonly violations: readonly Violation[]; readonly totalCruised: number }
}

const CONFIG = join(ROOT, '.dependency-cruiser.mjs')
const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

/** Exit status is the number of errors, so a failing cruise is still an answer. */
const cruise = (cwd: string, rooms: readonly string[]): Promise<Cruise> =>
  new Promise((resolve, reject) => {
    const args = [bin, '--config', CONFIG, '--output-type', 'json', ...rooms]
    execFile(process.execPath, args, { cwd, maxBuffer: 1 << 26 }, (error, stdout) => {
      if (stdout === '') reject(error ?? new Error('dependency-cruiser said nothing'))
      else resolve(JSON.parse(stdout) as Cruise)
    })
  })

const ruleNames = async (): Promise<readonly string[]> => {
  const config = (await import(CONFIG)) as { default: { forbidden: readonly { name: string }[] } }
  return config.default.forbidden.map(({ name }) => name)
}

test('every rule of the table has a tree that breaks it', async () => {
  expect([...(await ruleNames())].sort()).toEqual(Object.keys(BROKEN).sort())
})

test('and is reported where it is broken', async () => {
  const base = readFileSync(join(ROOT, 'tsconfig.base.json'), 'utf8')
  const { summary } = await inBrokenTree(base, root => cruise(root, ROOMS))
  const reported = Object.entries(BROKEN).map(([rule, files]) => {
    const hits = summary.violations.filter(({ rule: { name } }) => name === rule).map(({ from }) => from)
    return [rule, Object.keys(files).some(path => hits.includes(path))]
  })
  expect(reported).toEqual(Object.keys(BROKEN).map(rule => [rule, true]))
}, 60_000)

test('our own tree breaks none', async () => {
  const rooms = ROOMS.filter(room => room !== 'test').filter(room => existsSync(join(ROOT, room)))
  const { summary } = await cruise(ROOT, rooms)
  expect(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([])
  expect(summary.totalCruised).toBeGreaterThan(40)
}, 60_000)
