// The four facts of the call machine, as checks that return what is wrong: nothing, when the house stands.
import type { PhaseName } from '../../protocol/ipc'
import type { TimerName } from '../../renderer/call'
import { transition } from '../../renderer/call/transition'
import { type Edge, keyOf, LIVE, WAITING } from './explore'

/** What the checks need of a table: which events a phase answers, and where each may lead. */
export type Declared = Readonly<
  Record<PhaseName, Readonly<Record<string, { readonly to: readonly PhaseName[] }>>>
>

const said = (from: string, event: string, to: string): string => `${from} --${event}--> ${to}`

/** Fact one, declared and done: rows that never lead where they say, and steps that lead where no row says. */
export function undeclaredOrUntaken(table: Declared, edges: readonly Edge[]): readonly string[] {
  const taken = new Set(edges.map(({ from, move, to }) => said(from.phase, move.type, to.phase)))
  const declared = new Set(
    Object.entries(table).flatMap(([from, rows]) =>
      Object.entries(rows).flatMap(([event, { to }]) => to.map(phase => said(from, event, phase))),
    ),
  )
  const untaken = [...declared].filter(row => !taken.has(row)).map(row => `never taken: ${row}`)
  return [...untaken, ...[...taken].filter(row => !declared.has(row)).map(row => `not declared: ${row}`)]
}

export function unreached(phases: readonly PhaseName[], edges: readonly Edge[]): readonly PhaseName[] {
  const reached = new Set<PhaseName>(['idle', ...edges.map(({ to }) => to.phase)])
  return phases.filter(phase => !reached.has(phase))
}

/** Fact two: live phases that do not answer `hangUp`. */
export const deafToHangUp = (table: Declared): readonly PhaseName[] =>
  LIVE.filter(phase => table[phase].hangUp === undefined)

const FIRINGS_MAX = 60

/** Lets timers fire, the soonest first, until the phase is left or none runs. */
function leavesBy({ to: start, timers }: Edge): boolean {
  let call = start
  let left = new Map(Object.entries(timers)) as ReadonlyMap<TimerName, number>
  for (let n = 0; n < FIRINGS_MAX && call.phase === start.phase; n++) {
    const soonest = [...left].sort(([, a], [, b]) => a - b)[0]
    if (soonest === undefined || call.phase === 'idle') return false
    const [timer, passed] = soonest
    const [next, effects] = transition(call, { type: 'timer.fired', callId: call.callId, timer, atMs: 0 })
    const rest = new Map(
      [...left].filter(([name]) => name !== timer).map(([name, ms]) => [name, ms - passed]),
    )
    for (const effect of effects) if (effect.do === 'startTimer') rest.set(effect.timer, effect.ms)
    for (const effect of effects) if (effect.do === 'stopTimer') rest.delete(effect.timer)
    call = next
    left = rest
  }
  return call.phase !== start.phase
}

/** Fact three: situations in which a waiting phase would wait for ever if nothing came. */
export const unbounded = (edges: readonly Edge[]): readonly string[] => {
  const waits = edges.filter(({ to }) => WAITING.some(phase => phase === to.phase))
  const situations = new Map(waits.map(edge => [keyOf({ call: edge.to, timers: edge.timers }), edge]))
  const stuck = [...situations.values()].filter(edge => !leavesBy(edge))
  return [...new Set(stuck.map(({ from, move, to }) => said(from.phase, move.type, to.phase)))]
}

/** Fact four, one way out: entering `ended` releases once and last, and nothing else ever releases. */
export function wrongExits(edges: readonly Edge[]): readonly string[] {
  const isWrong = ({ from, to, effects }: Edge): boolean => {
    const releases = effects.filter(effect => effect.do === 'release').length
    const enters = to.phase === 'ended' && from.phase !== 'ended'
    return enters ? releases !== 1 || effects.at(-1)?.do !== 'release' : releases !== 0
  }
  const wrong = edges.filter(isWrong)
  return [...new Set(wrong.map(({ from, move, to }) => said(from.phase, move.type, to.phase)))]
}

/** The end reason and `ended` have one owner: files other than `end.ts` that write them. */
export const otherWritersOfTheEnd = (sources: ReadonlyMap<string, string>): readonly string[] =>
  [...sources]
    .filter(([path]) => path !== 'renderer/call/end.ts')
    .filter(([, text]) => /\bphase: 'ended',|\bend: \{|do: 'release' \}[\],]/.test(text))
    .map(([path]) => path)
