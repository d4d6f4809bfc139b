// How a way did not open, from what Node's sockets say. Pure.
// Must not know where the way should have led.

export type Shut = 'unresolved' | 'refused' | 'silent' | 'reset'

const SHUT: Readonly<Record<string, Shut>> = {
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'silent',
}
/** An errno as one of the four; whatever is not listed was refused by somebody (no route, an ICMP, a closed port). */
export const shutBy = (code: string): Shut => SHUT[code] ?? 'refused'

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
