// The log: one line per fact worth keeping, on standard error. Never a secret, a ticket, an SDP, a transcript or a device label.

export type Log = (level: 'info' | 'warn', line: string) => void

/** `VIADUCT_LOG=off` silences it; the command line's own output is not a log. */
export const log: Log = (level, line) => {
  if (process.env.VIADUCT_LOG !== 'off')
    process.stderr.write(`${new Date().toISOString()} ${level} ${line}\n`)
}
