// The one door to `werift`: answers one offer and carries Opus both ways. One answerer is one attempt.
// Must not know signaling, turns or recordings: facts go out through `emit`.
import {
  MediaStream,
  type MediaStreamTrack,
  RTCPeerConnection,
  type RTCPeerConnectionConfig,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RTP_EXTENSION_URI,
  RtpHeader,
  RtpPacket,
  useAudioLevelIndication,
  useSdesMid,
} from 'werift'
import type { Candidate } from '../../protocol/ice'
import { buildRed } from '../../protocol/red'
import { CHANNEL_BYTES_MAX } from '../../protocol/signaling'
import type { HeardPacket, OutgoingPacket } from './frames'
import { hastenHandshake } from './handshake'
import { filterSdp, mayTry, type Reach } from './reach'
import { createUnpacker, type Unpacker } from './red'
import { HIDDEN_RED, type Hidden, hideRed, showRed } from './red-sdp'
import { createKeyListener } from './telephone-event'

export type AnswererFact =
  | { readonly type: 'candidate'; readonly candidate: Candidate }
  | { readonly type: 'connected' }
  /** Consent to send was lost or the handshake failed: this attempt carries nothing any more. */
  | { readonly type: 'failed' }
  /** A text came on a data channel; nothing longer than `CHANNEL_BYTES_MAX` is told. */
  | { readonly type: 'data'; readonly label: string; readonly text: string }
  | { readonly type: 'heard'; readonly packet: HeardPacket }
  /** The caller pressed a key, told within its RTP stream. */
  | { readonly type: 'digit'; readonly digit: string }
  /** A remote candidate was refused unread because of where it points. */
  | { readonly type: 'candidate.refused' }

export interface Answerer {
  /** Answers an offer. Rejects with a one-line reason when the offer cannot be answered. */
  answer(offer: string, hello: Hello): Promise<string>
  addCandidate(candidate: Candidate): void
  /** Sends one Opus packet now, with this sender's next sequence number. Nothing happens until it is connected. */
  send(packet: OutgoingPacket): void
  close(): void
}

export class OfferRefused extends Error {}

/** In-band FEC costs nothing while nothing is lost; 20 ms is the period of our clock (RFC 7587 section 6.1). */
const OPUS = {
  mimeType: 'audio/opus',
  clockRate: 48_000,
  channels: 2,
  parameters: 'minptime=20;useinbandfec=1',
}
const RED = { mimeType: `audio/${HIDDEN_RED}`, clockRate: 48_000, channels: 2 }

/** RFC 4733. Of several clocks on offer the first is taken. */
const EVENTS = { mimeType: 'audio/telephone-event', clockRate: 48_000 }

function addressing(reach: Reach): RTCPeerConnectionConfig {
  // An empty family list and one additional address make werift gather exactly that address and nothing else.
  const only = { iceUseIpv4: false, iceUseIpv6: false }
  if (reach.kind === 'loopback') {
    const bind = { udp4: '127.0.0.1' }
    return { ...only, iceAdditionalHostAddresses: ['127.0.0.1'], iceInterfaceAddresses: bind }
  }
  if (reach.kind === 'address') return { ...only, iceAdditionalHostAddresses: [reach.address] }
  // Loopback last: a client on this very computer may have no other way in.
  return { iceUseIpv4: true, iceUseIpv6: true, iceAdditionalHostAddresses: ['127.0.0.1'] }
}

const peerConfig = (reach: Reach): RTCPeerConnectionConfig => ({
  codecs: { audio: [OPUS, RED, EVENTS].map(codec => new RTCRtpCodecParameters(codec)), video: [] },
  headerExtensions: { audio: [useSdesMid(), useAudioLevelIndication()], video: [] },
  iceServers: [],
  bundlePolicy: 'max-bundle',
  ...addressing(reach),
})

/** Numbers the packets of this sender (RFC 3550 section 5.1); the contributing source tells which `go` is obeyed. */
function createStamper() {
  let seq = Math.floor(Math.random() * 0x10000)
  return ({ timestamp, marker, go }: OutgoingPacket, payload: Buffer): RtpPacket => {
    const csrc = go === 0 ? [] : [go]
    const header = new RtpHeader({ sequenceNumber: seq, timestamp, marker, csrc, payloadType: 0 })
    seq = (seq + 1) & 0xffff
    return new RtpPacket(header, payload)
  }
}

const heardOf = (rtp: RtpPacket, level: unknown): HeardPacket => ({
  payload: rtp.payload,
  seq: rtp.header.sequenceNumber,
  timestamp: rtp.header.timestamp,
  marker: rtp.header.marker,
  audioLevelDbov: typeof level === 'number' ? level : null,
})

type Codecs = ReturnType<typeof codecsOf>

function listen(track: MediaStreamTrack, codecs: () => Codecs, emit: (fact: AnswererFact) => void): void {
  const unpacker: Unpacker = createUnpacker()
  const keys = createKeyListener()
  track.onReceiveRtp.subscribe((rtp, extensions) => {
    const indication = extensions?.[RTP_EXTENSION_URI.audioLevelIndication] as { level?: unknown } | undefined
    const packet = heardOf(rtp, indication?.level)
    const { opus, red, events } = codecs()
    if (events !== undefined && rtp.header.payloadType === events.payloadType) {
      unpacker.skip(packet)
      const digit = keys.hear(packet)
      if (digit !== null) emit({ type: 'digit', digit })
      return
    }
    const isRed = red !== undefined && rtp.header.payloadType === red.payloadType
    const sounds = isRed ? unpacker.unpack(packet, { opus: opus?.payloadType ?? 0 }) : unpacker.pass(packet)
    for (const sound of sounds) emit({ type: 'heard', packet: sound })
  })
}

