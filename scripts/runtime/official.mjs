/**
 * Owns the official download: the `electron` package's own installer, bounded in time, its failure remembered so that
 * the next start is fast. Must not know where the releases are hosted; the installer and ELECTRON_MIRROR do.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withScratch } from './cache.mjs'
import { run } from './child.mjs'
import { electronPackage, installedRuntime } from './installed.mjs'

const FORGET_FAILURE_MS = 60 * 60 * 1000
const CONNECT_MS = 20_000
/** With a usable runtime at hand, trying again for the official one may not cost a start more than this. */
const CONNECT_WITH_FALLBACK_MS = 5_000
const STALL_MS = 60_000

/**
 * What may turn a failed download into a good one: these variables and the version wanted. Hashed, since a mirror's
 * address can hold a password.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} version
 */
export function downloadKey(env, version) {
  const relevant = Object.entries(env)
    .filter(
      ([name]) =>
        /^(npm_config_)?electron_|^https?_proxy$|^no_proxy$/i.test(name) && name !== 'ELECTRON_RUN_AS_NODE',
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([version, relevant]))
    .digest('hex')
}

/**
 * @param {string} file
 * @param {{ key: string, now?: number }} options
 * @returns {boolean} whether the same download failed within the last hour
 */
function failedRecently(file, { key, now = Date.now() }) {
  try {
    const failure = JSON.parse(readFileSync(file, 'utf8'))
    return failure.key === key && now - failure.at < FORGET_FAILURE_MS && failure.at <= now
  } catch {
    return false
  }
}

/** @param {string} folder */
function bytesIn(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .reduce(
        (sum, entry) =>
          sum + (statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
        0,
      )
  } catch {
    return 0 // A folder went away between listing and reading: the next look counts again.
  }
}

/** @param {NodeJS.ProcessEnv} env */
function installerEnv(env, /** @type {string} */ temporary) {
  const proxied = env.HTTPS_PROXY ?? env.https_proxy
  return {
    ...(proxied ? { ELECTRON_GET_USE_PROXY: '1' } : {}),
    ...env,
    ELECTRON_GET_NO_PROGRESS: '1',
    TMPDIR: temporary,
  }
}

/**
 * Downloads the official Electron into the electron package.
 * @param {object} options
 * @param {string} options.cache
 * @param {(line: string) => void} options.log
 * @param {(progress: import('./progress.mjs').Progress) => void} options.onProgress
 * @param {boolean} options.retry forget an earlier failure
 * @param {boolean} options.hasFallback a usable runtime is already cached
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {typeof run} [options.runProgram]
 * @returns {Promise<import('./installed.mjs').FoundRuntime | null>} null when it could not be had
 */
export async function officialDownload({
  cache,
  log,
  onProgress,
  retry,
  hasFallback,
  env = process.env,
  runProgram = run,
}) {
  const version = JSON.parse(readFileSync(path.join(electronPackage, 'package.json'), 'utf8')).version
  const memory = path.join(cache, 'official-download-failed.json')
  const key = downloadKey(env, version)
  if (!retry && failedRecently(memory, { key })) return null
  log(`downloading Electron ${version}`)
  const label = `Electron ${version}`
  const connectMs = hasFallback ? CONNECT_WITH_FALLBACK_MS : CONNECT_MS
  const result = await withScratch(cache, temporary =>
    runProgram(process.execPath, [path.join(electronPackage, 'install.js')], {
      env: installerEnv(env, temporary),
      measure: () => bytesIn(temporary),
      onBytes: doneBytes => onProgress({ label, doneBytes, totalBytes: null }),
      maxSilenceMs: bytes => (bytes === 0 ? connectMs : STALL_MS),
    }),
  )
  const found = result.code === 0 ? installedRuntime({ env }) : null
  mkdirSync(cache, { recursive: true })
  if (found) rmSync(memory, { force: true })
  else {
    log('the official Electron download cannot be reached from here')
    writeFileSync(memory, JSON.stringify({ at: Date.now(), key }))
  }
  return found
}
