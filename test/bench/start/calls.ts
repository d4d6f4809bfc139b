// Calls of the packaged app for the bench: dialed in its window, judged by the app's own reports.
import type { Page } from 'playwright-core'
import type { CallReport } from '../../../protocol/report'
import { openApp, reportOf, viaduct } from '../../e2e/app'
import { reportsIn } from '../../e2e/history'
import { pause } from './figures'
import { type Memory, memoryOf } from './memory'

/** Long enough for a dialer to settle, short enough for a bench. */
const SETTLE_MS = 6_000

const firstMediaOf = ({ timings, failure }: CallReport): number => {
  if (timings.firstMediaMs === null) throw new Error(`A call carried no sound: ${failure?.name ?? 'ended'}`)
  return timings.firstMediaMs
}

async function dialInWindow(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^call/i }).first().click()
  await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 15_000 })
}

async function hangUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^end/i }).click()
  // Until the far end confirmed, the only button of that name is the window's own.
  await page.getByRole('button', { name: /^end/i }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /close/i }).last().click()
}

/** Dial to first media where the agent's process starts with the call. */
export async function coldDials(runs: number): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1)
    times.push(firstMediaOf(reportOf(await viaduct(['call', 'test-agent', '--seconds', '1', '--json']))))
  return times
}

/**
 * The same where it runs already, or where it is somebody else's gateway (`extra`: a policy).
 * @param betweenMs from the end of a call to the next dial
 */
export async function warmDials(
  runs: number,
  extra: readonly string[] = [],
  betweenMs = 500,
): Promise<number[]> {
  const app = await openApp({ extra })
  try {
    for (let run = 0; run <= runs; run += 1) {
      await dialInWindow(app.page)
      await pause(1_000)
      await hangUp(app.page)
      await pause(betweenMs)
    }
    // Newest first; the last one is the first, which started the agent.
    return (await reportsIn(app.page)).slice(0, runs).map(firstMediaOf)
  } finally {
    await app.close()
  }
}

/** Memory of an app with its window open and nothing going on. */
export async function idleMemory(options: Parameters<typeof openApp>[0]): Promise<Memory> {
  const opened = await openApp(options)
  try {
    await pause(SETTLE_MS)
    return memoryOf(opened.pid)
  } finally {
    await opened.close()
  }
}

/** Memory in the middle of a call with the first agent of the directory. */
export async function callMemory(extra: readonly string[]): Promise<Memory> {
  const opened = await openApp({ extra })
  try {
    await dialInWindow(opened.page)
    await pause(SETTLE_MS)
    return memoryOf(opened.pid)
  } finally {
    await opened.close()
  }
}
