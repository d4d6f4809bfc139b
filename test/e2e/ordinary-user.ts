// Somebody without any privilege, to run the app as people do: Chromium's sandbox on. Knows the system, not the app.
import { spawnSync } from 'node:child_process'
import { chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { APP, ME, type Person } from './app'

/** The customary number of `nobody`. */
const NOBODY = 65_534
const DROP = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']

export type OrdinaryUser =
  | { readonly kind: 'user'; readonly person: Person; leave(): void }
  /** A sentence for whoever reads why a test was skipped. */
  | { readonly kind: 'none'; readonly why: string }

const works = (command: readonly string[]): boolean =>
  spawnSync(command[0] ?? '', command.slice(1), { stdio: 'ignore' }).status === 0

/** An own folder for home and temporary files, and a copy of the app where the checkout is closed to others. */
function settle(): OrdinaryUser {
  const home = mkdtempSync(join(tmpdir(), 'viaduct-user-'))
  chownSync(home, NOBODY, NOBODY)
  const reads = works([...DROP, 'test', '-x', APP])
  const folder = reads ? dirname(APP) : join(home, 'app')
  if (!reads) cpSync(dirname(APP), folder, { recursive: true })
  const { XAUTHORITY: _, ...env } = process.env
  return {
    kind: 'user',
    person: {
      app: join(folder, basename(APP)),
      under: DROP,
      switches: [],
      env: { ...env, HOME: home, TMPDIR: home },
    },
    leave: () => rmSync(home, { recursive: true, force: true }),
  }
}

/** Chromium's sandbox needs a user namespace that its own user may make, where no setuid helper is installed. */
export function ordinaryUser(): OrdinaryUser {
  if (process.platform !== 'linux') return { kind: 'none', why: 'written for Linux' }
  const isRoot = process.getuid?.() === 0
  const drop = isRoot ? DROP : []
  if (isRoot && !works([...DROP, 'true'])) return { kind: 'none', why: 'setpriv cannot drop root here' }
  if (!works([...drop, 'unshare', '--user', 'true']))
    return { kind: 'none', why: 'ordinary users may not make user namespaces here' }
  return isRoot ? settle() : { kind: 'user', person: ME, leave: () => undefined }
}
