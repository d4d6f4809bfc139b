import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const has = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`])
    return true
  } catch {
    return false
  }
}
const MISSING = ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'].filter(program => !has(program))
const WHY_NOT = MISSING.length === 0 ? '' : ` (skipped: this computer has no ${MISSING.join(', ')})`

const SESSION = resolve(import.meta.dirname, 'keyring-session.ts')
const TSX = resolve('node_modules/.bin/tsx')
const UNLOCKED = `printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"`

interface Line {
  readonly step: string
  readonly answer: { readonly state: string; readonly secret?: string; readonly kept?: string }
  readonly ms: number
}

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'viaduct-keyring-'))
  mkdirSync(join(home, 'run'), { mode: 0o700 })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Takes steps in a desktop of their own and tells what the vault answered. */
const steps = (desktop: readonly string[], ...wanted: string[]): Promise<Line[]> =>
  new Promise((done, failed) => {
    const [program = '', ...before] = [...desktop, TSX, SESSION, ...wanted]
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_RUNTIME_DIR: join(home, 'run'),
      XDG_DATA_HOME: join(home, 'data'),
    }
    execFile(program, before, { env, timeout: 25_000 }, (error, stdout) => {
      if (error) failed(error)
      else
        done(
          stdout
            .trim()
            .split('\n')
            .map(line => JSON.parse(line)),
        )
    })
  })

const KEYRING = ['dbus-run-session', '--', 'sh', '-c', UNLOCKED, 'sh']
const EMPTY_SERVICE = ['dbus-run-session', '--']
const NO_BUS: readonly string[] = []

describe.skipIf(MISSING.length > 0)(`the vault over a real keyring${WHY_NOT}`, { timeout: 30_000 }, () => {
  it('keeps, reads and deletes, and knows a secret that never was', async () => {
    const lines = await steps(
      KEYRING,
      'get:a',
      'set:a:geheim',
      'get:a',
      'get:b',
      'delete:a',
      'get:a',
      'delete:a',
    )
    expect(lines.map(({ answer }) => answer)).toEqual([
      { state: 'missing' },
      { state: 'ok', kept: 'keyring' },
      { state: 'ok', secret: 'geheim', kept: 'keyring' },
      { state: 'missing' },
      { state: 'ok' },
      { state: 'missing' },
      { state: 'missing' },
    ])
  })

  it('tells a locked keyring from a missing secret, in time', async () => {
    const lines = await steps(KEYRING, 'set:a:geheim', 'lock', 'get:a', 'get:never', 'set:a:neu', 'delete:a')
    const afterwards = lines.slice(2)
    expect(afterwards.map(({ step, answer }) => [step, answer.state])).toEqual([
      ['get:a', 'locked'],
      ['get:never', 'locked'],
      ['set:a:neu', 'locked'],
      ['delete:a', 'locked'],
    ])
    for (const { ms } of afterwards) expect(ms).toBeLessThan(2_500)
  })

  it.each([
    ['no session bus', NO_BUS],
    ['a keyring service without a keyring', EMPTY_SERVICE],
  ])('keeps secrets in memory where there is %s', async (_what, desktop) => {
    const lines = await steps(desktop, 'get:a', 'set:a:geheim', 'get:a')
    expect(lines.map(({ answer }) => [answer.state, answer.kept])).toEqual([
      ['absent', undefined],
      ['ok', 'memory'],
      ['ok', 'memory'],
    ])
  })
})
