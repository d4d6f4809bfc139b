// The loop around the machine: stamps events, publishes each new value, performs effects in order.
// Knows no adapter: what effects mean is given to it.
import { type Call, IDLE } from './call'
import type { Effect } from './effects'
import type { CallCommand, CallEvent, CallFact } from './events'
import { transition } from './transition'

export interface World {
  /** One clock for everything, in milliseconds. */
  nowMs(): number
  /** Carries out one effect. Answers only by dispatching facts, later. */
  perform(effect: Effect, call: Call): void
  /** Told after each event that changed the call, before its effects are performed. */
  publish(call: Call, previous: Call): void
}

export interface Runtime {
  readonly call: () => Call
  /** Feeds one command or fact to the machine. Safe to call from within an effect: it takes its turn. */
  readonly dispatch: (event: CallCommand | CallFact) => void
}

/** Runs all of `actions`, whatever one of them throws; then throws the first of what was thrown. */
function runAll(actions: Iterable<() => void>): void {
  const thrown: unknown[] = []
  for (const action of actions) {
    try {
      action()
    } catch (error) {
      thrown.push(error)
    }
  }
  if (thrown.length > 0) throw thrown[0]
}

/** A world that throws spoils one effect, never the ones after it: `release` must be reached. */
export function createRuntime(world: World): Runtime {
  let call: Call = IDLE
  const queue: CallEvent[] = []
  let turning = false

  const turn = (event: CallEvent): void => {
    const previous = call
    const [next, effects] = transition(previous, event)
    call = next
    const publish = next === previous ? [] : [() => world.publish(next, previous)]
    runAll([...publish, ...effects.map(effect => () => world.perform(effect, next))])
  }

  function* turns(): Iterable<() => void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const event = next
      yield () => turn(event)
    }
  }

  const dispatch = (event: CallCommand | CallFact): void => {
    queue.push({ ...event, atMs: world.nowMs() })
    if (turning) return
    turning = true
    try {
      runAll(turns())
    } finally {
      turning = false
    }
  }

  return { call: () => call, dispatch }
}
