// `npm run lab:ledger -- [--profile open only-443] [--json FILE] [--plot FILE]`: the response-time ledger beside a recording of what
// the microphone gave and the speaker was given. Exit status 1 where an error is beyond the bound, or a line is missing or invented.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import { type CallReport, callReportSchema } from '../../protocol/report'
import { callWithViaduct, REPORT_FILE } from './callers/viaduct'
import { quantile } from './figures'
import { openLab } from './lab'
import { type Compared, type Comparison, compare } from './ledger/compare'
import { plot, type Series } from './ledger/plot'
import { CHANNELS, startCard, whatCardLacks } from './ledger/pulse'
import { truthOf } from './ledger/recording'
import { lengthMs, SCHEDULE, voiceOf } from './ledger/schedule'
import { channelOf, readWave, writeWave } from './ledger/wave'
import type { Tools } from './measure'
import { pause } from './net/shell'
import type { Profile } from './profile'
import { PROFILES } from './profiles/profiles'
import { buildWorld } from './world'

/** Issue 4: at most this much off, 95 of 100 times. */
const BOUND_MS = 20
/** After the call is active: the greeting is over, and both clocks are settled. */
const SETTLE_MS = 3_000

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const inRoot = (...path: readonly string[]): string => join(ROOT, ...path)

interface Options {
  readonly profile: readonly string[]
  readonly json?: string
  readonly plot?: string
}

interface Measured extends Comparison {
  readonly profile: string
  readonly path: CallReport['path']
}

const program = new Command('lab:ledger')
  .addOption(
    new Option('--profile <names...>', 'behind which networks')
      .choices(PROFILES.map(({ name }) => name))
      .default(['open', 'only-443']),
  )
  .option('--json <file>', 'write every line here')
  .option('--plot <file>', 'draw them here')
  .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))

async function measure(profile: Profile, { programs, certificates }: Tools): Promise<Measured> {
  const { family, access, firewall, turnTtlSeconds, proxy } = profile
  const shape = { family, access, seed: 1 }
  const program = inRoot('test', 'lab', 'ledger', 'gateway.ts')
  const differences = { gateway: { program } }
  const world = await buildWorld({ shape, firewall, certificates, turnTtlSeconds, differences })
  try {
    const card = await startCard(world.names.desk, world.folder)
    const voice = join(world.folder, 'voice.wav')
    const clip = readWave(readFileSync(inRoot('assets', 'sounds', 'caller-clip.wav')))
    writeFileSync(voice, writeWave(voiceOf(SCHEDULE, clip)))
    const seconds = Math.ceil((SETTLE_MS + lengthMs(SCHEDULE) + 2_000) / 1000)
    let spoken: Promise<void> = Promise.resolve()
    const active = () => {
      spoken = pause(SETTLE_MS).then(() => card.speak(voice))
    }
    const order = { seconds, proxy, sound: 'devices', env: card.env, active, ended: () => undefined } as const
    await callWithViaduct(world, programs.app, order)
    const report = callReportSchema.parse(JSON.parse(readFileSync(join(world.folder, REPORT_FILE), 'utf8')))
    await spoken
    const pcm = await card.stop()
    const [speaker, microphone] = [CHANNELS.speaker, CHANNELS.voice].map(channel =>
      channelOf(pcm, channel, CHANNELS.count),
    )
    const truth = truthOf(microphone ?? new Float32Array(), speaker ?? new Float32Array())
    return { profile: profile.name, path: report.path, ...compare(truth, report) }
  } finally {
    world.remove()
  }
}

const WIDTHS = [12, 14, 9, 12, 9, 9] as const
const row = (cells: readonly (string | number | null)[]): string =>
  cells.map((cell, at) => `${cell ?? '-'}`.padEnd(WIDTHS[at] ?? 0)).join(' ')
const whole = (ms: number | null): number | null => (ms === null ? null : Math.round(ms))
const errorOf = ({ trueMs, measuredMs }: Compared): number | null =>
  measuredMs === null ? null : measuredMs - trueMs

function print({ profile, lines }: Measured): void {
  for (const line of lines)
    console.log(
      row([
        profile,
        line.of,
        whole(line.trueMs),
        whole(line.measuredMs),
        whole(errorOf(line)),
        whole(line.agentMs),
      ]),
    )
}

/** One verdict for answers, one for interruptions. */
function judge({ profile, lines, invented, path }: Measured): boolean {
  const verdicts = (['answer', 'interruption'] as const).map(of => {
    const mine = lines.filter(line => line.of === of)
    const errors = mine.flatMap(line => errorOf(line) ?? [])
    const sizes = errors.map(Math.abs)
    const [p50, p95, max] = [0.5, 0.95, 1].map(share => whole(quantile(sizes, share)))
    const bias = whole(quantile(errors, 0.5))
    const missing = mine.length - errors.length
    const how = path === null ? 'no path' : `${path.kind}/${path.protocol}`
    console.log(
      `${profile} (${how}) ${of}: error p50 ${p50 ?? '-'}, p95 ${p95 ?? '-'}, max ${max ?? '-'} ms, middle ${bias ?? '-'} (${errors.length}, ${missing} missing)`,
    )
    return errors.length > 0 && missing === 0 && (p95 ?? Number.POSITIVE_INFINITY) <= BOUND_MS
  })
  if (invented > 0) console.log(`${profile}: ${invented} lines that nothing stands for`)
  return invented === 0 && verdicts.every(Boolean)
}

async function main(): Promise<void> {
  const options = program.parse().opts<Options>()
  const skip = (sentences: readonly string[]): void => {
    for (const sentence of sentences) console.log(sentence)
    console.log(`0 passed, 0 failed, ${options.profile.length} skipped`)
  }
  const lacks = whatCardLacks()
  if (lacks.length > 0) return skip(lacks)
  const opened = await openLab()
  if (opened.kind === 'missing') return skip(opened.sentences)
  console.log(row(['network', 'what', 'true', 'measured', 'error', 'agent']))
  const measured: Measured[] = []
  for (const profile of PROFILES.filter(({ name }) => options.profile.includes(name))) {
    const one = await measure(profile, opened)
    print(one)
    measured.push(one)
  }
  const failed = measured.filter(one => !judge(one)).length
  const date = new Date().toISOString()
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ version: 1, date, measured }, null, 2)}\n`)
  if (options.plot !== undefined) {
    const series = measured.map(({ profile, path, lines }): Series => {
      const how = path === null ? '' : `, ${path.kind} over ${path.protocol.toUpperCase()}`
      return { name: `${profile}${how}`, lines }
    })
    const css = readFileSync(inRoot('renderer', 'styles', 'tokens.css'), 'utf8')
    writeFileSync(options.plot, plot(series, `npm run lab:ledger, ${date.slice(0, 10)}`, css))
  }
  console.log(`${measured.length - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

main().catch((error: unknown) => {
  console.error(`lab:ledger: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
