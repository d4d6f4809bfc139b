// The list of attempts inside a call: pure questions and updates. Knows no phase.
import type { AttemptPlan } from '../../protocol/ice'
import type { Attempt, Dialed, Stage } from './call'

/** The attempt of that number, while it still runs. */
export const openAttempt = (call: Dialed, n: number): Attempt | undefined =>
  call.attempts.find(attempt => attempt.n === n && attempt.stage.at !== 'ended')

export const openAttempts = (call: Dialed): readonly Attempt[] =>
  call.attempts.filter(attempt => attempt.stage.at !== 'ended')

export function withAttempt<C extends Dialed>(call: C, plan: AttemptPlan, atMs: number): C {
  const started: Attempt = {
    n: plan.attempt,
    route: plan.route,
    cause: plan.cause,
    startedAtMs: atMs,
    connectedAtMs: null,
    stage: { at: 'building' },
  }
  return { ...call, attempts: [...call.attempts, started] }
}

const change = <C extends Dialed>(call: C, n: number, update: (attempt: Attempt) => Attempt): C => ({
  ...call,
  attempts: call.attempts.map(attempt => (attempt.n === n ? update(attempt) : attempt)),
})

export const atStage = <C extends Dialed>(call: C, n: number, at: Exclude<Stage['at'], 'ended'>): C =>
  change(call, n, attempt => ({ ...attempt, stage: { at } }))

/** Connected, once: sound may be noticed before the state change that should have announced it. */
export const connectedAt = <C extends Dialed>(
  call: C,
  n: number,
  at: 'connected' | 'sounding',
  atMs: number,
): C =>
  change(call, n, attempt => ({ ...attempt, stage: { at }, connectedAtMs: attempt.connectedAtMs ?? atMs }))

export const endedBy = <C extends Dialed>(call: C, n: number, by: string): C =>
  change(call, n, attempt =>
    attempt.stage.at === 'ended' ? attempt : { ...attempt, stage: { at: 'ended', by } },
  )

export const allEndedBy = <C extends Dialed>(call: C, by: string): C =>
  call.attempts.reduce((rest, attempt) => endedBy(rest, attempt.n, by), call)

/** Whether the number is newer than all that the call has seen: main issues numbers in order. */
export const isNewAttempt = (call: Dialed, n: number): boolean =>
  call.attempts.every(attempt => attempt.n < n)
