/**
 * Owns the shared libraries and tools that Electron needs from the operating system: says instantly that all is there,
 * installs them on Debian and Ubuntu as root, otherwise prints the one command to run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { missingSonames, packagesFor, resolvePackageNames } from './runtime/packages.mjs'

/** Long enough for the slowest mirror; short enough not to look like a hang for ever. */
const APT_MS = 15 * 60 * 1000

/**
 * The files whose libraries must load: Electron itself and keytar's binding (the system keyring).
 * @param {string} executable
 */
function binaries(executable) {
  const files = [executable]
  try {
    const keytar = path.dirname(createRequire(import.meta.url).resolve('keytar/package.json'))
    files.push(path.join(keytar, 'prebuilds', `${process.platform}-${process.arch}`, 'keytar.node'))
  } catch {
    // Not installed: nothing to check.
  }
  return files.filter(file => existsSync(file))
}

/** @param {string} name */
const onPath = name =>
  (process.env.PATH ?? '').split(path.delimiter).some(folder => existsSync(path.join(folder, name)))

/**
 * @param {string} executable
 * @param {string[]} tools
 * @returns {{ sonames: string[], tools: string[] }} what is missing
 */
function whatIsMissing(executable, tools) {
  // One call for all files: ldd is a shell script and takes 50 ms each time.
  const ldd = spawnSync('ldd', binaries(executable), {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  return { sonames: missingSonames(ldd.stdout ?? ''), tools: tools.filter(tool => !onPath(tool)) }
}

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const result = spawnSync('apt-get', ['-qq', '-y', ...args], { env, encoding: 'utf8', timeout: APT_MS })
  return { ok: result.status === 0, output: `${result.stdout ?? ''}${result.stderr ?? ''}` }
}

/** @param {string[]} names */
function available(names) {
  const known = new Set()
  for (const name of names) {
    const { stdout } = spawnSync('apt-cache', ['pkgnames', name], { encoding: 'utf8' })
    for (const line of (stdout ?? '').split('\n')) known.add(line)
  }
  return known
}

/** @param {string[]} names */
function installWithApt(names) {
  const hasLists = () =>
    existsSync('/var/lib/apt/lists') &&
    readdirSync('/var/lib/apt/lists').some(name => name.includes('_Packages'))
  if (!hasLists()) apt(['update'])
  const install = () =>
    apt(['install', '--no-install-recommends', ...resolvePackageNames(names, available(names))])
  let result = install()
  if (!result.ok) {
    // Old lists name versions the mirror no longer has.
    apt(['update'])
    result = install()
  }
  if (!result.ok)
    throw new Error(
      `apt-get could not install what is needed:\n${result.output.trim().split('\n').slice(-5).join('\n')}`,
    )
}

/** @param {{ sonames: string[], tools: string[] }} missing */
const listed = ({ sonames, tools }) => [...sonames, ...tools].join(', ')

/**
 * Makes sure that Electron can start here. Silent and quick when it can.
 * @param {object} options
 * @param {string} options.executable
 * @param {string[]} [options.tools] programs needed besides, such as Xvfb
 * @param {(line: string) => void} [options.log]
 * @param {string} [options.who] what needs them, as the first word of a sentence
 */
export async function ensureSystemLibraries({
  executable,
  tools = [],
  log = line => console.error(line),
  who = 'Electron',
}) {
  if (process.platform !== 'linux') return
  const missing = whatIsMissing(executable, tools)
  if (missing.sonames.length + missing.tools.length === 0) return
  const names = packagesFor(missing)
  const hasApt = onPath('apt-get')
  if (!hasApt)
    throw new Error(
      `${who} needs these from the operating system: ${listed(missing)}. Install them, then run the command again.`,
    )
  if (process.getuid?.() !== 0) {
    const exact = resolvePackageNames(names, available(names)).join(' ')
    throw new Error(
      `${who} needs packages of the system that are missing (${listed(missing)}). Run this, then the command again:\n  sudo apt-get update && sudo apt-get install -y ${exact}`,
    )
  }
  log(`installing system libraries: ${names.join(' ')}`)
  installWithApt(names)
  const still = whatIsMissing(executable, tools)
  if (still.sonames.length + still.tools.length > 0)
    throw new Error(
      `Still missing after installing with apt-get: ${listed(still)}. Install the packages that hold them.`,
    )
}
