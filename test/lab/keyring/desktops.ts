// Private desktops, each with its own home, bus and keyring: run the session in one and look through everything it left.
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import type { Shown } from './session'
import type { KeyringState } from './states'
import { tracesOf } from './traces'

const run = promisify(execFile)
const TSX = resolve('node_modules/.bin/tsx')
const SESSION = resolve(import.meta.dirname, 'session.ts')

/** Programs of Debian that the desktops are made of. */
const PROGRAMS = ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon', 'xvfb-run', '/usr/libexec/gcr-prompter'] // biome-ignore format: one list
const isThere = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`])
    return true
  } catch {
    return false
  }
}
export const missingPrograms = (): readonly string[] => PROGRAMS.filter(program => !isThere(program))

/** A bus that starts nothing by itself. */
const BARE_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`

/** Builds the keyring's process once, as the package has it. Resolves to its file. */
export async function buildWorker(): Promise<string> {
  const outDir = resolve('out/lab-keyring')
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, 'worker.ts'),
      outDir,
      emptyOutDir: true,
      rollupOptions: { external: ['keytar'], output: { entryFileNames: 'worker.js' } },
    },
  })
  return join(outDir, 'worker.js')
}

export interface Desk extends Shown {
  /** Files that hold any of the secrets, in any of their writings. */
  readonly traces: readonly string[]
}

/** Takes `count` steps of one state in a desktop of its own. */
export async function inDesktop(state: KeyringState, count: number, worker: string): Promise<Desk> {
  const home = mkdtempSync(join(tmpdir(), 'viaduct-desktop-'))
  const seed = `${state}-${process.pid}-${Date.now()}`
  try {
    mkdirSync(join(home, 'run'), { mode: 0o700 })
    const config = join(home, 'bus.conf')
    writeFileSync(config, BARE_BUS)
    const bus = {
      'no-bus': [],
      'no-service': ['dbus-run-session', `--config-file=${config}`, '--'],
      prompt: ['xvfb-run', '-a', 'dbus-run-session', '--'],
    } as Partial<Record<KeyringState, string[]>>
    const before = bus[state] ?? ['dbus-run-session', '--']
    const [program = '', ...words] = [...before, TSX, SESSION, state, String(count), worker, seed]
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      TMPDIR: join(home, 'run'),
      XDG_RUNTIME_DIR: join(home, 'run'),
      XDG_DATA_HOME: join(home, 'data'),
      ...(state === 'wrong-desktop' ? { XDG_CURRENT_DESKTOP: 'KDE', KDE_FULL_SESSION: 'true' } : {}),
    }
    const { stdout } = await run(program, words, { env, timeout: 60_000 + count * 4_000 })
    const shown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Shown
    return { ...shown, traces: tracesOf(seed, count, filesUnder(home)) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const filesUnder = (folder: string): readonly { name: string; content: Buffer }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(name => ({ name, content: readFileSync(name) }))
