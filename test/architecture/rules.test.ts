// The house rules hold over the real tree, and each check fails on a tree that breaks it.
import { describe, expect, test } from 'vitest'
import * as rules from './rules'
import { PRODUCT_ROOMS, sourcesOf } from './sources'

const product = sourcesOf(PRODUCT_ROOMS)
const tests = new Map([...sourcesOf(['test'])].filter(([path]) => path !== 'test/architecture/rules.test.ts'))
const everything = new Map([...product, ...tests, ...sourcesOf(['scripts'])])
const one = (path: string, text: string) => new Map([[path, text]])

describe('sizes', () => {
  test('no file above 300 lines, the median below 90', () => {
    expect(rules.tooLong(product)).toEqual([])
    expect(rules.medianLines(product)).toBeGreaterThan(0)
    expect(rules.isMedianTooHigh(product)).toBe(false)
  })
  test('a long file and a long median are found', () => {
    const long = one('main/god.ts', 'x\n'.repeat(301))
    expect(rules.tooLong(long)).toEqual(['main/god.ts'])
    expect(rules.isMedianTooHigh(long)).toBe(true)
  })
})

test.each([
  ['default exports', rules.defaultExports, 'export default 1', 'renderer/a.ts', 'a.config.ts'],
  ['console', rules.consoleUsers, "console.log('x')", 'main/a.ts', 'scripts/a.mjs'],
] as const)('no %s, but where they belong', (_, check, text, bad, good) => {
  expect(check(everything)).toEqual([])
  expect(check(one(bad, text))).toEqual([bad])
  expect(check(one(good, text))).toEqual([])
})

test('no test patches a module away; one that does is found', () => {
  expect(rules.moduleMocks(tests)).toEqual([])
  expect(rules.moduleMocks(one('test/a.test.ts', "vi.mock('electron')"))).toEqual(['test/a.test.ts'])
})

test('every product module says what it owns; a silent one is found', () => {
  expect(rules.withoutHeader(product)).toEqual([])
  expect(rules.withoutHeader(one('main/a.ts', "import a from 'a'"))).toEqual(['main/a.ts'])
})

describe('doors that the import table cannot see', () => {
  test('ipcMain has one user', () => {
    expect(rules.usersOf('ipcMain', product).filter(path => path !== 'main/ipc.ts')).toEqual([])
    const sly = one('main/window/menu.ts', "import { app, ipcMain } from 'electron'")
    expect(rules.usersOf('ipcMain', sly)).toEqual(['main/window/menu.ts'])
  })
  test('electron-updater and simple-peer have at most one importer, whatever way they are imported', () => {
    for (const door of ['electron-updater', 'simple-peer', 'simple-peer/simplepeer.min.js'])
      expect(rules.importersOf(door, product).length).toBeLessThanOrEqual(1)
    expect(rules.importersOf('keytar', one('main/a.ts', "const k = require('keytar')"))).toEqual([
      'main/a.ts',
    ])
    expect(rules.importersOf('keytar', one('main/a.ts', "await import('keytar')"))).toEqual(['main/a.ts'])
  })
})
