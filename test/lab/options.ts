// The lab's command line, parsed. Must not run anything.
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { Profile } from './profile'
import { PROFILES } from './profiles/profiles'

export interface LabOptions {
  readonly profiles: readonly Profile[]
  /** Profiles named on the command line run even when the app cannot do yet what they need. */
  readonly named: boolean
  readonly runs: number
  readonly plain: boolean
  readonly jobs: number
  readonly jsonFile: string | null
  readonly keepLogs: string | null
}

const RUNS_MAX = 1000
const JOBS_MAX = 8

export const wholeUpTo = (max: number) => (text: string) => {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= 1 && value <= max) return value
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${max}.`)
}

const list = (): string =>
  PROFILES.map(
    ({ name, about, needs }) =>
      `  ${name.padEnd(16)} ${about}${needs === null ? '' : `\n${' '.repeat(19)}needs ${needs}`}`,
  ).join('\n')

interface Raw {
  readonly except?: readonly string[]
  readonly runs: number
  readonly plain?: true
  readonly jobs?: number
  readonly json?: string
  readonly logs?: string
}

/** @param words what follows the program. Ends the process (2) on a wrong command line, with a sentence. */
export function parseOptions(words: readonly string[]): LabOptions {
  const program = new Command('lab')
    .description(
      'Calls from behind firewalls: real namespaces, real relays, the packaged app. Root on Linux.',
    )
    .addArgument(
      new Argument('[profiles...]', 'which; without any, all').choices(PROFILES.map(({ name }) => name)),
    )
    .addOption(
      new Option('--except <profiles...>', 'all but these').choices(PROFILES.map(({ name }) => name)),
    )
    .option('--runs <n>', 'calls per profile', wholeUpTo(RUNS_MAX), 1)
    .option('--plain', 'measure plain WebRTC beside it, in turn')
    .option('--jobs <n>', 'worlds at the same time (default 2, with --plain 1)', wholeUpTo(JOBS_MAX))
    .option('--json <file>', 'write the rows here too')
    .option('--logs <folder>', 'keep the logs of failed runs here')
    .addHelpText('after', () => `\nProfiles:\n${list()}`)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  program.parse([...words], { from: 'user' })
  const { except = [], runs, plain, jobs, json, logs } = program.opts<Raw>()
  const wanted = new Set(program.args)
  const named = wanted.size === 0 ? PROFILES : PROFILES.filter(({ name }) => wanted.has(name))
  return {
    profiles: named.filter(({ name }) => !except.includes(name)),
    named: wanted.size > 0,
    runs,
    plain: plain === true,
    jobs: jobs ?? (plain === true ? 1 : 2),
    jsonFile: json ?? null,
    keepLogs: logs ?? null,
  }
}
