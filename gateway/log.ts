// What a gateway tells its operator: one info line per transition, given out through a function, printed by nobody here.
// Never a secret, an SDP, an address of a caller or audio.

export type LogLevel = 'info' | 'warn'
/** Receives one line, already a full sentence fragment such as `call 1f0c: connected`. */
export type Log = (level: LogLevel, line: string) => void

export const noLog: Log = () => undefined
