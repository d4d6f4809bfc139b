// Hold and the keypad, on the packaged app and the real gateway: by key, by button, and what the far end says of it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenApp, openApp } from './app'
import { listen, putOnEars, waitToHear } from './ears'

let app: OpenApp
beforeEach(async () => {
  app = await openApp()
  const { page } = app
  await putOnEars(page)
  await page.getByRole('button', { name: /^call/i }).first().click()
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
})
afterEach(() => app?.close())

const pause = (ms: number) => new Promise(wake => setTimeout(wake, ms))

test('H holds: packets flow both ways without a sound, nothing is found to be wrong, and H goes on', async () => {
  const { page } = app
  await page.keyboard.press('h')
  await page.getByText('On hold').first().waitFor()
  await pause(1_500)
  const before = await listen(page)
  // The microphone speaks its clip all the while: one that was heard would be answered.
  await pause(9_000)
  const after = await listen(page)
  expect(after.packetsSent - before.packetsSent).toBeGreaterThan(300)
  expect(after.packetsReceived - before.packetsReceived).toBeGreaterThan(300)
  expect(after.agentEnergy - before.agentEnergy).toBeLessThan(0.000_1)
  expect(
    await page
      .getByRole('status')
      .filter({ hasText: /hear|silent|muted/i })
      .locator('.banner')
      .count(),
  ).toBe(0)
  expect(await page.getByRole('heading', { name: /Reconnecting/ }).count()).toBe(0)
  await page.keyboard.press('h')
  const resumed = after.agentEnergy
  await waitToHear(page, 'the agent again', ({ agentEnergy }) => agentEnergy > resumed + 0.001, 15_000)
  await page.getByRole('button', { name: /^end/i }).click()
  const held = page.locator('.facts div').filter({ hasText: 'On hold' })
  await held.waitFor({ timeout: 10_000 })
  expect(await held.innerText()).toMatch(/1\d s/)
})

test('K opens the keypad; digits typed and pressed go within RTP, and the gateway has got every one', async () => {
  const { page } = app
  await page.keyboard.press('k')
  const keypad = page.getByRole('region', { name: 'Keypad' })
  await keypad.waitFor()
  // Faster than a tone lasts: none may push out another.
  await page.keyboard.type('2046')
  await keypad.getByRole('button', { name: 'Hash' }).click()
  expect(await keypad.getByLabel('Keyed in').innerText()).toBe('2046#')
  await keypad.getByText('The agent’s side has got 5 of 5.').waitFor({ timeout: 10_000 })
  await page.keyboard.press('Escape')
  await keypad.waitFor({ state: 'hidden' })
  await waitToHear(page, 'the agent', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  await page.getByRole('button', { name: /^end/i }).click()
  await page.getByRole('heading', { name: 'Call ended' }).waitFor({ timeout: 10_000 })
  const report = await page.evaluate(async () => {
    const { calls } = await window.viaduct.listCalls({ query: '', before: null, limit: 1 })
    return window.viaduct.readCall({ callId: calls[0]?.callId ?? '' })
  })
  expect(report?.keypad).toEqual({ rtp: 5, signaling: 0, heard: 5 })
  expect(JSON.stringify(report)).not.toContain('2046#')
})
