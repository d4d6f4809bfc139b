// A page that goes away in the middle of a call is replaced, and the call goes on: on the packaged app.
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenApp, openApp } from './app'
import { listen, putOnEars, waitToHear } from './ears'
import { kindOf, processTree } from './processes'

let app: OpenApp
beforeEach(async () => {
  app = await openApp()
})
afterEach(() => app?.close())

async function callTestAgent(page: Page): Promise<void> {
  await putOnEars(page)
  await page.getByRole('button', { name: /^call/i }).first().click()
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
}

test('loaded anew: both sides are heard again, and home is never shown', async () => {
  const { page } = app
  await callTestAgent(page)
  // Everything the page draws from its start on: had home been drawn, its dial field would have been there.
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seenFields: seen })
    new MutationObserver(() => {
      if (document.querySelector('input[type="search"], .dial input')) seen.push('home')
    }).observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 5_000 })
  await waitToHear(page, 'my microphone', ({ microphoneEnergy }) => microphoneEnergy > 0.001, 15_000)
  await waitToHear(page, 'the agent', ({ agentEnergy }) => agentEnergy > 0.001, 20_000)
  expect(await page.evaluate(() => (window as unknown as { seenFields: string[] }).seenFields)).toEqual([])
  await page.getByRole('button', { name: /^end/i }).click()
  await waitToHear(page, 'the end', ({ openPeers }) => openPeers === 0, 5_000)
})

test('crashed: the next page carries the call on', async () => {
  await callTestAgent(app.page)
  const renderer = processTree(app.pid).find(pid => kindOf(pid) === 'renderer')
  if (renderer === undefined) throw new Error('there is no renderer')
  process.kill(renderer, 'SIGKILL')
  const page = await app.nextPage()
  await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 10_000 })
  await page.getByRole('heading', { name: /Reconnecting/ }).waitFor({ state: 'hidden', timeout: 10_000 })
  expect(await page.getByText('Test Agent').first().isVisible()).toBe(true)
  await putOnEars(page)
  await waitToHear(page, 'the agent', ({ packetsReceived }) => packetsReceived > 50, 20_000)
  expect((await listen(page)).packetsSent).toBeGreaterThan(0)
})
