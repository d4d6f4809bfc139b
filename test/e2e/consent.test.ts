// Recording on the packaged app and the real gateway: announced, asked before any sound, declined, agreed, and what became of it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { words } from '../../renderer/copy'
import { type Started, start } from '../gateway/start'
import { type OpenApp, openApp, policyFile, reportOf, viaduct } from './app'
import { listen, putOnEars, waitToHear } from './ears'

const folder = mkdtempSync(join(tmpdir(), 'viaduct-recordings-'))
let app: OpenApp | null = null
let gateway: Started | null = null
afterEach(async () => {
  await app?.close()
  await gateway?.close()
  app = null
  gateway = null
  for (const file of readdirSync(folder)) rmSync(join(folder, file))
})

const policyOf = (recording: object): string =>
  policyFile({
    version: 1,
    agents: [{ id: 'test-agent', name: 'Recorded', url: gateway?.ws ?? '' }],
    ...recording,
  })

async function dial(required: boolean, recording: object = {}): Promise<Page> {
  gateway = await start({ recordings: folder, recordingRequired: required })
  app = await openApp({ extra: ['--policy', policyOf(recording)] })
  const { page } = app
  await putOnEars(page)
  await page.getByRole('button', { name: /^call/i }).first().click() // biome-ignore format: one step
  return page
}

const asked = (page: Page) => page.getByRole('dialog', { name: words.consent.title })
const chip = (page: Page) => page.locator('.chip.rec')

/** The clocks stand still, and nothing sounds: longer than signaling has, and the whole window after it. */
async function waitsInSilence(page: Page): Promise<void> {
  await asked(page).waitFor({ timeout: 15_000 })
  await new Promise(wake => setTimeout(wake, 9_000))
  expect(await asked(page).isVisible()).toBe(true)
  expect((await listen(page)).packetsReceived).toBe(0)
}

async function hangUp(page: Page) {
  await page.getByRole('button', { name: words.call.endLabel }).click()
  await page.getByRole('heading', { name: 'Call ended' }).waitFor({ timeout: 10_000 })
}

test('agreed: shown all the time, kept by the gateway alone, and complete by its own word', async () => {
  const page = await dial(false)
  await waitsInSilence(page)
  await page.keyboard.press('y')
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  expect(await chip(page).innerText()).toContain(words.call.recordingAgreed)
  await new Promise(wake => setTimeout(wake, 3_000))
  await hangUp(page)
  await page.locator('.facts div').filter({ hasText: /Recording\s*Complete, / }).waitFor({ timeout: 5_000 }) // biome-ignore format: one step
  const sidecar = readdirSync(folder).find(name => name.endsWith('.json')) ?? ''
  expect(JSON.parse(readFileSync(join(folder, sidecar), 'utf8'))).toMatchObject({ complete: true })
})

test('declined: the call goes on, and nothing is recorded', async () => {
  const page = await dial(false)
  await asked(page).waitFor({ timeout: 15_000 })
  await page.keyboard.press('n')
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  expect(await chip(page).count()).toBe(0)
  await hangUp(page)
  expect(readdirSync(folder)).toEqual([])
})

test('declined where it must be: the call ends with a sentence of its own, unheard', async () => {
  const page = await dial(true)
  await asked(page).waitFor({ timeout: 15_000 })
  await asked(page).getByRole('button', { name: words.consent.no }).click()
  await page.getByText('Calls to this agent are recorded.').first().waitFor({ timeout: 10_000 })
  expect(readdirSync(folder)).toEqual([])
})

test('the policy announces instead of asking: recorded at once, and shown', async () => {
  const page = await dial(false, { recording: { consent: 'announce' } })
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  expect(await asked(page).count()).toBe(0)
  expect(await chip(page).innerText()).toContain(words.call.recording)
})

test('the command line has nobody to ask, and agrees to nothing', async () => {
  gateway = await start({ recordings: folder })
  const run = await viaduct(['call', 'test-agent', '--seconds', '3', '--json', '--policy', policyOf({})])
  expect(reportOf(run).recording).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})
