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

export function createRuntime(world: World): Runtime {
  let call: Call = IDLE
  const queue: CallEvent[] = []
  let turning = false

  const turn = (event: CallEvent): void => {
    const previous = call
    const [next, effects] = transition(previous, event)
    call = next
    if (next !== previous) world.publish(next, previous)
    for (const effect of effects) world.perform(effect, next)
  }

  const dispatch = (event: CallCommand | CallFact): void => {
    queue.push({ ...event, atMs: world.nowMs() })
    if (turning) return
    turning = true
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) turn(next)
    } finally {
      turning = false
    }
  }

  return { call: () => call, dispatch }
}
