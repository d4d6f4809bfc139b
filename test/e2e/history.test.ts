// The history on the packaged app, with the real gateway: a call becomes a row, is found, opened, erased and had back; one that was
// killed with the app is there as cut off; ten thousand scroll and are searched.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createJournal } from '../../main/records/journal'
import { callSummarySchema } from '../../protocol/history'
import { report } from '../fixtures/reports'
import { makeProfile, type OpenApp, openApp, policyFile } from './app'
import { putOnEars, waitToHear } from './ears'
import { newestReport } from './history'

const MINUTE_MS = 60_000

let profile: string
let app: OpenApp | undefined
beforeEach(() => {
  profile = makeProfile()
})
afterEach(async () => {
  await app?.close()
  rmSync(profile, { recursive: true, force: true })
})

async function open(extra: readonly string[] = []): Promise<Page> {
  const opened = await openApp({ profile, extra })
  app = opened
  await opened.page.getByText('Test Agent').first().waitFor({ timeout: 15_000 })
  return opened.page
}

async function startCall(page: Page): Promise<void> {
  await putOnEars(page)
  await page.getByRole('button', { name: /^call/i }).first().click()
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
}

async function callOnce(page: Page, seconds: number): Promise<void> {
  await startCall(page)
  await page.waitForTimeout(1_000 * seconds)
  await page.getByRole('button', { name: /^end/i }).click()
  await page.getByRole('button', { name: /call again/i }).waitFor({ timeout: 10_000 })
  await page.keyboard.press('Escape')
}

const rows = (page: Page) => page.getByRole('listbox', { name: 'Calls' }).getByRole('option')
const say = (line: string): void => void process.stdout.write(`history: ${line}\n`)

test('by keyboard alone: a call is found, opened, erased, had back, copied, and all are erased', async () => {
  const page = await open()
  await callOnce(page, 3)
  await page.keyboard.press('Control+2')
  await rows(page).first().waitFor()
  expect(await rows(page).count()).toBe(1)
  expect(await rows(page).first().innerText()).toMatch(/^Test Agent\n[^\n]*Direct[^\n]*\d+ s[^\n]*\s+Today/)
  const opened = page.getByRole('article', { name: 'Call with Test Agent' })
  await opened.getByText('You ended the call').waitFor()
  await opened.getByText('Connected over a direct path').waitFor()

  await page.keyboard.press('Control+f')
  await page.keyboard.type('vd-x99')
  await page.getByText('No call matches “vd-x99”').waitFor()
  await page.keyboard.press('Escape')
  const { callId = '' } = (await newestReport(page)) ?? {}
  await page.keyboard.type(callId.slice(0, 8))
  await page.getByText('1 found').first().waitFor()
  await page.keyboard.press('Enter')
  expect(await opened.evaluate(article => article === document.activeElement)).toBe(true)

  await page.keyboard.press('Control+c')
  await page.getByText('Report copied').waitFor()
  await page.keyboard.press('Delete')
  await page.getByText('Call erased').waitFor()
  expect(await rows(page).count()).toBe(0)
  await page.keyboard.press('Control+z')
  await rows(page).first().waitFor()
  expect((await newestReport(page))?.callId).toBe(callId)

  await page.keyboard.press('Control+f')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Erase all' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Erase all calls?' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await rows(page).count()).toBe(1)
  await page.getByRole('button', { name: 'Erase all' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Erase all' }).click()
  await page.getByText('No calls yet').waitFor()
  await page.keyboard.press('Control+1')
  await page.getByText('No calls yet').waitFor()
})

test('R calls again', async () => {
  const page = await open()
  await callOnce(page, 1)
  await page.keyboard.press('Control+2')
  await rows(page).first().waitFor()
  await page.keyboard.press('r')
  await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 15_000 })
})

