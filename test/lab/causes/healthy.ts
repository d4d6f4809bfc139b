// `npm run lab:healthy -- [--runs 100] [--seconds 3] [--jobs 2] [--json FILE]`: calls and checks on networks that are well, over five profiles in turn.
// A false alarm is a call that fails or finds something wrong with its sound, or a check that finds what is not so on that profile. Exit status 1 when there was one.
// A world is shared by the runs of one profile: what is asked is whether the same network is ever called ill.
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import type { ProofLink } from '../../../protocol/plain'
import { checkWithViaduct } from '../callers/check'
import type { Told } from '../callers/outcome'
import type { CallOrder } from '../callers/viaduct'
import { callWithViaduct } from '../callers/viaduct'
import { spreadOf } from '../figures'
import { openLab } from '../lab'
import type { Tools } from '../measure'
import { wholeUpTo } from '../options'
import type { Profile } from '../profile'
import { PROFILES } from '../profiles/profiles'
import { buildWorld, type World } from '../world'
import { alarmsOf, HEALTHY, type HealthyName } from './wellness'

interface Run {
  readonly profile: HealthyName
  readonly run: number
  readonly alarms: readonly string[]
  readonly firstMediaMs: number | null
  /** From the first sound: when all three links of each way had held. Null: one never did. */
  readonly provedMs: { readonly out: number | null; readonly in: number | null }
  readonly checkMs: number | null
}

const profileOf = (name: HealthyName): Profile => {
  const found = PROFILES.find(one => one.name === name)
  if (found === undefined) throw new Error(`there is no profile ${name}`)
  return found
}

/** The last of these links to hold, from the first sound on. */
function provedMs({ proof, firstMediaMs }: Told, links: readonly ProofLink[]): number | null {
  const times = links.map(link => proof?.links[link] ?? null)
  if (firstMediaMs === null || times.includes(null)) return null
  return Math.round(Math.max(...times.map(ms => ms ?? 0)) - firstMediaMs)
}

async function runOnce(
  world: World,
  name: HealthyName,
  run: number,
  { app, seconds }: { readonly app: string; readonly seconds: number },
): Promise<Run> {
  const order: CallOrder = {
    seconds,
    proxy: profileOf(name).proxy,
    password: profileOf(name).password,
    active: () => undefined,
    ended: () => undefined,
  }
  const told = await callWithViaduct(world, app, order)
  const report = await checkWithViaduct(world, app, order)
  return {
    profile: name,
    run,
    alarms: alarmsOf(name, told, report),
    firstMediaMs: told.firstMediaMs,
    provedMs: {
      out: provedMs(told, ['spoken', 'sent', 'acknowledged']),
      in: provedMs(told, ['arrived', 'sounded', 'played']),
    },
    checkMs: typeof report === 'string' ? null : Math.round(report.tookMs),
  }
}

/** All runs of one profile, one after the other, in one world. */
async function runProfile(
  name: HealthyName,
  { runs, seconds }: { readonly runs: number; readonly seconds: number },
  { programs, certificates }: Tools,
): Promise<Run[]> {
  const { family, access, firewall, proxyAsks } = profileOf(name)
  const shape = { family, access, seed: 1 }
  const world = await buildWorld({ shape, firewall, certificates, turnTtlSeconds: null, proxyAsks })
  const done: Run[] = []
  try {
    for (let run = 1; run <= runs; run += 1) {
      const one = await runOnce(world, name, run, { app: programs.app, seconds })
      done.push(one)
      const { alarms, firstMediaMs, checkMs } = one
      console.log(
        `${name.padEnd(14)} ${`${run}`.padEnd(4)} ${`${firstMediaMs ?? '-'}`.padEnd(6)} ${`${checkMs ?? '-'}`.padEnd(6)} ${alarms.join('; ') || 'well'}`,
      )
    }
  } finally {
    world.remove()
  }
  return done
}

/** The runs in equal parts, the rest to the first. */
const partsOf = (runs: number): readonly (readonly [HealthyName, number])[] =>
  HEALTHY.map((name, index) => [
    name,
    Math.floor(runs / HEALTHY.length) + (index < runs % HEALTHY.length ? 1 : 0),
  ])

async function main(): Promise<void> {
  const program = new Command('lab:healthy')
    .option('--runs <n>', 'calls with a check each, over all profiles', wholeUpTo(1000), 100)
    .option('--seconds <n>', 'how long each call talks', wholeUpTo(600), 3)
    .option('--jobs <n>', 'worlds at the same time', wholeUpTo(4), 2)
    .option('--json <file>', 'write all of them here')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  const { runs, seconds, jobs, json } = program
    .parse(process.argv.slice(2), { from: 'user' })
    .opts<{ runs: number; seconds: number; jobs: number; json?: string }>()
  const opened = await openLab()
  if (opened.kind === 'missing') {
    for (const sentence of opened.sentences) console.log(sentence)
    console.log(`0 passed, 0 failed, ${runs} skipped`)
    return
  }
  console.log('profile        run  callMs checkMs')
  const parts = partsOf(runs).filter(([, share]) => share > 0)
  const done: Run[] = []
  const worker = async () => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift())
      done.push(...(await runProfile(part[0], { runs: part[1], seconds }, opened)))
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  for (const name of HEALTHY) {
    const { n, p50, max } = spreadOf(
      done.filter(one => one.profile === name).flatMap(one => one.checkMs ?? []),
    )
    console.log(`${name}: a check takes ${p50 ?? '-'} ms (median of ${n}), ${max ?? '-'} at most`)
  }
  for (const way of ['out', 'in'] as const) {
    const { n, p50, max } = spreadOf(done.flatMap(one => one.provedMs[way] ?? []))
    const name = way === 'out' ? 'you to the agent' : 'the agent to you'
    console.log(
      `${name}: proved ${p50 ?? '-'} ms after the first sound (median of ${n}), ${max ?? '-'} at most`,
    )
  }
  const alarmed = done.filter(({ alarms }) => alarms.length > 0)
  if (json !== undefined) {
    const document = { version: 1, date: new Date().toISOString(), falseAlarms: alarmed.length, runs: done }
    writeFileSync(json, `${JSON.stringify(document, null, 2)}\n`)
  }
  console.log(
    `${done.length - alarmed.length} passed, ${alarmed.length} failed: ${alarmed.length} false alarms`,
  )
  process.exitCode = alarmed.length > 0 || done.length < runs ? 1 : 0
}

main().catch((error: unknown) => {
  console.error(`lab:healthy: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
