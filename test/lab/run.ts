// The firewall lab's entry: `npm run lab -- [PROFILE ...] [--runs N] [--plain] [--jobs N] [--json FILE]`.
// Owns the order of runs, what is printed and the exit status: 1 when any failed, 2 for a wrong command line.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { broken } from './callers/outcome'
import { type Caller, HEADER, type Row, rowOf, skipped, summaryOf, textOf } from './judge'
import { openLab } from './lab'
import { measure } from './measure'
import { type LabOptions, parseOptions } from './options'
import type { Profile } from './profile'
import type { Programs } from './requirements'
import type { Certificates } from './services/certificates'
import { buildWorld, type World } from './world'

/** What every run shares. */
interface Lab {
  readonly options: LabOptions
  readonly certificates: Certificates
  readonly programs: Programs
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
  const { options, certificates } = lab
  const { profile, caller, run } = job
  if (profile.needs !== null && !options.named && caller === 'viaduct') {
    return skipped(profile, caller, run, `needs ${profile.needs}`)
  }
  const { family, access, firewall } = profile
  let world: World | null = null
  try {
    world = await buildWorld({ shape: { family, access, seed: run }, firewall, certificates })
    const row = rowOf(profile, caller, run, await measure(world, profile, caller, lab.programs))
    if (options.keepLogs !== null && row.why !== null) {
      cpSync(world.folder, join(options.keepLogs, `${profile.name}-${caller}-${run}`), { recursive: true })
    }
    return row
  } catch (error) {
    return rowOf(profile, caller, run, broken(`the lab itself: ${(error as Error).message}`))
  } finally {
    world?.remove()
  }
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
  const options = parseOptions(process.argv.slice(2))
  const rows = await runLab(options)
  if (options.jsonFile !== null) {
    const document = { version: 1, date: new Date().toISOString(), summary: summaryOf(rows), rows }
    writeFileSync(options.jsonFile, `${JSON.stringify(document, null, 2)}\n`)
  }
  console.log(summaryOf(rows))
  process.exitCode = rows.some(({ verdict }) => verdict === 'failed') ? 1 : 0
}

main().catch((error: unknown) => {
  console.error(`lab: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
