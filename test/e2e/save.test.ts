// What a check found, saved where a person says: the built app on the runtime it is packaged from. Only the system's own dialog is
// answered by the test, as Playwright and Electron have it: the packaged app forbids the inspector that this needs.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { networkReportSchema } from '../../protocol/network-report'
import { words } from '../../renderer/copy'
import { electronRuntime } from '../../scripts/electron-runtime.mjs'
import { freePort, ME, policyWith } from './app'

const { check: text } = words
const profile = mkdtempSync(join(tmpdir(), 'viaduct-save-'))
const folder = join(profile, 'saved')
let app: ElectronApplication
let page: Page
let port: number

beforeAll(async () => {
  port = await freePort()
  const { executable } = await electronRuntime({ log: () => undefined })
  // Nobody listens there: the check is short, and asks IT for something.
  const policy = policyWith('dead', 'Dead Agent', `ws://127.0.0.1:${port}/v1`)
  const args = [...ME.switches, `--user-data-dir=${profile}`, resolve('.'), '--policy', policy]
  app = await _electron.launch({ executablePath: executable, args })
  page = await app.firstWindow()
  await page.getByText('Test Agent').first().waitFor()
  await page.keyboard.press('Control+3')
  await page.keyboard.press('r')
  const save = page.getByRole('button', { name: text.export })
  await expect.poll(() => save.isEnabled(), { timeout: 20_000 }).toBe(true)
})
afterAll(async () => {
  await app?.close()
  rmSync(profile, { recursive: true, force: true })
})
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

/** How the person answers; what they were offered is told. */
async function answers(place: string | null): Promise<() => Promise<string | undefined>> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async (_window: unknown, options?: { defaultPath?: string }) => {
      Object.assign(globalThis, { offered: options?.defaultPath })
      return { canceled: filePath === null, filePath: filePath ?? '' }
    }
  }, place)
  return () => app.evaluate(() => (globalThis as { offered?: string }).offered)
}
const press = (name: string): Promise<void> => page.getByRole('button', { name }).click()
const said = (sentence: string): Promise<void> => page.getByText(sentence).waitFor({ timeout: 5_000 })

test('the report is saved as JSON, and beside it as a page to print', async () => {
  const offered = await answers(join(folder, 'report.json'))
  await press(text.export)
  await said(text.saved.report)
  expect(await offered()).toMatch(/^viaduct-network-report-\d{4}-\d\d-\d\d\.json$/)
  expect(readdirSync(folder).toSorted()).toEqual(['report.html', 'report.json'])
  const report = networkReportSchema.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')))
  expect(report).toMatchObject({ verdict: 'offline', gateway: `127.0.0.1:${port}` })
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('VD-S01 signaling_unreachable')
})

test('the firewall kit is saved as one text with the rows of this check', async () => {
  const offered = await answers(join(folder, 'kit.txt'))
  await press(text.kit)
  await said(text.saved.kit)
  expect(await offered()).toMatch(/^viaduct-firewall-kit-\d{4}-\d\d-\d\d\.txt$/)
  expect(readFileSync(join(folder, 'kit.txt'), 'utf8')).toMatch(
    new RegExp(`127\\.0\\.0\\.1 +${port} +WSS +refused`),
  )
})

test('whoever changes their mind has nothing saved', async () => {
  const offered = await answers(null)
  await press(text.export)
  await expect.poll(offered).toMatch(/json$/)
  expect(readdirSync(folder)).toEqual([])
})

test('a place that cannot be written is said to be none', async () => {
  await answers(join(folder, 'nowhere', 'report.json'))
  await press(text.export)
  await said(text.notSaved)
})
