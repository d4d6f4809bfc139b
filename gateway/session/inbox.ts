// Puts one sender's numbered frames back in order, each exactly once. Owns the numbering rule of protocol/signaling.ts.
// Must not know what a frame means or which transport carried it.

/** What became of a number: `repeat` was seen before, `early` waits for the frames before it. */
export type InboxVerdict = 'delivered' | 'repeat' | 'early' | 'overflow'

export interface Inbox<T> {
  /** Takes the item numbered `seq` (from 1) and delivers it, and whatever it completes, in order. */
  take(seq: number, item: T): InboxVerdict
  /** How many items wait for a missing one. */
  waiting(): number
  /** The highest number delivered: what a resuming peer would ask for. */
  lastSeq(): number
}

/**
 * Posts of one client travel on parallel connections and may overtake each other, so a number that comes early is kept,
 * up to `earlyMax` items.
 */
export function createInbox<T>(earlyMax: number, deliver: (item: T) => void): Inbox<T> {
  const early = new Map<number, T>()
  let last = 0

  const drain = () => {
    for (let next = early.get(last + 1); next !== undefined; next = early.get(last + 1)) {
      last += 1
      early.delete(last)
      deliver(next)
    }
  }

  return {
    take(seq, item) {
      if (seq <= last || early.has(seq)) return 'repeat'
      if (seq !== last + 1) {
        if (early.size >= earlyMax) return 'overflow'
        early.set(seq, item)
        return 'early'
      }
      last = seq
      deliver(item)
      drain()
      return 'delivered'
    },
    waiting: () => early.size,
    lastSeq: () => last,
  }
}
