// The firewall lab's entry: `npm run lab -- [PROFILE ...] [--runs N] [--plain] [--jobs N] [--json FILE]`.
// Owns the order of runs, what is printed and the exit status: 1 when any failed, 2 for a wrong command line.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { broken, type Outcome } from './callers/outcome'
import { callWithPlain } from './callers/plain'
import { callWithViaduct } from './callers/viaduct'
import { listen } from './ears/ears'
import { type Caller, HEADER, type Row, rowOf, skipped, summaryOf, textOf } from './judge'
import { cleanUpAtExit, makeFolder, removeLeftovers } from './net/house'
import { type LabOptions, parseOptions } from './options'
import type { Profile } from './profile'
import { makeReady } from './requirements'
import { type Certificates, makeCertificates } from './services/certificates'
import { buildWorld, type World } from './world'

/** What every run shares. */
interface Lab {
  readonly options: LabOptions
  readonly certificates: Certificates
  readonly app: string
  readonly electron: string
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

interface Disturbing {
  start(): void
  /** The sentence of a disturbance that could not be carried out: its run shows nothing. */
  complaint(): string | null
}

function disturbing(world: World, { during }: Profile): Disturbing {
  let complaint: string | null = null
  const act = async () => {
    try {
      await during?.act(world)
    } catch (error) {
      complaint = `the lab itself: the disturbance failed: ${(error as Error).message}`
    }
  }
  return {
    start: () => void setTimeout(act, during?.afterMs ?? 0),
    complaint: () => complaint,
  }
}

async function callIn(world: World, { profile, caller }: Job, { app, electron }: Lab): Promise<Outcome> {
  await profile.prepare?.(world)
  const { seconds, proxy } = profile
  const ears = await listen(world.names)
  const disturbance = disturbing(world, profile)
  const active = () => {
    ears.began()
    disturbance.start()
  }
  const order = { seconds, proxy, active, ended: ears.ended }
  const told = await (caller === 'viaduct'
    ? callWithViaduct(world, app, order)
    : callWithPlain(world, electron, order))
  const { agent, caller: heardOfCaller } = await ears.stop()
  const complaint = disturbance.complaint()
  if (complaint !== null) return broken(complaint)
  return {
    ...told,
    silenceMs: worst(agent.longestMs, heardOfCaller.longestMs),
    silentAtEndMs: worst(agent.atEndMs, heardOfCaller.atEndMs),
  }
}

/** Of two ends the worse; nothing heard at one end is no number. */
const worst = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.max(one, other)

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
    const row = rowOf(profile, caller, run, await callIn(world, job, lab))
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
  const readiness = await makeReady(line => console.error(`lab: ${line}`))
  if (readiness.kind === 'missing') return skipAll(options, readiness.sentences)
  cleanUpAtExit()
  const left = removeLeftovers()
  if (left > 0) console.error(`lab: removed ${left} namespaces of a lab that was killed`)
  const { app, electron } = readiness
  const certificates = await makeCertificates(makeFolder())
  console.log(HEADER)
  return runAll({ options, certificates, app, electron })
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
