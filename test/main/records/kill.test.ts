// A process that writes the history is killed (SIGKILL) at any moment, 200 times, on one folder: nothing that it said was done
// is lost, what was erased stays erased, and of a running call no more is missing than what it had not been told yet.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { randomOf } from '../../fakes/random'
import { listAll, openRecords, tempFolder } from './house'
import { callInProgress, idOf, NOW_MS, OVER_S } from './progress'

const KILLS = Number(process.env.HISTORY_KILLS ?? 200)
const SEED = Number(process.env.HISTORY_SEED ?? Date.now() % 1_000_000_007)
const outDir = '.cache/history-writer'

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'writer.ts'),
      outDir,
      rollupOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
    ssr: { noExternal: true },
  })
}, 60_000)

/** Writes from call `first` on, is killed some time after it is ready, and tells what it said. */
async function writeUntilKilled(folder: string, first: number, afterMs: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(outDir, 'writer.mjs'), folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const ended = new Promise(end => child.once('close', end))
  await new Promise<void>((ready, failed) => {
    child.once('close', () => failed(new Error('the writer ended by itself')))
    child.stdout.on('data', data => {
      said += String(data)
      if (said.includes('ready')) ready()
    })
  })
  await pause(afterMs)
  child.kill('SIGKILL')
  await ended
  // What was being said when it was killed may be half a line.
  return said.slice(0, said.lastIndexOf('\n')).split('\n')
}

/** Calls by their number, and the second that each had come to. */
type Calls = ReadonlyMap<number, number>
const NONE = 'erased'

/** What was said to be done: how far each call had come, or that it was erased. */
function saidBy(lines: readonly string[]): ReadonlyMap<number, number | typeof NONE> {
  const said = new Map<number, number | typeof NONE>()
  for (const [what, n, second] of lines.map(line => line.split(' '))) {
    if (what === 'kept') said.set(Number(n), Number(second))
    if (what === 'finished') said.set(Number(n), OVER_S)
    if (what === 'erased') said.set(Number(n), NONE)
  }
  return said
}

/** As another run of the app finds them: each as it was at some second, whole. */
async function found(folder: string): Promise<Calls> {
  const records = openRecords(folder, {}, () => NOW_MS)
  const calls = new Map<number, number>()
  for (const { callId, durationMs } of (await listAll(records)).calls) {
    const n = Number(callId.slice(idOf('').length))
    const report = await records.read(callId)
    expect(report, callId).toEqual(callInProgress(n, durationMs / 1_000))
    calls.set(n, durationMs / 1_000)
  }
  return calls
}

test(`killed ${KILLS} times: no file is lost, and of a running call only what had not been told`, async () => {
  const folder = tempFolder()
  const random = randomOf(SEED)
  const seen = { written: 0, erased: 0, cutOff: 0 }
  let before: Calls = new Map()
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const first = Math.max(-1, ...before.keys()) + 1
    const said = saidBy(await writeUntilKilled(folder, first, random() * 120))
    const after = await found(folder)
    const due = new Map([...before, ...said])
    const left = [...due].filter(([, second]) => second !== NONE).map(([n]) => n)
    // Killed while it was being erased, the oldest may be gone before that was said.
    const lost = left.filter(n => !after.has(n) && n !== Math.min(...left))
    const short = left.filter(n => (after.get(n) ?? OVER_S) < Number(due.get(n)))
    const back = [...due].filter(([n, second]) => second === NONE && after.has(n))
    const unsaid = [...after.keys()].filter(n => !due.has(n))
    const where = `HISTORY_SEED=${SEED}, kill ${kill}`
    expect({ lost, short, back }, where).toEqual({ lost: [], short: [], back: [] })
    expect(unsaid.length, where).toBeLessThanOrEqual(1)
    seen.written += [...said.values()].filter(second => second === OVER_S || second === NONE).length
    seen.erased += [...said.values()].filter(second => second === NONE).length
    seen.cutOff += [...after].filter(([n, second]) => !before.has(n) && second < OVER_S).length
    before = after
  }
  process.stdout.write(`history: HISTORY_SEED=${SEED}, ${KILLS} kills, ${JSON.stringify(seen)}\n`)
  // It was at work when it was killed, in every way.
  expect(seen.cutOff).toBeGreaterThan(KILLS / 10)
  expect(seen.erased).toBeGreaterThan(KILLS / 10)
}, 600_000)
