// A row of the machine's table: which event, where it may lead, what it does. Declared targets are tested and drawn.
import type { PhaseName } from '../../protocol/ipc'
import type { Call, InPhase } from './call'
import type { Step } from './effects'
import type { EventOf, EventType, TimerName } from './events'

export interface Row<C, E extends EventType> {
  /** Every phase this row may lead to. */
  readonly to: readonly PhaseName[]
  readonly step: (call: C, event: EventOf<E>) => Step
}

/** The rows of one phase. An event without a row is dropped there. */
export type Rows<C> = { readonly [E in EventType]?: Row<C, E> }

export type Table = { readonly [P in PhaseName]: Rows<InPhase<P>> }

/**
 * The row for timers: what each timer of the phase does. A timer that the phase does not own changes nothing,
 * as when it fired in the very moment it was being stopped.
 */
export const onTimers = <C extends Call>(
  to: readonly PhaseName[],
  steps: { readonly [T in TimerName]?: (call: C, atMs: number) => Step },
): Row<C, 'timer.fired'> => ({
  to,
  step: (call, { timer, atMs }) => steps[timer]?.(call, atMs) ?? [call, []],
})
