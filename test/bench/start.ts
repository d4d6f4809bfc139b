// What the app costs against a bare window on the same runtime: first paint, memory; and dial to first media on loopback.
// BENCH_WAIT_S bounds the wait for a quiet machine (90). Run: npm run bench:start -- [--json FILE] [--write-docs] [--runs 9] [--only paint,dial,memory]. Needs `npm run package`.
import { existsSync, writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import { startVirtualDisplay } from '../../scripts/virtual-display.mjs'
import { APP, ME, policyWith } from '../e2e/app'
import { bareApp } from './start/bare'
import { callMemory, coldDials, idleMemory, warmDials } from './start/calls'
import { quiet, type Spread, spreadOf } from './start/figures'
import { compareFirstPaint } from './start/first-paint'
import { startRemoteGateway } from './start/gateway'
import { type Memory, total } from './start/memory'
import { numbersPage, type Result, type Row, ratioOf, table } from './start/page'

const AIMS = { firstPaint: 1.15, idle: 1.15, call: 1.3 } as const
const log = (line: string): void => console.error(line)
const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
const runs = Number(argument('--runs') ?? 9)
const only = argument('--only')?.split(',')
const wanted = (group: string): boolean => only === undefined || only.includes(group)
const loads: (number | null)[] = []
const settle = async (what: string): Promise<void> => {
  loads.push(await quiet(log))
  log(`measuring ${what}`)
}

const row = (what: string, unit: Row['unit'], figure: Spread, against: Row['against'] = null): Row => ({
  what,
  unit,
  figure,
  against,
})

async function paintRows(bare: string): Promise<Row[]> {
  await settle('first paint')
  const times = await compareFirstPaint(APP, bare, runs)
  const against = { bare: spreadOf(times.bare), aim: AIMS.firstPaint }
  return [row('first paint', 'ms', spreadOf(times.app), against)]
}

async function dialRows(policy: string): Promise<Row[]> {
  await settle('dial to first media')
  const cold = await coldDials(runs)
  const warm = await warmDials(runs)
  const remote = await warmDials(runs, ['--policy', policy])
  return [
    row('dial to first media, Test Agent, cold', 'ms', spreadOf(cold)),
    row('dial to first media, Test Agent, running', 'ms', spreadOf(warm)),
    row('dial to first media, gateway in another process', 'ms', spreadOf(remote)),
  ]
}

/** Medians by kind of process. */
function medians(memories: readonly Memory[]): Record<string, number> {
  const kinds = new Set(memories.flatMap(memory => Object.keys(memory)))
  return Object.fromEntries([...kinds].map(kind => [kind, spreadOf(memories.map(m => m[kind] ?? 0)).median]))
}

/** The bare window's profile is its own; its switches are the same. */
async function memoryRows(bare: string, policy: string) {
  await settle('memory')
  const by = { ...ME, app: bare }
  const taken: Record<'bare' | 'idle' | 'remote call' | 'Test Agent call', Memory[]> = {
    bare: [],
    idle: [],
    'remote call': [],
    'Test Agent call': [],
  }
  for (let run = 0; run < Math.max(3, Math.ceil(runs / 2)); run += 1) {
    taken.bare.push(await idleMemory({ by, microphone: [] }))
    taken.idle.push(await idleMemory({}))
    taken['remote call'].push(await callMemory(['--policy', policy]))
    taken['Test Agent call'].push(await callMemory([]))
  }
  const sum = (memories: readonly Memory[]) => spreadOf(memories.map(memory => total(memory)))
  const against = (aim: number) => ({ bare: sum(taken.bare), aim })
  const rows = [
    row('memory, idle', 'MB', sum(taken.idle), against(AIMS.idle)),
    row('memory, in a call with a remote gateway', 'MB', sum(taken['remote call']), against(AIMS.call)),
    row(
      'built-in agent, its process in a call',
      'MB',
      spreadOf(taken['Test Agent call'].map(m => m.node ?? 0)),
    ),
  ]
  const processes = Object.fromEntries(Object.entries(taken).map(([state, all]) => [state, medians(all)]))
  return { rows, processes }
}

async function measure(): Promise<Result> {
  const bare = await bareApp(log)
  const gateway = await startRemoteGateway()
  const policy = policyWith('remote', 'Remote Agent', gateway.url)
  const rows: Row[] = []
  if (wanted('paint')) rows.push(...(await paintRows(bare.app)))
  if (wanted('dial')) rows.push(...(await dialRows(policy)))
  const memory = wanted('memory') ? await memoryRows(bare.app, policy) : { rows: [], processes: {} }
  gateway.close()
  const [cpu] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} x ${cpu?.model ?? 'CPU'}, Linux ${release()}, no graphics card, virtual display`,
    runtime: `Electron ${bare.version}`,
    load: loads,
    rows: [...rows, ...memory.rows],
    processes: memory.processes,
  }
}

function judge(rows: readonly Row[]): { passed: number; failed: number } {
  const judged = rows.filter(({ against }) => against !== null)
  const good = judged.filter(one => (ratioOf(one) ?? 0) <= (one.against?.aim ?? 0))
  return { passed: good.length, failed: judged.length - good.length }
}

async function main(): Promise<void> {
  if (!existsSync(APP)) throw new Error('There is no packaged app. Run npm run package first.')
  const screen = process.env.DISPLAY === undefined ? await startVirtualDisplay() : null
  if (screen !== null) process.env.DISPLAY = screen.display
  const result = await measure().finally(() => screen?.stop())
  console.log(table(result.rows))
  const file = argument('--json')
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  if (process.argv.includes('--write-docs')) writeFileSync('docs/numbers.md', numbersPage(result))
  const { passed, failed } = judge(result.rows)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

await main().catch((error: unknown) => {
  console.log(error instanceof Error ? error.message : String(error))
  console.log('0 passed, 1 failed')
  process.exitCode = 1
})
