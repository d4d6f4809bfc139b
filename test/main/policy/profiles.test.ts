// Managed preferences: which files are believed, and what their JSON comes to. No macOS: plutil's part is played here.
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProfileSource, type ToJson } from '../../../main/policy/profiles'
import { type House, openHouse } from './house'

const ME = process.getuid?.() ?? 0
let house: House
beforeEach(() => {
  house = openHouse()
})
afterEach(() => house.leave())

/** These files hold JSON already. */
const asIs: ToJson = async bytes => bytes
const source = (toJson = asIs, owner = ME) => createProfileSource(house.folder, owner, toJson, 'ada')
const NAME = 'com.viaduct.desktop.plist'

test('the computer’s before the person’s, without the system’s own keys, of version 1 unless they say otherwise', async () => {
  house.write(NAME, { PayloadUUID: 'x', pool: false })
  house.write(`ada/${NAME}`, { version: 2, warmLine: true })
  expect(await source().find()).toEqual([
    { kind: 'document', where: join(house.folder, NAME), document: { version: 1, pool: false } },
    { kind: 'document', where: join(house.folder, 'ada', NAME), document: { version: 2, warmLine: true } },
  ])
})

test('none is nobody', async () => expect(await source().find()).toEqual([]))

test('one that others may write, or that is nobody’s we know, is not believed', async () => {
  chmodSync(house.write(NAME, { pool: false }), 0o666)
  expect(await source().find()).toMatchObject([{ kind: 'problem', name: 'policy_unsafe' }])
  expect(await source(asIs, 54_321).find()).toMatchObject([{ kind: 'problem', name: 'policy_unsafe' }])
})

test('one that plutil cannot say in JSON is a problem', async () => {
  house.write(NAME, 'bplist00')
  const fails: ToJson = async () => {
    throw new Error('Invalid object in plist for destination format')
  }
  expect(await source(fails).find()).toMatchObject([{ kind: 'problem', name: 'policy_invalid' }])
  expect(await source().find()).toMatchObject([{ kind: 'problem', name: 'policy_invalid' }])
})

test('its mark moves when a file comes, changes and goes', async () => {
  const marks = [await source().mark()]
  house.write(NAME, { pool: false })
  marks.push(await source().mark())
  house.write(NAME, { pool: false, warmLine: true })
  marks.push(await source().mark())
  house.write(`ada/${NAME}`, {})
  marks.push(await source().mark())
  expect(new Set(marks).size).toBe(4)
})
