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

const metadataOf = (frame: Encoded): Metadata => frame.getMetadata?.() ?? {}
export const timestampOf = (frame: Encoded): number => metadataOf(frame).rtpTimestamp ?? frame.timestamp ?? 0
export const isRed = (frame: Encoded): boolean => metadataOf(frame).mimeType?.toLowerCase() === 'audio/red'
/** The order that the gateway's packet obeys; 0 where it names none. */
export const goOf = (frame: Encoded): number => metadataOf(frame).contributingSources?.[0] ?? 0
