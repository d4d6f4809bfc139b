// The log: one line per fact worth keeping, on standard error. Never a secret, a ticket, an SDP, a transcript or a device label.
import type { CallSnapshot } from '../protocol/ipc'

export type Log = (level: 'info' | 'warn', line: string) => void

/** Writes to standard error, which is never the report's stream. */
export const log: Log = (level, line) => {
  process.stderr.write(`${new Date().toISOString()} ${level} ${line}\n`)
}

/** For where a person follows the call's own lines. */
export const noLog: Log = () => undefined

/** The one info line per transition. */
export const logTransition = (write: Log, { callId, phase, atMs, attempt, failure }: CallSnapshot): void => {
  const path = attempt === null ? '' : ` attempt ${attempt.n} ${attempt.route}`
  write(
    'info',
    `call ${callId} ${phase} at ${Math.round(atMs)} ms${path}${failure === null ? '' : ` ${failure.name}`}`,
  )
}
