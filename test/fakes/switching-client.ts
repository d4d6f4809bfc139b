// The client's half of make-before-break: the page's own rule over packets, and what its next `go` says.
// Knows no WebRTC: a test hands it packets from wherever they came.
import type { Go } from '../../protocol/signaling'
import { isDue, judge, NO_ORDER, type Order, turnTo } from '../../renderer/media/watch/order'

/** A packet of the agent, as a client sees it: the contributing source tells which `go` it obeys. */
export interface SeenPacket {
  readonly payload: Buffer
  readonly timestamp: number
  readonly go: number
}

export interface SwitchingClient {
  /** Takes a packet that came on this attempt. What may be heard now is played. */
  take(attempt: number, packet: SeenPacket): void
  /**
   * Turns to this attempt: the `go` to be sent, on both channels. `left`: the path is doubted, and the agent goes on after what
   * was heard last; `heard`: it is well, and listened to until the new one takes over.
   */
  go(attempt: number, old?: 'left' | 'heard'): Go
  /** Time has passed: what waited for too long is played. */
  tick(): void
  /** Whom it listens to. */
  attempt(): number
  n(): number
}

type Waiting = SeenPacket & { readonly attempt: number }

/** Makes a client that hears attempt 1 first. `play` gets every payload that is played, in order. */
export function createSwitchingClient(
  callId: string,
  play: (payload: Buffer) => void,
  nowMs: () => number = () => performance.now(),
): SwitchingClient {
  let order: Order = { ...NO_ORDER, key: 1 }
  let lastAttempt = 1
  let waiting: readonly Waiting[] = []

  const take = (packet: Waiting): void => {
    const [verdict, next] = judge(order, { ...packet, key: packet.attempt }, nowMs())
    order = next
    if (verdict === 'hold') waiting = [...waiting, packet]
    if (verdict !== 'play') return
    lastAttempt = packet.attempt
    play(packet.payload)
  }
  const tick = (): void => {
    const [first] = waiting
    if (first === undefined || !isDue(order, first.timestamp, nowMs())) return
    const due = waiting
    waiting = []
    for (const packet of due) take(packet)
  }
  return {
    take(attempt, packet) {
      take({ ...packet, attempt })
      tick()
    },
    go(attempt, old = 'left') {
      const n = order.go + 1
      order = turnTo(order, { key: attempt, go: n }, old)
      waiting = []
      const after =
        old === 'heard' || order.last === null ? null : { attempt: lastAttempt, rtpTimestamp: order.last }
      return { type: 'go', callId, attempt, n, after }
    },
    tick,
    attempt: () => order.key,
    n: () => order.go,
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
