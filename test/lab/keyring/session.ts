// Runs inside one private desktop: takes the steps of its state through the vault, measures them, and looks all the while
// whether this process still turns and still reads files. Prints one JSON document.
import { fork } from 'node:child_process'
import { stat } from 'node:fs/promises'
import type { KeyringProcess } from '../../../main/credentials/keyring'
import { SECRET_BYTES_MAX } from '../../../main/credentials/messages'
import { createVault } from '../../../main/credentials/vault'
import { daemonPid, killedDuring, lock, startDaemon } from './daemon'
import { type KeyringState, type Said, STEPS, type Step } from './states'
import { secretOf } from './traces'

/** What one desktop showed. Durations in milliseconds. */
export interface Shown {
  readonly taken: readonly { readonly step: Step; readonly said: Said; readonly ms: number }[]
  /** How often a secret came back that was not the one kept. */
  readonly wrong: number
  readonly loopLagMs: number
  readonly fsLagMs: number
}

const [state = 'unlocked', count = '5', worker = '', seed = ''] = process.argv.slice(2)
const name = state as KeyringState

const contentOf = (n: number): string =>
  name === 'full' ? secretOf(seed, n).repeat(100).slice(0, SECRET_BYTES_MAX) : secretOf(seed, n)

function start(): KeyringProcess {
  const child = fork(worker, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  return {
    postMessage: request => child.send(request),
    on: (event: string, listener: (reply: unknown) => void) => child.on(event, listener),
    kill: () => child.kill('SIGKILL'),
  }
}

const worst = { loopMs: 0, fsMs: 0 }
let turnedAt = performance.now()
const turning = setInterval(() => {
  const now = performance.now()
  worst.loopMs = Math.max(worst.loopMs, now - turnedAt - 20)
  turnedAt = now
  void stat('/').then(() => {
    worst.fsMs = Math.max(worst.fsMs, performance.now() - now)
  })
}, 20)

const vault = createVault({ fork: start })
let kept = ''
let wrong = 0

async function take(step: Step, n: number): Promise<Said> {
  if (step.op === 'set') {
    const secret = contentOf(n)
    const written = await vault.set('lab', secret)
    if (written.state !== 'ok') return written.state
    kept = secret
    return written.kept
  }
  if (step.op === 'set-too-big') {
    const written = await vault.set('lab', `${contentOf(n)}x`)
    return written.state === 'ok' ? written.kept : written.state
  }
  if (step.op === 'delete') {
    const { state: said } = await vault.delete('lab')
    return said === 'ok' ? 'gone' : said
  }
  const read = await vault.get(step.op === 'never' ? 'never' : 'lab')
  if (read.state !== 'ok') return read.state
  if (read.secret !== kept) wrong += 1
  return read.kept
}

/** Until the process is up: how long a busy computer takes to start one says nothing about its keyring. */
async function warm(): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const read = await vault.get('never')
    if (read.state !== 'broken' || !read.detail?.includes('in time')) return
  }
}

// What this desktop is like before the vault comes.
const hasDaemon = name !== 'no-service' && name !== 'no-bus'
if (hasDaemon) await startDaemon()
await warm()
if (name === 'locked' || name === 'prompt') {
  await vault.set('lab', contentOf(-1))
  lock()
}

// Bringing the desktop about blocks this process; the vault's operations must not.
worst.loopMs = 0
worst.fsMs = 0
const taken: Shown['taken'][number][] = []
for (let n = 0; n < Number(count); n += 1) {
  const step = STEPS[name][n % STEPS[name].length] as Step
  if (name === 'killed') {
    if (n > 0) await startDaemon()
    await warm()
  }
  const pid = name === 'killed' ? daemonPid() : null
  turnedAt = performance.now()
  const before = performance.now()
  const operation = () => take(step, n)
  const said = pid === null ? await operation() : await killedDuring(pid, operation)
  taken.push({ step, said, ms: Math.round(performance.now() - before) })
}
clearInterval(turning)
vault.close()
const shown: Shown = {
  taken,
  wrong,
  loopLagMs: Math.round(worst.loopMs),
  fsLagMs: Math.round(worst.fsMs),
}
process.stdout.write(`${JSON.stringify(shown)}\n`)
process.exit(0)
