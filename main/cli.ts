// The command line, parsed as any border. Owns its grammar; carries nothing out.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { ROUTES, type Route } from '../protocol/routes'

export interface CallLine {
  readonly kind: 'call'
  readonly agentId: string
  /** How long to talk, counted from the moment the call is active. */
  readonly seconds: number
  readonly route: Route | 'auto'
  readonly policyFile: string | null
  readonly json: boolean
  /** What is heard and said: a clip and nothing, or this computer's own microphone and speaker. */
  readonly sound: 'clip' | 'devices'
}

export interface CheckLine {
  readonly kind: 'check'
  readonly policyFile: string | null
  readonly json: boolean
}

export interface PolicyLine {
  readonly kind: 'policy'
  readonly policyFile: string | null
  readonly json: boolean
}

export type CommandLine =
  /** `link`: what was clicked, unread; the window asks before anything comes of it. */
  | { readonly kind: 'window'; readonly policyFile: string | null; readonly link: string | null }
  | CallLine
  | CheckLine
  | PolicyLine
  | { readonly kind: 'text'; readonly text: string }
  /** `json`: which document was asked for; null: none. */
  | { readonly kind: 'wrong'; readonly sentence: string; readonly json: 'call' | 'check' | null }

const VERBS = ['call', 'check', 'policy', 'help']
const SECONDS_MAX = 24 * 3600

function seconds(text: string): number {
  const value = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > SECONDS_MAX) {
    throw new InvalidArgumentError(`It must be a number of seconds between 0 and ${SECONDS_MAX}.`)
  }
  return value
}

interface CallOptions {
  readonly seconds: number
  readonly route: Route | 'auto'
  readonly policy?: string
  readonly json?: true
  readonly devices?: true
}

function grammar(version: string, found: (line: CommandLine) => void): Command {
  const program = new Command('viaduct')
    .description('Calls voice AI agents. Without a command, opens the window.')
    .version(version, '--version')
    .option('--policy <file>', 'use this policy document')
    .exitOverride()
    .action(() => {
      found({ kind: 'window', policyFile: program.opts<{ policy?: string }>().policy ?? null, link: null })
    })
  program
    .command('call')
    .description('make one call without a window, and report on it')
    .argument('<agent>', "the agent's id, test-agent for the built-in one")
    .option('--seconds <n>', 'how long to talk once connected', seconds, 10)
    .addOption(
      new Option('--route <route>', 'which way the sound may go')
        .choices(['auto', ...ROUTES])
        .default('auto'),
    )
    .option('--policy <file>', 'use this policy document')
    .option('--devices', "speak and listen by this computer's own microphone and speaker, not by a clip")
    .option('--json', 'print exactly one JSON call report')
    .exitOverride()
    .action((agentId: string, options: CallOptions) => {
      const { seconds: talk, route, policy, json, devices } = options
      const policyFile = policy ?? program.opts<{ policy?: string }>().policy ?? null
      const sound = devices === true ? 'devices' : 'clip'
      found({ kind: 'call', agentId, seconds: talk, route, policyFile, json: json === true, sound })
    })
  program
    .command('check')
    .description('check without a window what this network lets through, and report on it')
    .option('--policy <file>', 'use this policy document')
    .option('--json', 'print exactly one JSON network report')
    .exitOverride()
    .action(({ policy, json }: Pick<CallOptions, 'policy' | 'json'>) => {
      const policyFile = policy ?? program.opts<{ policy?: string }>().policy ?? null
      found({ kind: 'check', policyFile, json: json === true })
    })
  program
    .command('policy')
    .description('show every setting: what holds, who says so, and what was not taken')
    .option('--policy <file>', 'show this policy document')
    .option('--json', 'print exactly one JSON document')
    .exitOverride()
    .action(({ policy, json }: Pick<CallOptions, 'policy' | 'json'>) => {
      const policyFile = policy ?? program.opts<{ policy?: string }>().policy ?? null
      found({ kind: 'policy', policyFile, json: json === true })
    })
  return program
}

/** Commander's own words, as one sentence without its prefix. */
const sentenceOf = (error: CommanderError): string => {
  const plain = error.message.replace(/^error: /, '').split('\n')[0] ?? 'unknown'
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.!?)]$/.test(plain) ? '' : '.'}`
}

/** Chromium's switches come before the verb and are its own business; everything after the verb is ours. */
function ours(words: readonly string[]): readonly string[] {
  const verb = words.findIndex((word, index) => !word.startsWith('-') && words[index - 1] !== '--policy')
  const [before, after] = verb === -1 ? [words, []] : [words.slice(0, verb), words.slice(verb)]
  const kept = before.filter(
    (word, index) => /^--(policy|help|version)(=|$)/.test(word) || before[index - 1] === '--policy',
  )
  return [...kept, ...after]
}

/** A call link or a call file opens the window; the window decides about it. */
const isLink = (word: string): boolean => /^(viaduct|tel):/i.test(word) || word.endsWith('.viaduct')

/**
 * The command line without its link. What a desktop registers ends in `--` and the link: from there on nothing is a verb or a switch, and
 * only the first word counts (CVE-2018-1000006). Without the `--`, everything after the link falls away.
 */
function cut(words: readonly string[]): { before: readonly string[]; link: string | null } {
  const end = words.indexOf('--')
  const verb = words.findIndex(word => VERBS.includes(word))
  // After a verb `--` is an ordinary end of options.
  if (end !== -1 && (verb === -1 || verb > end))
    return { before: words.slice(0, end), link: words[end + 1] ?? null }
  const at = words.findIndex((word, index) => isLink(word) && words[index - 1] !== '--policy')
  return at === -1 || (verb !== -1 && verb < at)
    ? { before: words, link: null }
    : { before: words.slice(0, at), link: words[at] ?? null }
}

/** @param words the arguments after the program (and, in development, after the app's folder). */
export function parseCommandLine(words: readonly string[], version: string): CommandLine {
  const { before, link } = cut(words)
  const known = ours(before)
  const verb = known.find((word, index) => !word.startsWith('-') && known[index - 1] !== '--policy')
  const json = !known.includes('--json') ? null : verb === 'check' ? 'check' : 'call'
  if (verb !== undefined && !VERBS.includes(verb)) {
    return { kind: 'wrong', sentence: `Viaduct does not know the command '${verb.slice(0, 40)}'.`, json }
  }
  let line: CommandLine = { kind: 'window', policyFile: null, link: null }
  const printed: string[] = []
  const program = grammar(version, found => {
    line = found
  })
  const output = { writeOut: (text: string) => void printed.push(text), writeErr: () => undefined }
  program.configureOutput(output)
  for (const command of program.commands) command.configureOutput(output)
  try {
    program.parse([...known], { from: 'user' })
    return line.kind === 'window' ? { ...line, link } : line
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { kind: 'text', text: printed.join('') }
    return { kind: 'wrong', sentence: sentenceOf(error), json }
  }
}
