// The main job, on the packaged app: home, call the Test Agent, hear it, be heard, end.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenApp, openApp } from './app'
import { listen, putOnEars, waitToHear } from './ears'

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
  await putOnEars(app.page)
})
afterAll(() => app?.close())

test('home shows the directory with the Test Agent', async () => {
  await app.page.getByText('Test Agent').first().waitFor({ timeout: 10_000 })
  expect(await app.page.title()).toBe('Viaduct')
})

test('calling it: the greeting is heard, my speech comes back, and End ends it', async () => {
  const { page } = app
  await page.getByRole('button', { name: /^call/i }).first().click()
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 5_000 })
  await waitToHear(page, 'my microphone', ({ microphoneEnergy }) => microphoneEnergy > 0.001, 15_000)
  // The greeting is over before the clip speaks; what is louder afterwards is the playback.
  const before = await listen(page)
  await waitToHear(page, 'the playback', now => now.agentEnergy > before.agentEnergy + 0.001, 20_000)
  await page.getByRole('button', { name: /^end/i }).click()
  await waitToHear(page, 'the end', ({ openPeers }) => openPeers === 0, 5_000)
})

test('the ended call is told, and listed on home', async () => {
  const { page } = app
  await page.getByRole('button', { name: /close/i }).last().click()
  await page.getByText('Recent').waitFor()
  await page.getByText(/\d+ s/).first().waitFor()
})

test('Ctrl K and Enter call by keyboard alone; Ctrl E ends', async () => {
  const { page } = app
  await page.keyboard.press('Control+k')
  await page.keyboard.type('test')
  await page.keyboard.press('Enter')
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  await page.keyboard.press('m')
  await page.getByRole('button', { name: /unmute/i }).waitFor({ timeout: 5_000 })
  await page.keyboard.press('Control+e')
  await waitToHear(page, 'the end', ({ openPeers }) => openPeers === 0, 5_000)
})
