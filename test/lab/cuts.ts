// `npm run lab:cuts -- --profile cut-udp [--runs 30] [--jobs 2] [--json FILE]`: how long a call is silent when its path dies.
// Each run is a world and a call of its own; the disturbance comes at a random moment. Judged by the profile alone: the call
// must survive.
import { writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { Outcome } from './callers/outcome'
import { spreadOf } from './figures'
import { complaint } from './judge'
import { openLab } from './lab'
import { callInWorld, type Tools } from './measure'
import { wholeUpTo } from './options'
import type { Profile } from './profile'
import { MID_CALL } from './profiles/mid-call'

/** Added to the profile's own moment: less and more than one turn of the agent. */
const PHASE_MS = 3000

interface Options {
  readonly profile: string
  readonly runs: number
  readonly jobs: number
  readonly json?: string
}

interface Cut {
  readonly run: number
  /** From the moment the call was active. */
  readonly afterMs: number
  /** Silence heard on the wire from the disturbance on: of the agent at the desktop, of the caller at the gateway. */
  readonly agentMs: number | null
  readonly callerMs: number | null
  /** The longest gap in the call report, which knows the agent's direction only. */
  readonly reportMs: number | null
  readonly path: string | null
  /** Null: it survived. */
  readonly why: string | null
}

function parse(words: readonly string[]): Options {
  const disturbed = MID_CALL.filter(({ during }) => during !== null).map(({ name }) => name)
  const program = new Command('lab:cuts')
    .addOption(new Option('--profile <name>', 'what happens').choices(disturbed).default('cut-udp'))
    .option('--runs <n>', 'how often', wholeUpTo(1000), 30)
    .option('--jobs <n>', 'worlds at the same time', wholeUpTo(8), 1)
    .option('--json <file>', 'write all of them here')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  return program.parse([...words], { from: 'user' }).opts<Options>()
}

const cutOf = (profile: Profile, run: number, afterMs: number, outcome: Outcome): Cut => {
  const gaps = outcome.recoveries.map(({ gapMs }) => Math.round(gapMs))
  return {
    run,
    afterMs,
    agentMs: outcome.disturbed?.agentMs ?? null,
    callerMs: outcome.disturbed?.callerMs ?? null,
    reportMs: gaps.length === 0 ? null : Math.max(...gaps),
    path: outcome.path,
    why: complaint(profile, outcome),
  }
}

async function cutOnce(profile: Profile, run: number, tools: Tools): Promise<Cut> {
  const { during, seconds } = profile
  if (during === null) throw new Error(`nothing happens in ${profile.name}`)
  const laterMs = Math.round(Math.random() * PHASE_MS)
  const afterMs = during.afterMs + laterMs
  const moved = {
    ...profile,
    seconds: seconds + Math.ceil(laterMs / 1000),
    during: { ...during, afterMs },
  }
  return cutOf(moved, run, afterMs, await callInWorld(moved, 'viaduct', run, tools))
}

const WIDTHS = [4, 8, 8, 9, 9] as const
const line = (cells: readonly (string | number | null)[]): string =>
  cells.map((cell, index) => `${cell ?? '-'}`.padEnd(WIDTHS[index] ?? 0)).join(' ')

async function runAll({ runs, jobs }: Options, profile: Profile, tools: Tools): Promise<Cut[]> {
  const cuts: Cut[] = []
  let next = 1
  const worker = async () => {
    while (next <= runs) {
      const cut = await cutOnce(profile, next++, tools)
      cuts.push(cut)
      console.log(
        line([cut.run, cut.afterMs, cut.agentMs, cut.callerMs, cut.reportMs, cut.path]),
        cut.why ?? '',
      )
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return cuts
}

/** What did not survive has no silence that ended, and is counted, not measured. */
function spreadsOf(cuts: readonly Cut[]) {
  const survived = cuts.filter(({ why }) => why === null)
  const of = (key: 'agentMs' | 'callerMs' | 'reportMs') => spreadOf(survived.flatMap(cut => cut[key] ?? []))
  return { agentMs: of('agentMs'), callerMs: of('callerMs'), reportMs: of('reportMs') }
}

async function main(): Promise<void> {
  const options = parse(process.argv.slice(2))
  const profile = MID_CALL.find(({ name }) => name === options.profile)
  if (profile === undefined) throw new Error(`there is no profile ${options.profile}`)
  const opened = await openLab()
  if (opened.kind === 'missing') {
    for (const sentence of opened.sentences) console.log(sentence)
    console.log(`0 passed, 0 failed, ${options.runs} skipped`)
    return
  }
  console.log(line(['run', 'afterMs', 'agentMs', 'callerMs', 'reportMs', 'path']))
  const cuts = await runAll(options, profile, opened)
  const spreads = spreadsOf(cuts)
  for (const [what, { n, p50, p95, max }] of Object.entries(spreads))
    console.log(`${profile.name} ${what}: p50 ${p50 ?? '-'}, p95 ${p95 ?? '-'}, max ${max ?? '-'} (${n})`)
  if (options.json !== undefined) {
    const document = { version: 1, date: new Date().toISOString(), profile: profile.name, spreads, cuts }
    writeFileSync(options.json, `${JSON.stringify(document, null, 2)}\n`)
  }
  const failed = cuts.filter(({ why }) => why !== null).length
  console.log(`${cuts.length - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

main().catch((error: unknown) => {
  console.error(`lab:cuts: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
