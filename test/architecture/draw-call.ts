// Draws docs/call.md from the machine itself, so that the drawing cannot drift. `--write` puts it in its place.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PHASES, type PhaseName } from '../../protocol/ipc'
import type { TimerName } from '../../renderer/call'
import { LIMITS } from '../../renderer/call/limits'
import { TABLE } from '../../renderer/call/transition'
import { type Edge, explore } from './explore'
import { ROOT } from './sources'

const FILE = join(ROOT, 'docs/call.md')

const WAITS_FOR: Record<PhaseName, string> = {
  idle: 'a dial',
  preparing: 'signaling to open and the first plan',
  inviting: 'the agent to ring or to answer',
  ringing: 'the agent to answer',
  connecting: "the agent's first sound",
  active: 'nothing: sound flows',
  recovering: 'sound again, over another attempt',
  ending: 'the far end to confirm, or the last words to drain',
  ended: 'nothing: everything is released',
}

const eventOf = ({ move }: Edge): string =>
  move.type === 'timer.fired' ? `${move.timer} ran out` : move.type

/** Events by the phase they lead to, in the order of the path. */
function leads(edges: readonly Edge[], from: PhaseName): ReadonlyMap<PhaseName, readonly string[]> {
  const taken = edges.filter(edge => edge.from.phase === from)
  const pairs = PHASES.map(to => {
    const events = taken.filter(edge => edge.to.phase === to).map(eventOf)
    return [to, [...new Set(events)].sort()] as const
  })
  return new Map(pairs.filter(([, events]) => events.length > 0))
}

const ms = (value: number): string => `${value.toLocaleString('en-GB').replaceAll(',', ' ')} ms`

/** The timers that act in a phase, with every length they are started with there. */
function timersOf(edges: readonly Edge[], phase: PhaseName): string {
  const acting = new Set<TimerName>(
    edges.flatMap(({ from, move }) =>
      from.phase === phase && move.type === 'timer.fired' ? [move.timer] : [],
    ),
  )
  const lengths = (timer: TimerName): readonly number[] => {
    const started = edges.filter(({ to }) => to.phase === phase).map(({ timers }) => timers[timer])
    return [...new Set(started.filter(value => value !== undefined))].sort((a, b) => a - b)
  }
  const rows = [...acting].sort().map(timer => `${timer} ${lengths(timer).map(ms).join(' or ')}`)
  return rows.length === 0 ? 'none' : rows.join('<br>')
}

const diagram = (edges: readonly Edge[]): readonly string[] =>
  PHASES.flatMap(from =>
    [...leads(edges, from)]
      .filter(([to]) => to !== from)
      .map(([to, events]) => `  ${from} --> ${to}: ${events.join(', ')}`),
  )

function phaseRow(edges: readonly Edge[], phase: PhaseName): string {
  const cells = [...leads(edges, phase)].map(([to, events]) => {
    const where = to === phase ? 'stays' : `**${to}**`
    return `${where}: ${events.map(event => `\`${event}\``).join(' ')}`
  })
  return `| ${phase} | ${WAITS_FOR[phase]} | ${timersOf(edges, phase)} | ${cells.join('<br>')} |`
}

/** The page: a Mermaid drawing of every step that changes the phase, and a table of all that each phase answers. */
export function drawCall(): string {
  const edges = explore()
  return [
    '# The call',
    '',
    'Drawn from `renderer/call` by `npm run draw`; a test fails when it is stale. The table of the machine has',
    `${PHASES.reduce((sum, phase) => sum + Object.keys(TABLE[phase]).length, 0)} rows. An event that a phase does not name is dropped there, and so is any answer to another call, to an`,
    'attempt that has ended, or said a second time.',
    '',
    `A verdict comes within ${ms(LIMITS.signalingMs + LIMITS.windowMs + LIMITS.retryWindowMs)} of the dial: signaling ${ms(LIMITS.signalingMs)}, the decision window ${ms(LIMITS.windowMs)}, one retry`,
    `${ms(LIMITS.retryWindowMs)}. Ringing stops that clock, and so do people who are asked for their microphone.`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> idle',
    ...diagram(edges),
    '```',
    '',
    '| phase | waits for | bound by | events and where they lead |',
    '| --- | --- | --- | --- |',
    ...PHASES.map(phase => phaseRow(edges, phase)),
    '',
    'Time stands still while this is drawn, so a window that stood still while it rang shows its full length.',
    '',
  ].join('\n')
}

/** What is in the repository now; empty if nothing is. */
export function drawnCall(): string {
  try {
    return readFileSync(FILE, 'utf8')
  } catch {
    return ''
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write'))
  writeFileSync(FILE, drawCall())
