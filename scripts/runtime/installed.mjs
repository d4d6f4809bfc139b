/**
 * Owns finding an Electron that is already on this machine: ELECTRON_OVERRIDE_DIST_PATH, or what the `electron` npm
 * package downloaded earlier. Must not download anything.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** @typedef {{ version: string, executable: string, dist: string }} FoundRuntime */

/** The folder of the `electron` npm package. */
export const electronPackage = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/**
 * The executable inside a dist folder; the names are those of the electron package's own install.js.
 * @param {NodeJS.Platform} platform
 */
function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}

/**
 * @param {string} dist
 * @returns {FoundRuntime | null} null unless the folder holds a whole Electron
 */
export function runtimeIn(dist) {
  const executable = path.join(dist, executableName())
  const version = readText(path.join(dist, 'version'))
  return version && existsSync(executable) ? { version: version.replace(/^v/, ''), executable, dist } : null
}

/**
 * @param {{ env?: NodeJS.ProcessEnv, packageFolder?: string }} [options]
 * @returns {FoundRuntime | null}
 */
export function installedRuntime({ env = process.env, packageFolder = electronPackage } = {}) {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const found = runtimeIn(path.resolve(override))
    if (found) return found
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH is set, but that folder holds no Electron (no "${executableName()}" and "version" ` +
        'in it). Correct the variable or unset it.',
    )
  }
  // path.txt is written last by the electron package: without it an unpacking was interrupted.
  return existsSync(path.join(packageFolder, 'path.txt')) ? runtimeIn(path.join(packageFolder, 'dist')) : null
}
