// A caller made of an independent WebRTC (libwebrtc in plain Node): one peer with a microphone fed by samples.
// Knows WebRTC only; tests carry its SDP and candidates over whatever signaling they test.
import wrtc from '@roamhq/wrtc'
import type { Candidate } from '../../protocol/ice'

const RATE = 48_000
/** wrtc takes sound in pieces of 10 ms. */
const PIECE = RATE / 100

/** What the caller's microphone hears, as a function of the time in milliseconds: mono samples -1..1. */
export type Sound = (sampleIndex: number) => number
export const silence: Sound = () => 0
/** A tone loud enough to count as speech (about -9 dBov). */
export const tone: Sound = index => 0.5 * Math.sin((2 * Math.PI * 300 * index) / RATE)

export interface HeardSound {
  readonly atMs: number
  /** Root mean square of this 10 ms piece, 0..1. */
  readonly rms: number
}

export interface WrtcCaller {
  offer(): Promise<string>
  accept(answer: string): Promise<void>
  addCandidate(candidate: Candidate): void
  onCandidate(listener: (candidate: Candidate) => void): void
  /** From now on the microphone hears this. */
  say(sound: Sound): void
  /** Resolves when ICE and DTLS are up. */
  connected(): Promise<void>
  dataChannelOpen(): Promise<void>
  /** Pieces of sound heard so far, silence included. */
  heard(): readonly HeardSound[]
  /** RTP packets received so far, from statistics. */
  packetsReceived(): Promise<number>
  /** Bytes of their payloads. */
  bytesReceived(): Promise<number>
  close(): void
}

function feed(source: InstanceType<typeof wrtc.nonstandard.RTCAudioSource>, sound: () => Sound) {
  let index = 0
  const start = performance.now()
  const push = () => {
    const due = Math.floor(((performance.now() - start) / 1000) * RATE)
    for (; index + PIECE <= due; index += PIECE) {
      const samples = new Int16Array(PIECE)
      for (let i = 0; i < PIECE; i++) samples[i] = Math.round(sound()(index + i) * 32767)
      source.onData({ samples, sampleRate: RATE, bitsPerSample: 16, channelCount: 1, numberOfFrames: PIECE })
    }
  }
  const timer = setInterval(push, 10)
  return () => clearInterval(timer)
}

function rmsOf(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += (sample / 32768) ** 2
  return Math.sqrt(sum / samples.length)
}

const until = (target: EventTarget, event: string, isThere: () => boolean): Promise<void> =>
  new Promise(resolve => {
    const check = () => {
      if (isThere()) resolve()
    }
    target.addEventListener(event, check)
    check()
  })

const toWire = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): Candidate => ({
  candidate,
  sdpMid,
  sdpMLineIndex,
})

type Connection = InstanceType<typeof wrtc.RTCPeerConnection>

/** Collects what is heard, in pieces of 10 ms, until stopped. */
function listen(pc: Connection, pieces: HeardSound[]): () => void {
  let sink: InstanceType<typeof wrtc.nonstandard.RTCAudioSink> | null = null
  pc.ontrack = ({ track }) => {
    sink = new wrtc.nonstandard.RTCAudioSink(track)
    sink.ondata = (data: { samples: Int16Array }) =>
      pieces.push({ atMs: performance.now(), rms: rmsOf(data.samples) })
  }
  return () => sink?.stop()
}

type Counter = 'packetsReceived' | 'bytesReceived'
type Counted = { readonly type: string } & { readonly [C in Counter]?: number }

async function count(pc: Connection, counter: Counter): Promise<number> {
  const stats = (await pc.getStats()).values() as Iterable<Counted>
  for (const stat of stats) if (stat.type === 'inbound-rtp') return stat[counter] ?? 0
  return 0
}

/** Makes a caller with a microphone and a data channel, as the app's peer has them. */
export function createWrtcCaller(): WrtcCaller {
  const pc = new wrtc.RTCPeerConnection({ iceServers: [] })
  const source = new wrtc.nonstandard.RTCAudioSource()
  let sound: Sound = silence
  const stopFeeding = feed(source, () => sound)
  pc.addTrack(source.createTrack())
  const channel = pc.createDataChannel('viaduct')
  const pieces: HeardSound[] = []
  const stopListening = listen(pc, pieces)
  return {
    async offer() {
      const offer = await pc.createOffer()
      await pc.setLocalDescription(offer)
      return offer.sdp ?? ''
    },
    accept: answer => pc.setRemoteDescription({ type: 'answer', sdp: answer }),
    addCandidate: candidate => void pc.addIceCandidate(candidate ?? undefined).catch(() => undefined),
    onCandidate(listener) {
      pc.onicecandidate = ({ candidate }) => listener(candidate && toWire(candidate))
    },
    say: next => {
      sound = next
    },
    connected: () => until(pc, 'connectionstatechange', () => pc.connectionState === 'connected'),
    dataChannelOpen: () => until(channel, 'open', () => channel.readyState === 'open'),
    heard: () => pieces,
    packetsReceived: () => count(pc, 'packetsReceived'),
    bytesReceived: () => count(pc, 'bytesReceived'),
    close() {
      stopFeeding()
      stopListening()
      pc.close()
    },
  }
}
