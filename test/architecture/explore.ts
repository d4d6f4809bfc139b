// Walks the machine through everything that could happen, time standing still, and writes down each step that counts.
// Owns the walk; what follows from it belongs to the tests and the drawing.
import { CAPABILITIES, type Capability } from '../../protocol/facts'
import type { PhaseName } from '../../protocol/ipc'
import { type Call, type Effect, IDLE, type TimerName } from '../../renderer/call'
import { transition } from '../../renderer/call/transition'
import { type Move, movesOf } from '../scenario/moves'

export type Timers = Readonly<Partial<Record<TimerName, number>>>

/** One step that was taken: from where, by what, to where, and which timers run then (milliseconds as started). */
export interface Edge {
  readonly from: Call
  readonly move: Move
  readonly to: Call
  readonly effects: readonly Effect[]
  readonly timers: Timers
}

export interface Node {
  readonly call: Call
  readonly timers: Timers
}

const ATTEMPTS_MAX = 2
const TRIES_MAX = 2

/** What tells two situations apart; what is only remembered for the report does not. */
export function keyOf({ call, timers }: Node): string {
  if (call.phase === 'idle') return 'idle'
  const own = {
    try: 'try' in call ? call.try : null,
    tries: 'tries' in call ? Math.min(call.tries, TRIES_MAX) : null,
    end: 'end' in call ? call.end.by : null,
    trial:
      'trial' in call && call.trial !== null
        ? [
            call.trial.of,
            call.trial.of === 'doubt' ? call.trial.from : call.trial.to,
            call.trial.of === 'handover' && call.trial.why,
            call.trial.soundAtMs !== null,
          ]
        : null,
    kind: call.backend?.capability ?? null,
    isAsking: 'askingSinceMs' in call && [call.askingSinceMs !== null, call.consent !== null],
  }
  const attempts = call.attempts.map(({ n, stage, cause, connectedAtMs }) => [
    n,
    stage.at,
    cause === 'rotation',
    connectedAtMs !== null,
  ])
  return JSON.stringify([
    call.phase,
    call.microphone,
    call.carrier,
    attempts,
    own,
    Object.keys(timers).sort(),
  ])
}

function timersAfter(timers: Timers, move: Move, effects: readonly Effect[]): Timers {
  const running = new Map(Object.entries(timers))
  if (move.type === 'timer.fired') running.delete(move.timer)
  for (const effect of effects) {
    if (effect.do === 'startTimer') running.set(effect.timer, effect.ms)
    if (effect.do === 'stopTimer') running.delete(effect.timer)
    if (effect.do === 'release') running.clear()
  }
  return Object.fromEntries(running)
}

/** The microphone knows no backend: one kind shows all there is to see of it. */
const isShown = (move: Move, kind: Capability): boolean =>
  kind === 'parallel' || !move.type.startsWith('mic.')

function edgesOf({ call, timers }: Node, kind: Capability): readonly Edge[] {
  const running = Object.keys(timers) as TimerName[]
  const moves = movesOf(call, { kind, timers: running, attemptsMax: ATTEMPTS_MAX })
  return moves.flatMap(move => {
    if (!isShown(move, kind)) return []
    const [to, effects] = transition(call, { ...move, atMs: 0 })
    const dropped = to === call && effects.length === 0
    return dropped ? [] : [{ from: call, move, to, effects, timers: timersAfter(timers, move, effects) }]
  })
}

function walk(kind: Capability): readonly Edge[] {
  const seen = new Set<string>()
  const edges: Edge[] = []
  const open: Node[] = [{ call: IDLE, timers: {} }]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const key = keyOf(node)
    if (seen.has(key)) continue
    seen.add(key)
    const steps = edgesOf(node, kind)
    edges.push(...steps)
    open.push(...steps.map(({ to, timers }) => ({ call: to, timers })))
  }
  return edges
}

let walked: readonly Edge[] | null = null
/** Every step of every kind of backend, but for events that were dropped. Walked once. */
export function explore(): readonly Edge[] {
  walked ??= CAPABILITIES.flatMap(walk)
  return walked
}

/** Phases in which the call waits for something and must not wait for ever. */
export const WAITING = ['preparing', 'inviting', 'ringing', 'connecting', 'recovering', 'ending'] as const satisfies
  readonly PhaseName[] // biome-ignore format: one list
/** Phases in which a call can be hung up. */
export const LIVE = ['preparing', 'inviting', 'ringing', 'connecting', 'active', 'recovering'] as const satisfies
  readonly PhaseName[] // biome-ignore format: one list
