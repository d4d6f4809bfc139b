// First paint: from the start of the process to the page's first contentful paint, by one clock, for any Electron app.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { finish, freePort, ME } from '../../e2e/app'
import { pause } from './figures'

/** Nothing looks at the app before this: being looked at costs time. */
const UNDISTURBED_MS = 2_500
const BOUND_MS = 20_000

/** The browser's own clock (High Resolution Time) and Paint Timing, section 4. */
const paintedAtMs = async (browser: Browser): Promise<number | null> => {
  const page = browser.contexts()[0]?.pages()[0]
  if (page === undefined) return null
  return page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    return paint === undefined ? null : performance.timeOrigin + paint.startTime
  })
}

async function readPaint(port: number): Promise<number> {
  const end = performance.now() + BOUND_MS
  for (;;) {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null)
    const atMs = browser === null ? null : await paintedAtMs(browser)
    await browser?.close()
    if (atMs !== null) return atMs
    if (performance.now() > end) throw new Error('The window painted nothing.')
    await pause(300)
  }
}

/** Milliseconds from spawn to first contentful paint. */
export async function firstPaintMs(app: string, profile: string): Promise<number> {
  const port = await freePort()
  const args = [...ME.switches, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`]
  const startedAtMs = performance.timeOrigin + performance.now()
  const child: ChildProcess = spawn(app, args, { stdio: 'ignore' })
  const ended = finish(child, BOUND_MS * 2)
  try {
    await pause(UNDISTURBED_MS)
    return (await readPaint(port)) - startedAtMs
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** Runs both in turn, each with a profile of its own that the first, uncounted run has made. */
export async function compareFirstPaint(app: string, bare: string, runs: number) {
  const folder = mkdtempSync(join(tmpdir(), 'viaduct-bench-'))
  const profiles = { app: join(folder, 'app'), bare: join(folder, 'bare') }
  const times = { app: [] as number[], bare: [] as number[] }
  for (let run = 0; run <= runs; run += 1) {
    const bareMs = await firstPaintMs(bare, profiles.bare)
    const appMs = await firstPaintMs(app, profiles.app)
    if (run === 0) continue
    times.bare.push(bareMs)
    times.app.push(appMs)
  }
  rmSync(folder, { recursive: true, force: true })
  return times
}
