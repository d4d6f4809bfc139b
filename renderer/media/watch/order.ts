// Which of the agent's packets are played, over all peers of a call: each place in the agent's sound once, and in order.
// Pure. The gateway's half of this rule, and why it holds, is docs/adr/0007.

/** A packet as far as it is looked at. `go`: the order it obeys, its contributing source; 0 where it names none. */
export interface Placed {
  readonly key: number
  readonly timestamp: number
  readonly go: number
}

/** The peer that is listened to, and the `go` that its packets must obey. */
interface Source {
  readonly key: number
  readonly go: number
}

export interface Order extends Source {
  /** The path that the agent leaves in peace: played on until the new one takes over. */
  readonly old: Source | null
  /** RTP timestamp of the packet played last. */
  readonly last: number | null
  /** Since when packets of the new path have waited for the last ones of the old. */
  readonly heldSinceMs: number | null
}

export const NO_ORDER: Order = {
  key: 0,
  go: 0,
  old: null,
  last: null,
  heldSinceMs: null,
}

/** What becomes of a packet. Held ones are judged again when `isDue` says so. */
export type Verdict = 'play' | 'drop' | 'hold'

/** 20 ms of Opus, RFC 7587 section 4.1. */
const FRAME = 960
/** How much later the last packets of a path that was left may come: two relays of one call are less than that apart. */
export const HOLD_MS = 120

/** Serial number arithmetic (RFC 1982) on RTP timestamps: how far a is after b. */
const ahead = (a: number, b: number): number => (a - b) | 0

/** Listens to a peer that brings another stream of sound: the first of a call, or of a server that numbers nothing. */
export const listenTo = (key: number): Order => ({ ...NO_ORDER, key })

/** Listens to another peer. `left`: nothing of the old path counts any more; `heard`: it does until the new one takes over. */
export const turnTo = (order: Order, to: Source, old: 'left' | 'heard'): Order => ({
  ...order,
  ...to,
  old: old === 'heard' ? { key: order.key, go: order.go } : null,
  heldSinceMs: null,
})

const isFrom = ({ key, go }: Placed, source: Source | null): boolean =>
  source !== null && key === source.key && go === source.go

const isNews = ({ last }: Order, { timestamp }: Placed): boolean =>
  last === null || ahead(timestamp, last) > 0

const played = (order: Order, { timestamp }: Placed): readonly [Verdict, Order] => [
  'play',
  { ...order, last: timestamp },
]

/** Says what becomes of a packet, and what the order is afterwards. */
export function judge(order: Order, packet: Placed, nowMs: number): readonly [Verdict, Order] {
  if (isFrom(packet, order.old)) return isNews(order, packet) ? played(order, packet) : ['drop', order]
  if (!isFrom(packet, order) || !isNews(order, packet)) return ['drop', order]
  const gap = order.last === null ? 0 : ahead(packet.timestamp, order.last)
  if (order.old === null || gap <= FRAME) return played({ ...order, old: null, heldSinceMs: null }, packet)
  if (order.heldSinceMs !== null && nowMs - order.heldSinceMs >= HOLD_MS)
    return played({ ...order, old: null, heldSinceMs: null }, packet)
  return ['hold', { ...order, heldSinceMs: order.heldSinceMs ?? nowMs }]
}

/** Whether what is held, the first of it at this timestamp, is to be judged again. */
export const isDue = ({ last, heldSinceMs }: Order, firstTimestamp: number, nowMs: number): boolean =>
  heldSinceMs !== null &&
  (nowMs - heldSinceMs >= HOLD_MS || (last !== null && ahead(firstTimestamp, last) <= FRAME))
