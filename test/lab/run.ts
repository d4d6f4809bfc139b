// The firewall lab's entry: `npm run lab -- [PROFILE ...] [--runs N] [--plain] [--jobs N] [--json FILE]`, and `... -- causes`, `... -- kit`, `... -- warm`.
// Owns the order of runs, what is printed and the exit status: 1 when any failed, 2 for a wrong command line.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runKit } from './causes/kit'
import { runCauses } from './causes/run'
import { type Caller, HEADER, type Row, rowOf, sharesOf, skipped, summaryOf, textOf } from './judge'
import { openLab } from './lab'
import { callInWorld, type Tools } from './measure'
import { type LabOptions, parseOptions } from './options'
import type { Profile } from './profile'
import { runWarm } from './warm'

/** What every run shares. */
interface Lab extends Tools {
  readonly options: LabOptions
}

interface Job {
  readonly profile: Profile
  readonly caller: Caller
  readonly run: number
}

/** Ours and plain take turns, so that both meet the same state of the machine. */
const jobsOf = ({ profiles, runs, plain }: LabOptions): Job[] =>
  Array.from({ length: runs }, (_, index) => index + 1).flatMap(run =>
    profiles.flatMap(profile =>
      (plain ? (['viaduct', 'plain'] as const) : (['viaduct'] as const)).map(caller => ({
        profile,
        caller,
        run,
      })),
    ),
  )

async function carryOut(job: Job, lab: Lab): Promise<Row> {
  const { options } = lab
  const { profile, caller, run } = job
  if (profile.needs !== null && !options.named && caller === 'viaduct') {
    return skipped(profile, caller, run, `needs ${profile.needs}`)
  }
  const outcome = await callInWorld(profile, caller, run, lab, (world, seen) => {
    if (options.keepLogs === null || rowOf(profile, caller, run, seen).why === null) return
    cpSync(world.folder, join(options.keepLogs, `${profile.name}-${caller}-${run}`), { recursive: true })
  })
  return rowOf(profile, caller, run, outcome)
}

async function runAll(lab: Lab): Promise<Row[]> {
  const waiting = jobsOf(lab.options)
  const rows: Row[] = []
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const row = await carryOut(job, lab)
      rows.push(row)
      console.log(textOf(row))
    }
  }
  await Promise.all(Array.from({ length: lab.options.jobs }, worker))
  return rows
}

function skipAll(options: LabOptions, missing: readonly string[]): Row[] {
  for (const sentence of missing) console.log(sentence)
  return jobsOf(options).map(({ profile, caller, run }) => skipped(profile, caller, run, missing.join(' ')))
}

async function runLab(options: LabOptions): Promise<Row[]> {
  const opened = await openLab()
  if (opened.kind === 'missing') return skipAll(options, opened.sentences)
  console.log(HEADER)
  return runAll({ options, ...opened })
}

async function main(): Promise<void> {
  const words = process.argv.slice(2)
  if (words[0] === 'causes') {
    const rows = await runCauses(words.slice(1))
    process.exitCode = rows.some(({ verdict }) => verdict === 'failed') ? 1 : 0
    return
  }
  if (words[0] === 'kit') {
    const proofs = await runKit(words.slice(1))
    process.exitCode = proofs.some(({ verdict }) => verdict === 'failed') ? 1 : 0
    return
  }
  if (words[0] === 'warm') {
    const dials = await runWarm(words.slice(1))
    process.exitCode = dials.some(({ verdict }) => verdict === 'failed') ? 1 : 0
    return
  }
  const options = parseOptions(words)
  const rows = await runLab(options)
  if (options.jsonFile !== null) {
    const [date, summary] = [new Date().toISOString(), summaryOf(rows)]
    const document = { version: 1, date, summary, profiles: sharesOf(rows), rows }
    writeFileSync(options.jsonFile, `${JSON.stringify(document, null, 2)}\n`)
  }
  console.log(summaryOf(rows))
  process.exitCode = rows.some(({ verdict }) => verdict === 'failed') ? 1 : 0
}

main().catch((error: unknown) => {
  console.error(`lab: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
