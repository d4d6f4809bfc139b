// What this lab has made on the machine, and its removal: at the end, on a signal, on a crash, and what a dead lab left.
// Must not know what the things are for.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './shell'

const PREFIX = 'viaduct-lab'
const NETNS_CONFIG = '/etc/netns'

const namespaces = new Set<string>()
const folders = new Set<string>()

/** A folder of this lab, readable by the services that give up root. Removed at the end. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}-${process.pid}-`))
  folders.add(folder)
  return folder
}

let worlds = 0
/** A number for a new world: namespaces of two worlds, and of two labs, never collide. */
export const nextWorld = (): number => ++worlds

export const namespaceName = (world: number, role: string): string =>
  `${PREFIX}-${process.pid}-${world}-${role}`

/** Makes namespaces with loopback up. `resolver` goes into the `resolv.conf` that programs in it see. */
export async function makeNamespaces(names: readonly string[], resolver: string): Promise<void> {
  for (const name of names) {
    namespaces.add(name)
    await run('ip', ['netns', 'add', name])
    const folder = join(NETNS_CONFIG, name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'resolv.conf'), `nameserver ${resolver}\n`)
    writeFileSync(join(folder, 'hosts'), '127.0.0.1 localhost\n::1 localhost\n')
  }
}

const pidsIn = (name: string): number[] =>
  (spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).stdout ?? '')
    .split('\n')
    .filter(line => line !== '')
    .map(Number)

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}

/** Ends every process in a namespace of the lab and deletes it. Synchronous: it must also work while the process exits. */
function removeNamespace(name: string): void {
  for (const pid of pidsIn(name)) endProcess(pid)
  spawnSync('ip', ['netns', 'delete', name])
  rmSync(join(NETNS_CONFIG, name), { recursive: true, force: true })
  namespaces.delete(name)
}

export function removeNamespaces(names: readonly string[]): void {
  for (const name of names) removeNamespace(name)
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

/** Starts a program inside a namespace. It has the process id of the program itself (`ip netns exec` becomes it). */
export function startIn(
  namespace: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  return spawn('ip', ['netns', 'exec', namespace, command, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

function isOwnerAlive(name: string): boolean {
  const pid = Number(new RegExp(`^${PREFIX}-(\\d+)-`).exec(name)?.[1])
  try {
    return /\b(lab|bench)\b/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}

const ofLab = (name: string): boolean => new RegExp(`^${PREFIX}-\\d+-`).test(name)

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Removes what labs left behind that were killed too hard to do it themselves. Returns how many namespaces that were. */
export function removeLeftovers(): number {
  const left = namesIn('/var/run/netns').filter(name => ofLab(name) && !isOwnerAlive(name))
  removeNamespaces(left)
  for (const parent of [tmpdir(), NETNS_CONFIG]) {
    for (const name of namesIn(parent)) {
      if (ofLab(name) && !isOwnerAlive(name)) rmSync(join(parent, name), { recursive: true, force: true })
    }
  }
  return left.length
}

/** From now on, however this process ends (but by SIGKILL), nothing stays behind. */
export function cleanUpAtExit(): void {
  process.once('exit', () => {
    removeNamespaces([...namespaces])
    for (const folder of [...folders]) removeFolder(folder)
  })
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
}