describe('an app that is killed in a call', () => {
  test('knows of that call when it starts again: cut off, and no more than its last second is missing', async () => {
    const page = await open()
    await startCall(page)
    await page.waitForTimeout(4_300)
    const killedAtMs = Date.now()
    await app?.kill()
    const again = await open()
    const told = await newestReport(again)
    expect(told).toMatchObject({ agent: 'test-agent', outcome: 'failed', failure: { name: 'app_gone' } })
    expect(told?.heard.agent).toBe(true)
    expect(told?.overTime.points.length).toBeGreaterThanOrEqual(2)
    expect(told?.events.at(-1)).toMatchObject({ type: 'ended', by: 'failure' })
    const toldMs = (told?.timings.firstMediaMs ?? 0) + (told?.durationMs ?? 0)
    const lostMs = killedAtMs - Date.parse(told?.startedAt ?? '') - toldMs
    say(`killed in a call of ${told?.durationMs} ms, of which ${Math.round(lostMs)} ms are missing`)
    // A second between two drafts; the rest is for a machine that is busy.
    expect(lostMs).toBeLessThan(2_500)
    await again.keyboard.press('Control+2')
    await rows(again).first().waitFor()
    expect(await rows(again).first().innerText()).toContain('cut off')
    await again.getByText('Viaduct stopped during the call.').waitFor()
  })
})

test('that the organisation has switched off keeps nothing, and says so', async () => {
  const page = await open(['--policy', policyFile({ version: 1, history: { keep: false } })])
  await callOnce(page, 1)
  await page.getByText('History is off').waitFor()
  await page.keyboard.press('Control+2')
  await page.getByText('Managed by your organisation').waitFor()
  expect(await newestReport(page)).toBeUndefined()
})

describe('ten thousand calls', () => {
  const COUNT = 10_000

  /** As ten thousand runs would have left them; only the list is looked at here. */
  async function fill(): Promise<void> {
    const folder = join(profile, 'history')
    mkdirSync(join(folder, 'calls'), { recursive: true })
    const calls = Array.from({ length: COUNT }, (_, n) =>
      callSummarySchema.parse(
        report({
          callId: `call-number-${n}`,
          startedAt: new Date(Date.now() - n * 10 * MINUTE_MS).toISOString(),
          agent: n % 2 === 0 ? 'test-agent' : 'payroll',
        }),
      ),
    )
    for (const { callId } of calls) writeFileSync(join(folder, 'calls', `${callId}.json.gz`), '')
    await createJournal(join(folder, 'list.jsonl')).rewrite(calls)
  }

  /** The longest task of the page's thread while `act` lasts. */
  async function longestTaskMs(page: Page, act: () => Promise<void>): Promise<number> {
    await page.evaluate(() => {
      const tasks: number[] = []
      Object.assign(window, { seenTasks: tasks })
      new PerformanceObserver(list => {
        for (const { duration } of list.getEntries()) tasks.push(duration)
      }).observe({ type: 'longtask' })
    })
    await act()
    // Below 50 ms a task is none of the observer's (Long Tasks API).
    return page.evaluate(() => Math.max(0, ...(window as unknown as { seenTasks: number[] }).seenTasks))
  }

  test('are listed, scrolled to their end and searched, with few rows on the page', async () => {
    await fill()
    const page = await open()
    await page.keyboard.press('Control+2')
    await page.getByText('10,000 calls').waitFor({ timeout: 15_000 })
    const scroll = await longestTaskMs(page, async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        await page.locator('.calls').evaluate(box => box.scrollBy(0, 20_000))
        await page.waitForTimeout(30)
      }
    })
    const reachEnd = async () => {
      await page.locator('.calls').evaluate(box => box.scrollTo(0, box.scrollHeight))
      return page.locator(`[aria-posinset="${COUNT}"]`).count()
    }
    await expect.poll(reachEnd, { timeout: 30_000 }).toBe(1)
    expect(await rows(page).count()).toBeLessThan(60)
    await page.keyboard.press('Control+f')
    const search = await longestTaskMs(page, async () => {
      for (const letter of 'payroll 77') {
        await page.keyboard.type(letter)
        await page.waitForTimeout(30)
      }
      await page
        .getByText(/\d+ found/)
        .first()
        .waitFor()
    })
    say(`${COUNT} calls: longest task while scrolling ${scroll} ms, while searching ${search} ms`)
    expect(Math.max(scroll, search)).toBeLessThan(400)
  }, 180_000)
})
