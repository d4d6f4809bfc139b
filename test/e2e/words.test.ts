// Words beside the sound on the packaged app, with the real gateway of the built-in agent: captions appear and are marked where they
// were cut, a typed message gets its written answer, and a rating is kept with the call.
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeProfile, type OpenApp, openApp } from './app'
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

test(
  'captions, a message and its answer, a tool, a hand-over, an interruption, and a rating by keyboard',
  async () => {
    const opened = await openApp({ profile })
    app = opened
    const { page } = opened
    await page.getByText('Test Agent').first().waitFor({ timeout: 15_000 })
    await page.getByRole('button', { name: /^call/i }).first().click()
    const log = page.getByRole('log', { name: 'Captions' })
    await log.getByText('Hello, this is the test agent. Say something.').waitFor({ timeout: 20_000 })
    // The clip speaks: its words are not invented.
    await log
      .getByText(/\(You spoke for about \d\.\d s\.\)/)
      .first()
      .waitFor({ timeout: 20_000 })

    await page.keyboard.press('t')
    await page.keyboard.type('use a tool')
    await page.keyboard.press('Enter')
    await log.getByText('I use a tool. It takes two seconds.').waitFor()
    await log.getByText('Test tool has finished').waitFor()
    await page.keyboard.type('transfer')
    await page.keyboard.press('Enter')
    await log.getByText(/The agent hands you over to a person/).waitFor()
    expect(await log.getByText('Not delivered').count()).toBe(0)
    // The greeting, said again so that the clip, which speaks every seven seconds, begins in the middle of it.
    const spoken = log.getByText(/\(You spoke for about/)
    const interrupted = log.getByText('interrupted').first()
    for (let tries = 0; tries < 4 && !(await interrupted.isVisible()); tries += 1) {
      await spoken.nth(await spoken.count()).waitFor({ timeout: 20_000 })
      await page.waitForTimeout(3_600)
      await page.keyboard.type('hello')
      await page.keyboard.press('Enter')
      await interrupted.waitFor({ timeout: 2_500 }).catch(() => undefined)
    }
    await interrupted.waitFor({ timeout: 1_000 })

    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+e')
    await page.getByRole('button', { name: /call again/i }).waitFor({ timeout: 10_000 })
    await page.getByText('use a tool', { exact: true }).waitFor()
    await page.getByRole('radio', { name: '4 of 5, good' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('textbox', { name: 'A note, if you like' }).fill('Clear all the way')
    await page.keyboard.press('Enter')
    await page.getByText('Thank you. It is kept with this call.').waitFor()
    const report = await newestReport(page)
    expect(report?.rating).toEqual({ stars: 4, note: 'Clear all the way' })
    // By default words are gone with the call.
    expect(report?.conversation).toBeUndefined()
  },
  3 * MINUTE_MS,
)
