/**
 * Owns building the app when its sources are newer than the last build (`electron-vite build` into out/).
 * Must not know who needs the build.
 */
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { run } from './runtime/child.mjs'

/** What a build is made from: the rooms and the files that steer the bundler. */
const SOURCES = [
  ...['main', 'preload', 'renderer', 'protocol', 'gateway', 'assets'],
  ...['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'],
]
/** Touched after a successful build, with the time the build began: an edit during the build counts as newer. */
const STAMP = path.join('out', '.built')

/** @param {string} file */
const changedMs = file => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

/**
 * The newest modification time below the given files and folders. Folders count too: a deleted file leaves no other trace.
 * @param {string} root
 * @param {string[]} names
 * @returns {number} ms since the epoch; 0 when none exists
 */
export function newestChangeMs(root, names) {
  return Math.max(
    0,
    ...names.flatMap(name => {
      const top = path.join(root, name)
      if (!statSync(top, { throwIfNoEntry: false })?.isDirectory()) return [changedMs(top)]
      const inner = readdirSync(top, { recursive: true, encoding: 'utf8' })
      return [changedMs(top), ...inner.map(entry => changedMs(path.join(top, entry)))]
    }),
  )
}

/**
 * @param {string} root
 * @returns {boolean} whether out/ is missing or older than a source
 */
export function isBuildStale(root) {
  const stampMs = changedMs(path.join(root, STAMP))
  const hasEntry = changedMs(path.join(root, 'out', 'main', 'index.js')) > 0
  return !hasEntry || newestChangeMs(root, SOURCES) > stampMs
}

/** @param {string} root */
async function electronViteBuild(root) {
  const tool = path.dirname(
    createRequire(path.join(root, 'package.json')).resolve('electron-vite/package.json'),
  )
  return run(process.execPath, [path.join(tool, 'bin', 'electron-vite.js'), 'build'], {
    cwd: root,
    env: process.env,
  })
}

/**
 * Builds the app unless the last build is newer than every source.
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {(line: string) => void} [options.log]
 * @param {typeof electronViteBuild} [options.build]
 * @returns {Promise<'built' | 'fresh'>}
 */
export async function ensureBuilt({ root, log = line => console.error(line), build = electronViteBuild }) {
  if (!isBuildStale(root)) return 'fresh'
  log('building the app')
  const began = new Date()
  rmSync(path.join(root, STAMP), { force: true })
  const { code, output } = await build(root)
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`)
  writeFileSync(path.join(root, STAMP), '')
  utimesSync(path.join(root, STAMP), began, began)
  return 'built'
}