/** Wires a connection's events to facts. */
function observe(pc: RTCPeerConnection, emit: (fact: AnswererFact) => void): void {
  pc.onIceCandidate.subscribe(candidate => {
    const json = candidate?.toJSON()
    emit({
      type: 'candidate',
      candidate: json?.candidate
        ? {
            candidate: json.candidate,
            sdpMid: json.sdpMid ?? null,
            sdpMLineIndex: json.sdpMLineIndex ?? null,
          }
        : null,
    })
  })
  pc.connectionStateChange.subscribe(state => {
    if (state === 'failed') emit({ type: 'failed' })
  })
  pc.onDataChannel.subscribe(channel => {
    channel.onMessage.subscribe(message => {
      if (message.length <= CHANNEL_BYTES_MAX)
        emit({ type: 'data', label: channel.label, text: `${message}` })
    })
  })
  pc.onTrack.subscribe(track => {
    if (track.kind === 'audio') listen(track, () => codecsOf(pc), emit)
  })
}

/**
 * An empty list of servers is not enough: werift then falls back to a public STUN server, which leaks to it and, where its name
 * does not resolve, holds the answer back for five seconds. Gathering has not begun yet when this is called.
 */
function askNoStunServer(pc: RTCPeerConnection): void {
  for (const { connection } of pc.iceTransports) delete connection.stunServer
}

const audioOf = (pc: RTCPeerConnection): RTCRtpTransceiver | undefined =>
  pc.getTransceivers().find(transceiver => transceiver.kind === 'audio')

/** What was negotiated; either may be missing. */
function codecsOf(pc: RTCPeerConnection) {
  const named = (name: string) =>
    audioOf(pc)?.codecs.find(({ mimeType }) => mimeType.toLowerCase() === `audio/${name}`)
  return { opus: named('opus'), red: named(HIDDEN_RED), events: named('telephone-event') }
}

/**
 * Who says hello first in the DTLS handshake. `answerer` is a round trip and more sooner; but werift never sends the last flight of
 * a client again when it is lost, so on a line that loses packets it is better to be the server (27 of 28 set-ups at 30 % loss,
 * against 11 of 14).
 */
export type Hello = 'answerer' | 'caller'

/** `secured`: called once media can flow. */
async function negotiate(
  pc: RTCPeerConnection,
  offer: string,
  hello: Hello,
  secured: () => void,
): Promise<string> {
  if (!/^m=audio [1-9]/m.test(offer)) throw new OfferRefused('the offer has no audio section')
  const hidden: Hidden = hideRed(offer)
  await pc.setRemoteDescription({ type: 'offer', sdp: hidden.sdp })
  askNoStunServer(pc)
  for (const transport of pc.dtlsTransports) {
    if (hello === 'caller') transport.role = 'server'
    hastenHandshake(transport)
    // Not the connection's own state: that waits for the data channel's transport, a round trip longer.
    transport.onStateChange.subscribe(state => {
      if (state === 'connected') secured()
    })
  }
  const audio = audioOf(pc)
  if (!audio || codecsOf(pc).opus === undefined) throw new OfferRefused('the offer has no Opus')
  audio.setDirection('sendrecv')
  // With a stream named in the answer, clients that wait for `track` with a stream (simple-peer) hear of it.
  audio.sender.setStreams([new MediaStream()])
  await pc.setLocalDescription(await pc.createAnswer())
  return showRed(pc.localDescription?.sdp ?? '', hidden)
}

/** Copies go out in RED where there are any and the client takes it; a packet without them is plain Opus. */
function put(pc: RTCPeerConnection, packet: OutgoingPacket, stamp: ReturnType<typeof createStamper>): void {
  const { opus, red } = codecsOf(pc)
  const sender = audioOf(pc)?.sender
  if (sender === undefined || opus === undefined) return
  const { payload, timestamp, copies } = packet
  const isRed = red !== undefined && copies.length > 0
  const { payloadType } = opus
  const blocks = copies.map(copy => ({
    payloadType,
    offset: (timestamp - copy.timestamp) >>> 0,
    data: copy.payload,
  }))
  const bytes = isRed ? Buffer.from(buildRed(blocks, { payloadType, data: payload }).buffer) : payload
  sender.codec = isRed ? red : opus
  sender.sendRtp(stamp(packet, bytes)).catch(() => undefined)
}

/** Makes an answerer; nothing is bound before `answer`. */
export function createAnswerer(reach: Reach, emit: (fact: AnswererFact) => void): Answerer {
  const pc = new RTCPeerConnection(peerConfig(reach))
  const stamp = createStamper()
  let state: 'open' | 'connected' | 'closed' = 'open'
  const tell = (fact: AnswererFact) => {
    if (state !== 'closed') emit(fact)
  }
  const secured = () => {
    if (state !== 'open') return
    state = 'connected'
    tell({ type: 'connected' })
  }
  observe(pc, tell)
  return {
    async answer(offer, hello) {
      const filtered = filterSdp(offer, reach)
      for (let i = 0; i < filtered.dropped; i++) tell({ type: 'candidate.refused' })
      try {
        return await negotiate(pc, filtered.sdp, hello, secured)
      } catch (error) {
        if (error instanceof OfferRefused) throw error
        throw new OfferRefused('the offer could not be understood')
      }
    },
    addCandidate(candidate) {
      if (candidate && !mayTry(candidate.candidate, reach)) return tell({ type: 'candidate.refused' })
      // A candidate that does not fit is the peer's loss, not ours: ICE goes on with the others.
      pc.addIceCandidate(candidate as never).catch(() => undefined)
    },
    send(packet) {
      if (state === 'connected') put(pc, packet, stamp)
    },
    close() {
      if (state === 'closed') return
      state = 'closed'
      pc.close().catch(() => undefined)
    },
  }
}
