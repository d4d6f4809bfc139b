// The keyring daemon of a private desktop: started unlocked, locked, or killed in the middle of an answer.
import { execFileSync, spawnSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

const SECRETS = 'org.freedesktop.secrets'
const BUS = 'org.freedesktop.DBus'
const BUS_PATH = '/org/freedesktop/DBus'

const call = (to: string, path: string, method: string, ...words: readonly string[]): string =>
  execFileSync('dbus-send', ['--session', '--print-reply', `--dest=${to}`, path, method, ...words], {
    encoding: 'utf8',
  })

/** Starts one with its login keyring open, in the place of any other; resolves when it answers. */
export async function startDaemon(): Promise<void> {
  const { status, stderr } = spawnSync(
    'gnome-keyring-daemon',
    ['--replace', '--unlock', '--components=secrets'],
    { input: 'pw', encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`gnome-keyring-daemon: ${stderr}`)
  while (!isUp()) await pause(20)
}

export function lock(): void {
  const login = 'array:objpath:/org/freedesktop/secrets/collection/login'
  call(SECRETS, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', login)
}

const isUp = (): boolean => {
  const said = call(BUS, BUS_PATH, `${BUS}.NameHasOwner`, `string:${SECRETS}`)
  return said.includes('boolean true')
}

/** The process that owns the service's name. */
export function daemonPid(): number {
  const said = call(BUS, BUS_PATH, `${BUS}.GetConnectionUnixProcessID`, `string:${SECRETS}`)
  return Number(/uint32 (\d+)/.exec(said)?.[1])
}

/** Stops the daemon before an operation, so that it has taken the question and not answered, and kills it then. */
export async function killedDuring<T>(pid: number, operation: () => Promise<T>): Promise<T> {
  process.kill(pid, 'SIGSTOP')
  const answer = operation()
  await pause(700)
  process.kill(pid, 'SIGKILL')
  return answer
}
