// Without a display Chromium must be told so before it starts: the app starts itself once more, headless.
import { spawnSync } from 'node:child_process'

export const hasDisplay = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean =>
  platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)

/**
 * Runs the same command line with `--headless` and returns its exit status. Waits inside, because the process
 * that waits must not get as far as opening a display itself.
 */
export function runHeadless(): number {
  const result = spawnSync(process.execPath, ['--headless', ...process.argv.slice(1)], { stdio: 'inherit' })
  return result.status ?? 1
}

/** Ends this process when the one that started it is gone: nobody is left to read the report. */
export function endWithParent(gone: () => void): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) gone()
  }, 1_000).unref()
}
