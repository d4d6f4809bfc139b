// The client's half of make-before-break, as a rule over packets: which of them it plays, and what its next `go` says.
// Knows no WebRTC: a test hands it packets from wherever they came.
import type { Go } from '../../protocol/signaling'

/** A packet of the agent, as a client sees it: the contributing source tells which `go` it obeys. */
export interface SeenPacket {
  readonly payload: Buffer
  readonly timestamp: number
  readonly go: number
}

export interface SwitchingClient {
  /** Takes a packet that came on this attempt, and says whether it is played. */
  take(attempt: number, packet: SeenPacket): 'played' | 'dropped'
  /** Turns to this attempt: the `go` to be sent, on both channels. */
  go(attempt: number): Go
  /** Whom it listens to. */
  attempt(): number
  n(): number
}

/** Whether a comes after b on the circle of RTP timestamps. */
const isAfter = (a: number, b: number): boolean => ((a - b) | 0) > 0

/** Makes a client that hears attempt 1 first. `play` gets every payload that is played, in order. */
export function createSwitchingClient(callId: string, play: (payload: Buffer) => void): SwitchingClient {
  let listening = 1
  let n = 0
  let last: { attempt: number; rtpTimestamp: number } | null = null
  return {
    take(attempt, { payload, timestamp, go }) {
      if (attempt !== listening || go !== n) return 'dropped'
      if (last && !isAfter(timestamp, last.rtpTimestamp)) return 'dropped'
      last = { attempt, rtpTimestamp: timestamp }
      play(payload)
      return 'played'
    },
    go(attempt) {
      listening = attempt
      n += 1
      return { type: 'go', callId, attempt, n, after: last }
    },
    attempt: () => listening,
    n: () => n,
  }
}

/** A frame that carries a number instead of sound. */
export const numbered = (number: number) => {
  const payload = Buffer.from([0xf8, 0, 0, 0, 0])
  payload.writeUInt32BE(number, 1)
  return { payload, ms: 20 }
}
/** The number of such a frame; `null` for silence. */
export const numberOf = (payload: Buffer): number | null =>
  payload.length === 5 ? payload.readUInt32BE(1) : null
