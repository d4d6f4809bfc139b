/**
 * `npm run package`: makes the packaged app, unpacked, from the very runtime that the tests use (dist/linux-unpacked/viaduct).
 * Owns the order and the log lines; what goes into the package is electron-builder.yml's business.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, newestChangeMs } from './build.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { run } from './runtime/child.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/** What a package is made from, besides the runtime named in the stamp. */
const INPUTS = ['out', 'assets', 'electron-builder.yml', 'package.json', 'package-lock.json']
/** Written after a successful packaging: which runtime it holds; its time says from when. */
const STAMP = path.join('dist', '.packaged')
const RESULTS = {
  linux: 'linux-unpacked/viaduct',
  win32: 'win-unpacked/viaduct.exe',
  darwin: `mac-${process.arch}/Viaduct.app`,
}

/** @param {string} root */
const resultPath = root =>
  path.join(
    root,
    'dist',
    process.platform in RESULTS ? RESULTS[/** @type {keyof RESULTS} */ (process.platform)] : '',
  )

/**
 * @param {string} root
 * @param {string} runtime the stamp's text for the runtime at hand
 */
function isPackageFresh(root, runtime) {
  const stamp = path.join(root, STAMP)
  if (!existsSync(stamp) || !existsSync(resultPath(root))) return false
  return readFileSync(stamp, 'utf8') === runtime && statSync(stamp).mtimeMs > newestChangeMs(root, INPUTS)
}

/** @param {string} folder */
function megabytes(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(file.parentPath, file.name)).size, 0)
  return Math.round(bytes / 1e6)
}

/**
 * @param {string} root
 * @param {import('./electron-runtime.mjs').ElectronRuntime} runtime
 */
async function runElectronBuilder(root, runtime) {
  const tool = createRequire(path.join(root, 'package.json')).resolve('electron-builder/cli.js')
  const settings = [`electronDist=${runtime.dist}`, `electronVersion=${runtime.version}`, 'npmRebuild=false']
  const args = [
    '--dir',
    '--publish',
    'never',
    '--config',
    'electron-builder.yml',
    ...settings.map(setting => `-c.${setting}`),
  ]
  const { code, output } = await run(process.execPath, [tool, ...args], { cwd: root, env: process.env })
  if (code !== 0) throw new Error(`electron-builder failed:\n${output.trim()}`)
  // The loader that starts any folder as an app; electron-builder removes it only from runtimes it unpacked itself.
  rmSync(path.join(path.dirname(resultPath(root)), 'resources', 'default_app.asar'), { force: true })
}

/**
 * Packages the app unless the package is newer than everything it is made from.
 * @param {{ root: string, log: (line: string) => void, retry?: boolean }} options
 * @returns {Promise<string>} path of the executable
 */
export async function packageApp({ root, log, retry = false }) {
  const prepare = (/** @type {string} */ executable) => ensureSystemLibraries({ executable, log })
  const runtime = await electronRuntime({ log, retry, prepare })
  log(`Electron ${runtime.version} (${runtime.source})`)
  if ((await ensureBuilt({ root, log })) === 'fresh') log('the build in out/ is up to date')
  const stampText = JSON.stringify({ version: runtime.version, dist: runtime.dist })
  const result = resultPath(root)
  if (isPackageFresh(root, stampText)) log('the package in dist/ is up to date')
  else {
    log('packaging with electron-builder')
    rmSync(path.join(root, STAMP), { force: true })
    await runElectronBuilder(root, runtime)
    writeFileSync(path.join(root, STAMP), stampText)
  }
  log(`${path.relative(root, result)} (${megabytes(path.dirname(result))} MB with all its files)`)
  return result
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const log = (/** @type {string} */ line) => console.log(`package: ${line}`)
  const root = path.resolve(import.meta.dirname, '..')
  packageApp({ root, log, retry: process.argv.includes('--retry') }).catch(error => {
    console.error(`package: ${error instanceof Error ? error.message : error}`)
    process.exit(1)
  })
}
