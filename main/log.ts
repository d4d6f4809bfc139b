// The log: one line per fact worth keeping, on standard error. Never a secret, a ticket, an SDP, a transcript or a device label.

export type Log = (level: 'info' | 'warn', line: string) => void

/** Writes to standard error, which is never the report's stream. */
export const log: Log = (level, line) => {
  process.stderr.write(`${new Date().toISOString()} ${level} ${line}\n`)
}

/** For where a person follows the call's own lines. */
export const noLog: Log = () => undefined
