// The network page in the packaged app: by keyboard, live, with a verdict; and the way there from a call that failed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHECKS } from '../../protocol/checks'
import { freePort, type OpenApp, openApp, policyFile } from './app'

let app: OpenApp
let port: number
beforeAll(async () => {
  port = await freePort()
  // Nobody listens there.
  const agents = [{ id: 'dead', name: 'Dead Agent', url: `ws://127.0.0.1:${port}/v1` }]
  app = await openApp({ extra: ['--policy', policyFile({ version: 1, agents })] })
})
afterAll(() => app?.close())

const verdict = () => app.page.getByRole('complementary', { name: 'Result' }).getByRole('heading').first()

test('Ctrl 3 opens it, R runs the check, the verdict is there in its time and every row has an end', async () => {
  const { page } = app
  await page.getByText('Test Agent').first().waitFor({ timeout: 10_000 })
  await page.keyboard.press('Control+3')
  await page.getByText('Not checked on this network yet').waitFor()
  await page.keyboard.press('r')
  await expect.poll(() => verdict().textContent(), { timeout: 12_000 }).toBe('Offline')
  const report = page.getByRole('button', { name: 'Export report' })
  await expect.poll(() => report.isEnabled(), { timeout: 15_000 }).toBe(true)
  expect(await page.locator('[data-check]').count()).toBe(CHECKS.length)
  expect(await page.locator('[data-check].pending').count()).toBe(0)
})

test('a call that fails leads there and starts it; back on its screen the hosts stand', async () => {
  const { page } = app
  await page.keyboard.press('Control+1')
  await page.getByRole('option', { name: /Dead Agent/ }).click()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Run network check' }).click({ timeout: 15_000 })
  await page.getByRole('heading', { name: 'Network check' }).waitFor()
  const report = page.getByRole('button', { name: 'Export report' })
  await expect.poll(() => report.isEnabled(), { timeout: 15_000 }).toBe(true)
  await page.getByRole('link', { name: 'Calls' }).click()
  const row = page.getByRole('row', { name: new RegExp(`127\\.0\\.0\\.1 ${port} WSS`) })
  expect(await row.textContent()).toMatch(/refused$/)
})
