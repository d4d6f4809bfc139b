// What watching a call costs: the app with its panel in sight and with its window minimised, beside a bare page with the same call and
// one with the panel of a first day (statistics ten times a second, a meter for every frame). In one run and in turn.
// Run: npm run bench:panel -- [--json FILE] [--rounds 3] [--seconds 10]. Needs `npm run package`. Ends with 'N passed, N failed'.
import { existsSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { electronRuntime } from '../../scripts/electron-runtime.mjs'
import { startVirtualDisplay } from '../../scripts/virtual-display.mjs'
import { APP } from '../e2e/app'
import { appCosts, pageCost } from './panel/calls'
import type { Cost } from './panel/cost'
import { quiet } from './start/figures'
import { startRemoteGateway } from './start/gateway'

/** Milliseconds of the page's main thread per second of call; and how often the bare page's CPU the whole app may take. */
const AIMS = { seenMs: 10, hiddenMs: 3, cpuRatio: 1.15 } as const
const WHO = ['app, panel in sight', 'app, minimised', 'bare call page', 'naive panel'] as const
type Who = (typeof WHO)[number]

const log = (line: string): void => console.error(line)
const argument = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const [rounds, seconds] = [argument('--rounds', 3), argument('--seconds', 10)]

type Costs = Record<Who, Cost[]>

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const middle = (costs: readonly Cost[], of: keyof Cost): number => median(costs.map(cost => cost[of]))

async function measure(): Promise<Costs> {
  const { executable } = await electronRuntime({ log })
  const gateway = await startRemoteGateway()
  const costs: Costs = {
    'app, panel in sight': [],
    'app, minimised': [],
    'bare call page': [],
    'naive panel': [],
  }
  for (let round = 1; round <= rounds; round += 1) {
    log(`round ${round} of ${rounds}`)
    costs['bare call page'].push(await pageCost(executable, gateway.url, seconds, false))
    const { seen, hidden } = await appCosts(gateway.url, seconds)
    costs['app, panel in sight'].push(seen)
    costs['app, minimised'].push(hidden)
    costs['naive panel'].push(await pageCost(executable, gateway.url, seconds, true))
  }
  gateway.close()
  return costs
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const HEAD = ['per second of call', 'main thread, tasks', 'main thread, kernel', 'whole app, CPU']

const table = (costs: Costs): string =>
  [
    line(HEAD),
    line(HEAD.map(() => '---')),
    ...WHO.map(who => {
      const cell = (of: keyof Cost): string => {
        const all = costs[who].map(cost => cost[of])
        return `${median(all).toFixed(1)} ms (${Math.min(...all).toFixed(1)}-${Math.max(...all).toFixed(1)})`
      }
      return line([who, cell('mainMs'), cell('threadMs'), cell('appMs')])
    }),
  ].join('\n')

interface Judged {
  readonly what: string
  readonly value: number
  readonly aim: number
}

const judge = (costs: Costs): readonly Judged[] => {
  const cpu = (who: Who): number => middle(costs[who], 'appMs')
  const ratio = (who: Who): number => cpu(who) / cpu('bare call page')
  return [
    {
      what: 'main thread, panel in sight, ms',
      value: middle(costs['app, panel in sight'], 'mainMs'),
      aim: AIMS.seenMs,
    },
    {
      what: 'main thread, minimised, ms',
      value: middle(costs['app, minimised'], 'mainMs'),
      aim: AIMS.hiddenMs,
    },
    {
      what: 'CPU of the app, panel in sight, beside the bare page',
      value: ratio('app, panel in sight'),
      aim: AIMS.cpuRatio,
    },
    {
      what: 'CPU of the app, minimised, beside the bare page',
      value: ratio('app, minimised'),
      aim: AIMS.cpuRatio,
    },
  ]
}

async function main(): Promise<void> {
  if (!existsSync(APP)) throw new Error(`${APP} is not there: npm run package`)
  const display = process.env.DISPLAY === undefined ? await startVirtualDisplay() : null
  if (display !== null) process.env.DISPLAY = display.display
  const load = await quiet(log)
  const costs = await measure()
  display?.stop()
  const judged = judge(costs)
  console.log(table(costs))
  for (const { what, value, aim } of judged)
    console.log(`${value <= aim ? 'ok  ' : 'MISS'} ${what}: ${value.toFixed(2)}, aim ${aim}`)
  const missed = judged.filter(({ value, aim }) => value > aim).length
  const at = process.argv.indexOf('--json')
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}`
  const document = { date: new Date().toISOString(), machine, load, rounds, seconds, costs, judged }
  if (at > 0) writeFileSync(process.argv[at + 1] ?? '', `${JSON.stringify(document, null, 2)}\n`)
  console.log(`${judged.length - missed} passed, ${missed} failed`)
  process.exitCode = missed > 0 ? 1 : 0
}

main()
  .then(() => process.exit())
  .catch((error: unknown) => {
    console.error(`bench:panel: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  })
