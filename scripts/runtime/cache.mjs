/**
 * Owns where Viaduct's tools keep downloads between runs: one folder per user, so that every clone shares it.
 * Must not know what is kept there.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/**
 * The per-user cache folder: `$XDG_CACHE_HOME/viaduct`, or `~/.cache/viaduct` (XDG Base Directory specification),
 * `%LOCALAPPDATA%\viaduct\cache` on Windows.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  const xdg = env.XDG_CACHE_HOME
  // The specification says relative paths are invalid and must be ignored.
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, 'viaduct')
  const localAppData = env.LOCALAPPDATA
  if (platform === 'win32' && localAppData) return path.join(localAppData, 'viaduct', 'cache')
  return path.join(homedir(), '.cache', 'viaduct')
}

/**
 * Runs `work` with a private scratch folder that is gone afterwards, also when the process is interrupted.
 * @template T
 * @param {string} parent folder to create it in; the same file system as the result, so that a rename is atomic
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withScratch(parent, work) {
  const folder = path.join(parent, `scratch-${process.pid}-${Date.now()}`)
  mkdirSync(folder, { recursive: true })
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const interrupted = (/** @type {NodeJS.Signals} */ signal) => {
    remove()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', interrupted)
  process.on('SIGTERM', interrupted)
  try {
    return await work(folder)
  } finally {
    process.off('SIGINT', interrupted)
    process.off('SIGTERM', interrupted)
    remove()
  }
}
