// An encoded frame as an engine hands it out, in what is looked at. Knows two generations of its shape.

interface Metadata {
  readonly rtpTimestamp?: number
  readonly contributingSources?: readonly number[]
  readonly mimeType?: string
}

/** `timestamp` is its RTP timestamp. */
export interface Encoded {
  readonly timestamp?: number
  data: ArrayBuffer
  getMetadata?(): Metadata
}

/** What is looked at. `go`: the order that the gateway's packet obeys; 0 where it names none. */
export interface Label {
  readonly timestamp: number
  readonly isRed: boolean
  readonly go: number
}

/** Asked once for each packet: the engine makes its metadata anew each time. */
export function labelOf(frame: Encoded): Label {
  const { rtpTimestamp, mimeType, contributingSources } = frame.getMetadata?.() ?? {}
  return {
    timestamp: rtpTimestamp ?? frame.timestamp ?? 0,
    isRed: mimeType?.toLowerCase() === 'audio/red',
    go: contributingSources?.[0] ?? 0,
  }
}
