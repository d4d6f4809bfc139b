// Keys pressed by the caller, out of the telephone-events of its RTP stream (RFC 4733 section 2.3). One listener is one stream.
// Must not know SDP, werift or what a key is for.

export interface TelephoneEvent {
  /** 0 to 15: the digits, `*`, `#`, `A` to `D` (section 3.2). Others are no keys. */
  readonly event: number
  readonly isEnd: boolean
  /** So far, in units of the RTP clock. */
  readonly duration: number
}

const KEYS = '0123456789*#ABCD'
const BYTES = 4

/** One payload; null: it is none. Several in one packet (section 2.5.1.5) are told by their first. */
export function parseTelephoneEvent(payload: Uint8Array): TelephoneEvent | null {
  const [event, flags, high, low] = payload
  if (payload.length < BYTES || payload.length % BYTES !== 0) return null
  if (event === undefined || flags === undefined || high === undefined || low === undefined) return null
  return { event, isEnd: (flags & 0x80) !== 0, duration: high * 256 + low }
}

export interface KeyListener {
  /** The key that this packet is the first of to arrive; null: it goes on with one that was told, or is none. */
  hear(packet: { readonly timestamp: number; readonly payload: Uint8Array }): string | null
}

/**
 * All packets of an event bear the timestamp of its beginning (section 2.5.1.2), so whichever arrives first tells it, and the end,
 * which is sent three times, tells nothing new. One that outlasts its 16 bits goes on under another timestamp (section 2.5.1.3).
 */
export function createKeyListener(): KeyListener {
  let last: (TelephoneEvent & { readonly timestamp: number }) | null = null
  const ahead = (timestamp: number): number => (last === null ? 1 : (timestamp - last.timestamp) | 0)
  return {
    hear({ timestamp, payload }) {
      const heard = parseTelephoneEvent(payload)
      // One that comes later than a newer one has been told, or is too late to be.
      if (heard === null || ahead(timestamp) < 0) return null
      const isSame = ahead(timestamp) === 0
      const goesOn =
        last !== null && !last.isEnd && last.event === heard.event && ahead(timestamp) === last.duration
      last = { ...heard, timestamp }
      return isSame || goesOn ? null : (KEYS[heard.event] ?? null)
    },
  }
}
