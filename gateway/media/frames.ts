// What the media path carries: Opus payloads going out, RTP packets coming in. Shapes and silence; no transport.

/** One Opus packet to be sent, with how long it sounds. */
export interface OpusFrame {
  readonly payload: Buffer
  readonly ms: number
}

/** One RTP packet as it came in. `seq` and `timestamp` are the sender's (16 and 32 bits, 48 kHz). */
export interface HeardPacket {
  readonly payload: Buffer
  readonly seq: number
  readonly timestamp: number
  readonly marker: boolean
  /** RFC 6464: 0 is the loudest, 127 is silence; `null` when the sender does not say. */
  readonly audioLevelDbov: number | null
  /** It was lost, and came as a copy in a later packet, whose level is told as its own. */
  readonly isCopy?: true
}

/** The period of everything that sounds here. */
export const FRAME_MS = 20
export const SAMPLES_PER_MS = 48

/** The silence that libopus 1.4 and libwebrtc send: a 20 ms CELT fullband mono frame of zeros. */
export const SILENCE: OpusFrame = { payload: Buffer.from([0xf8, 0xff, 0xfe]), ms: FRAME_MS }

/** Whether a frame carries no word: libopus needs 3 bytes for digital silence, 1 or 2 for DTX (RFC 6716 section 2.1.9). */
export const isSilent = (frame: OpusFrame): boolean => frame.payload.length <= SILENCE.payload.length

/** One packet as it is put on the wire; the sequence number is the sender's own business. */
export interface OutgoingPacket {
  readonly payload: Buffer
  readonly timestamp: number
  /** The packet before it on this attempt did not end where this one begins. */
  readonly marker: boolean
  /** The `go` by which the agent speaks here, told as the packet's contributing source; 0 before any, and on a probe. */
  readonly go: number
  /** What was sent before it on this attempt and is sent again with it, oldest first; only where RED was negotiated. */
  readonly copies: readonly Pick<OutgoingPacket, 'payload' | 'timestamp'>[]
}

/** Positions on the 32-bit circle of RTP timestamps. */
export const u32 = (value: number): number => value >>> 0
