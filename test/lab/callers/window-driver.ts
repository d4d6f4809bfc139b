// The app's own window, driven inside the namespace it stands in: dials by the keyboard and tells the app's call report.
// Run there: window-driver.ts APP POLICY. Orders are {"agent", "seconds", "settleMs"}, one JSON line each; answers are `WindowCall`.
import { createInterface } from 'node:readline'
import type { Page } from 'playwright-core'
import type { CallReport } from '../../../protocol/report'
import { startVirtualDisplay } from '../../../scripts/virtual-display.mjs'
import { ME, openApp } from '../../e2e/app'
import { newestReport } from '../../e2e/history'
import { pause } from '../net/shell'

export interface WindowOrder {
  /** The agent's name, as a person types it. */
  readonly agent: string
  /** How long the call talks. */
  readonly seconds: number
  /** How long the window is left alone, the agent chosen, before Enter is pressed. */
  readonly settleMs: number
}

export interface WindowCall {
  /** From the press of Enter, as the page got the key, to the app's dial: milliseconds. */
  readonly pressToDialMs: number
  readonly report: CallReport
}

/** The app's own verdict comes by 8 s. */
const VERDICT_MS = 12_000
const REPORT_MS = 10_000

interface Noting {
  pressedAtMs: number
}

/** The listener has no name: the loader would wrap a named one in a helper that the page lacks. */
const notePress = (page: Page): Promise<void> =>
  page.evaluate(() =>
    window.addEventListener(
      'keydown',
      event => {
        if (event.key !== 'Enter') return
        ;(window as unknown as Noting).pressedAtMs = performance.timeOrigin + event.timeStamp
      },
      { capture: true },
    ),
  )

const pressedAt = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as Noting).pressedAtMs)

/** The app writes a call's report when the call is over; its `startedAt` has whole milliseconds. */
async function reportOfCallAt(page: Page, atMs: number): Promise<CallReport> {
  const end = performance.now() + REPORT_MS
  for (;;) {
    const report = await newestReport(page)
    if (report !== undefined && Date.parse(report.startedAt) >= Math.floor(atMs)) return report
    if (performance.now() > end) throw new Error('The app wrote no report.')
    await pause(100)
  }
}

async function callOnce(page: Page, { agent, seconds, settleMs }: WindowOrder): Promise<WindowCall> {
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(agent)
  await pause(settleMs)
  await page.keyboard.press('Enter')
  const end = page.getByRole('button', { name: /^end/i })
  const isActive = await end.waitFor({ timeout: VERDICT_MS }).then(
    () => true,
    () => false,
  )
  if (isActive) {
    await pause(seconds * 1000)
    await page.keyboard.press('Control+e')
  }
  const atMs = await pressedAt(page)
  const report = await reportOfCallAt(page, atMs)
  await page.keyboard.press('Escape')
  return { pressToDialMs: Date.parse(report.startedAt) - atMs, report }
}

const HOURS_MS = 3 * 3_600_000
const [app = '', policy = ''] = process.argv.slice(2)
// A fresh display: how long nobody has touched it is what the app takes for how long nobody was there.
const screen = await startVirtualDisplay()
const opened = await openApp({
  extra: ['--policy', policy, '--disable-audio-output'],
  by: { ...ME, app, env: { ...process.env, DISPLAY: screen.display } },
  boundMs: HOURS_MS,
})
await notePress(opened.page)
for await (const order of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await callOnce(opened.page, JSON.parse(order) as WindowOrder)))
}
await opened.close()
screen.stop()
