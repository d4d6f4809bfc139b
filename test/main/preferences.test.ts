// What the person chose: over a restart, over a broken file, and one change at a time.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPreferences } from '../../main/preferences'
import { NO_PREFERENCES } from '../../protocol/plain'
import { preferencesChangeSchema } from '../../protocol/preferences'

const window = {} as BrowserWindow
const HEADSET = { id: 'a1', label: 'USB headset' }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'viaduct-preferences-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 'kept', 'preferences.json')
const read = () => createPreferences(file()).readPreferences(undefined, window)

test('nothing was chosen before the first start', () => {
  expect(read()).toEqual(NO_PREFERENCES)
})

test('a change keeps the rest, is there after a restart, and the file is the person’s alone', async () => {
  const { keepPreferences } = createPreferences(file())
  await keepPreferences({ microphone: HEADSET }, window)
  await keepPreferences({ noiseSuppression: false }, window)
  expect(read()).toEqual({ ...NO_PREFERENCES, microphone: HEADSET, noiseSuppression: false })
  expect(statSync(file()).mode & 0o077).toBe(0)
})

test('changes that come at once are written in their order, and nothing is left beside the file', async () => {
  const { keepPreferences } = createPreferences(file())
  await Promise.all(
    Array.from({ length: 30 }, (_, n) => keepPreferences({ favourites: [`agent-${n}`] }, window)),
  )
  expect(JSON.parse(readFileSync(file(), 'utf8')).favourites).toEqual(['agent-29'])
  expect(readdirSync(join(folder, 'kept'))).toEqual(['preferences.json'])
})

test('what cannot be read of a file is as if it had not been chosen; the rest holds', async () => {
  await createPreferences(file()).keepPreferences({ theme: 'dark' }, window)
  const whole = JSON.parse(readFileSync(file(), 'utf8'))
  writeFileSync(file(), JSON.stringify({ ...whole, microphone: 7, captions: 'huge', unknown: 1 }))
  expect(read()).toEqual({ ...NO_PREFERENCES, theme: 'dark' })
  writeFileSync(file(), '{"theme": "da')
  expect(read()).toEqual(NO_PREFERENCES)
  writeFileSync(file(), 'null')
  expect(read()).toEqual(NO_PREFERENCES)
})

test('a change says only what changes', () => {
  expect(preferencesChangeSchema.parse({ theme: 'light' })).toEqual({ theme: 'light' })
  expect(preferencesChangeSchema.safeParse({ theme: 'pink' }).success).toBe(false)
})
