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
}

/** The period of everything that sounds here. */
export const FRAME_MS = 20
export const SAMPLES_PER_MS = 48

/** The silence that libopus 1.4 and libwebrtc send: a 20 ms CELT fullband mono frame of zeros. */
export const SILENCE: OpusFrame = { payload: Buffer.from([0xf8, 0xff, 0xfe]), ms: FRAME_MS }
