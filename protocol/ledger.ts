// Numbering and replay of one signaling session, the same at both ends: what the peer has not confirmed yet is kept,
// what it sends is put in order, each number once. Pure bookkeeping: knows no clock, no transport and no message.

/** Bounds of one end. A peer that reads or confirms nothing must not fill our memory. */
export interface LedgerBounds {
  /** Frames kept for replay. */
  readonly outboxFramesMax: number
  readonly outboxBytesMax: number
  /** Frames that may come before the one that is due. */
  readonly earlyFramesMax: number
}

/** A frame that the peer has not confirmed. */
export interface Unconfirmed {
  readonly seq: number
  readonly body: string
}

/** A ledger as another process can go on with it. What came early is not in it: it comes again. */
export interface LedgerState {
  readonly sent: number
  readonly received: number
  readonly outbox: readonly (Unconfirmed & { readonly bytes: number })[]
}
const NEW: LedgerState = { sent: 0, received: 0, outbox: [] }

/** What a received number meant. A repeat, or a frame that comes early, delivers nothing yet. */
export type Taken<T> =
  | { readonly kind: 'items'; readonly items: readonly T[] }
  /** More came early than may wait: a frame was lost that will not come. */
  | { readonly kind: 'overflow' }

export interface Ledger<T> {
  /** Numbers a body for sending and keeps it. `bytes` is its size on the wire. `overflow`: nothing was kept. */
  post(body: string, bytes: number): number | 'overflow'
  /** The peer has received everything up to `ack`. `impossible`: more than was ever sent. A stale number is no news. */
  confirm(ack: number): 'confirmed' | 'impossible'
  /** Takes the item numbered `seq` (from 1) and hands over whatever is due now, in order. */
  take(seq: number, item: T): Taken<T>
  /** The highest number received without a hole: the `ack` of the next frame. */
  received(): number
  /** What a resumed connection has to carry again, in order. */
  unconfirmed(): readonly Unconfirmed[]
  /** How many items wait for a missing one. */
  waiting(): number
  state(): LedgerState
}

/**
 * Opens the ledger of one end. Numbers go up by one, so `ack` says all (RFC 9293 section 3.4 numbers octets the same way);
 * selective confirmation would save nothing at a few frames per second.
 */
export function createLedger<T>(bounds: LedgerBounds, from: LedgerState = NEW): Ledger<T> {
  const early = new Map<number, T>()
  let { outbox, sent, received } = from
  let outboxBytes = outbox.reduce((sum, { bytes }) => sum + bytes, 0)

  const post = (body: string, bytes: number): number | 'overflow' => {
    if (outbox.length >= bounds.outboxFramesMax || outboxBytes + bytes > bounds.outboxBytesMax)
      return 'overflow'
    sent += 1
    outbox = [...outbox, { seq: sent, body, bytes }]
    outboxBytes += bytes
    return sent
  }

  const confirm = (ack: number): 'confirmed' | 'impossible' => {
    if (ack > sent) return 'impossible'
    const oldest = outbox[0]
    if (oldest === undefined || ack < oldest.seq) return 'confirmed'
    outbox = outbox.filter(({ seq }) => seq > ack)
    outboxBytes = outbox.reduce((sum, { bytes }) => sum + bytes, 0)
    return 'confirmed'
  }

  /** Everything that follows the last received number without a hole. */
  const due = (): T[] => {
    const items: T[] = []
    while (early.has(received + 1)) {
      received += 1
      items.push(early.get(received) as T)
      early.delete(received)
    }
    return items
  }

  const take = (seq: number, item: T): Taken<T> => {
    if (seq <= received || early.has(seq)) return { kind: 'items', items: [] }
    if (seq > received + 1 && early.size >= bounds.earlyFramesMax) return { kind: 'overflow' }
    early.set(seq, item)
    return { kind: 'items', items: due() }
  }

  return {
    post,
    confirm,
    take,
    received: () => received,
    unconfirmed: () => outbox,
    waiting: () => early.size,
    state: () => ({ sent, received, outbox }),
  }
}
