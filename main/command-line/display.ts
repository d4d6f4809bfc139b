// Without a display Chromium must be told so before it starts: the app starts itself once more, headless.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const hasDisplay = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean =>
  platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)

/** Names the file whose being there says that the headless app has come up. */
const MARK = 'VIADUCT_STARTED_FILE'
/** Chromium's headless start dies of a segmentation fault about once in a hundred (Electron 33: 7 of 800), nothing said or done yet. */
const STARTS_MAX = 3

const startHeadless = (env: NodeJS.ProcessEnv): Pick<SpawnSyncReturns<Buffer>, 'status' | 'signal'> =>
  spawnSync(process.execPath, ['--headless', ...process.argv.slice(1)], { stdio: 'inherit', env })

/** To be called when the page is there, and before anything is said. */
export function markStarted(env: NodeJS.ProcessEnv): void {
  const mark = env[MARK]
  if (mark !== undefined) writeFileSync(mark, '')
}

/**
 * Runs the same command line with `--headless` and returns its exit status. Waits inside, because the process
 * that waits must not get as far as opening a display itself. A start that a signal ended before it had come up is made again.
 */
export function runHeadless(start = startHeadless): number {
  const folder = mkdtempSync(join(tmpdir(), 'viaduct-start-'))
  const mark = join(folder, 'started')
  try {
    for (let starts = 1; ; starts += 1) {
      const { status, signal } = start({ ...process.env, [MARK]: mark })
      if (signal !== 'SIGSEGV' || existsSync(mark) || starts === STARTS_MAX) return status ?? 1
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ends this process when the one that started it is gone: nobody is left to read the report. */
export function endWithParent(gone: () => void): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) gone()
  }, 1_000).unref()
}
