// The calls whose cost is compared: the packaged app's, seen and hidden, and those of a page without a panel and with a naive one.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { ME, openApp, policyWith } from '../../e2e/app'
import { pause } from '../start/figures'
import { type Cost, costOf } from './cost'

/** Until a call has settled: its standby is there, the first minute's sparklines begin. */
const SETTLE_MS = 6_000
const PAGE = fileURLToPath(new URL('./page', import.meta.url))

async function dial(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^call/i }).first().click()
  await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 15_000 })
}

const x11 = (program: string, words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} (x11-utils): ${stderr?.trim() ?? 'it is not there'}`)
  return stdout
}

/**
 * Says of the app's window what a window manager says of one that it has minimised (Extended Window Manager Hints, "_NET_WM_STATE"):
 * a virtual display has none.
 */
function minimise(): void {
  const id = /^\s+(0x[0-9a-f]+) .* 1120x720\+/m.exec(x11('xwininfo', ['-root', '-tree']))?.[1]
  if (id === undefined) throw new Error('The display shows no window of the app.')
  x11('xprop', ['-id', id, '-f', '_NET_WM_STATE', '32a', '-set', '_NET_WM_STATE', '_NET_WM_STATE_HIDDEN'])
}

const isMoving = async (page: Page): Promise<boolean> => {
  const timer = page.locator('.timer')
  const before = await timer.textContent()
  await pause(2_500)
  return (await timer.textContent()) !== before
}

/** One call of the app: its panel in sight, then its window minimised. Rejects when the app did not notice. */
export async function appCosts(
  gateway: string,
  seconds: number,
): Promise<{ readonly seen: Cost; readonly hidden: Cost }> {
  const { page, pid, close } = await openApp({
    extra: ['--policy', policyWith('remote', 'Remote Agent', gateway)],
  })
  try {
    await dial(page)
    await pause(SETTLE_MS)
    const seen = await costOf(page, pid, seconds)
    minimise()
    if (await isMoving(page)) throw new Error('The window is minimised, and its page draws on.')
    const hidden = await costOf(page, pid, seconds)
    return { seen, hidden }
  } finally {
    await close()
  }
}

/** One call of the bare page, with the panel of a first day or with none. */
export async function pageCost(
  electron: string,
  gateway: string,
  seconds: number,
  isNaive: boolean,
): Promise<Cost> {
  const { page, pid, close } = await openApp({ by: { ...ME, app: electron }, extra: [PAGE] })
  try {
    const order = { url: gateway, agent: 'remote', isNaive }
    const isHeard = await page.evaluate(
      wanted => (globalThis as unknown as { benchCall(order: object): Promise<boolean> }).benchCall(wanted),
      order,
    )
    if (!isHeard) throw new Error('The bare page heard nothing.')
    await pause(SETTLE_MS)
    return await costOf(page, pid, seconds)
  } finally {
    await close()
  }
}
