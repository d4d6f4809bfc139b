// One attempt's peer connection, and the one door to simple-peer. Disposable: it is made, tried and thrown away.
// Knows no call, no microphone and no element; tells what happened through `emit`.
import SimplePeer from 'simple-peer/simplepeer.min.js'
import type { FailureName } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'
import type { AttemptPlan, Candidate } from '../../protocol/ice'
import type { KeyWay } from '../../protocol/signaling'
import { flawOf } from './answer'
import { type RelayTold, relayInUse, watchRelays } from './relays'

/** What a peer is made from, in a call or before any. */
export type PeerPlan = Pick<AttemptPlan, 'route' | 'servers'>

export type PeerEvent =
  | ({ readonly type: 'peer.relay' } & RelayTold)
  | { readonly type: 'peer.offered'; readonly sdp: string }
  | { readonly type: 'peer.candidate'; readonly candidate: Candidate }
  | { readonly type: 'peer.connected' }
  | { readonly type: 'track'; readonly track: MediaStreamTrack }
  | { readonly type: 'peer.failed'; readonly failure: Failure }
  | { readonly type: 'peer.state'; readonly ice: string; readonly dtls: string }
  | { readonly type: 'peer.iceError'; readonly server: string; readonly code: number }

export interface Peer {
  acceptAnswer(sdp: string): void
  addCandidate(candidate: Candidate): void
  /** Feeds the sender: no renegotiation, first packet within 60 ms. `null` makes it silent. */
  feed(track: MediaStreamTrack | null): void
  /** Whether it was agreed that sounds may be repeated. */
  canRepeat(): boolean
  /** How the microphone is encoded, and how long the agent's sound waits to be played: null leaves either to the engine. */
  tune(bitrateKbps: number | null, jitterTargetMs: number | null): void
  /** Sends a key within the stream (RFC 4733), or says that it cannot: not negotiated, or no microphone to send beside. */
  press(digit: string): KeyWay
  stats(): Promise<RTCStatsReport>
  /** The URL of the relay that its packets go through; null: none, or not connected. */
  relay(): string | null
  /** Says something on the peer's own data channel, if it is open: the way that needs no signaling. */
  say(text: string): void
  /** Lets go of the connection now, rather than when the collector finds it. Idempotent, and silent afterwards. */
  close(): void
}

/** What simple-peer's error codes mean for a call. It destroys itself on each of them. */
const FAILURE_OF: Readonly<Record<string, FailureName>> = {
  ERR_SET_REMOTE_DESCRIPTION: 'agent_answer_broken',
  ERR_SIGNALING: 'agent_answer_broken',
  ERR_DATA_CHANNEL: 'agent_answer_without_data',
  ERR_PC_CONSTRUCTOR: 'app_broken',
  ERR_CREATE_OFFER: 'app_broken',
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown'

/** RFC 4733 section 2.5.2.1: what key pads of telephones do. */
const TONE_MS = 100
const PAUSE_MS = 70

const RED = /^audio\/red$/i

/**
 * RED before Opus, for what comes first is what is sent, and only within RED can copies be sent and left out while a call lasts. At
 * no copies it costs one byte a packet.
 */
const redFirst = <C extends { readonly mimeType: string }>(codecs: readonly C[]): C[] => [
  ...codecs.filter(({ mimeType }) => RED.test(mimeType)),
  ...codecs.filter(({ mimeType }) => !RED.test(mimeType)),
]

/** What stands in the connection's streams. */
export interface Tap {
  readonly configuration: RTCConfiguration
  open(transceiver: RTCRtpTransceiver): void
}

export function createPeer(plan: PeerPlan, tap: Tap, emit: (event: PeerEvent) => void): Peer {
  const peer = new SimplePeer({
    initiator: true,
    trickle: true,
    channelName: 'viaduct',
    config: {
      ...tap.configuration,
      iceServers: plan.servers.map(({ urls, username, credential }) => ({
        urls,
        ...(username === undefined ? {} : { username }),
        ...(credential === undefined ? {} : { credential }),
      })),
      iceTransportPolicy: plan.route === 'direct' ? 'all' : 'relay',
      bundlePolicy: 'max-bundle',
    },
  })
  const connection = peer._pc
  let connected = false
  let closed = false
  /** What was agreed on stays: there is one offer and one answer. Asking costs the page a wait for the engine's own thread. */
  let agreed: readonly { readonly mimeType: string }[] | null = null
  const tell = (event: PeerEvent): void => {
    if (!closed) emit(event)
  }
  const fail = (name: FailureName, detail: string): void =>
    tell({ type: 'peer.failed', failure: { name, detail } })
  /** Once it was connected, whatever breaks it is a lost path. */
  const broke = (name: FailureName, detail: string): void => fail(connected ? 'relay_lost' : name, detail)

  // The transceiver is there before the offer is made, and without a track: a standby is the same peer as a live one.
  peer.addTransceiver('audio', { direction: 'sendrecv' })
  for (const transceiver of connection.getTransceivers()) {
    transceiver.setCodecPreferences(redFirst(RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []))
    tap.open(transceiver)
  }

  peer.on('signal', data => {
    if (data.type === 'offer' && data.sdp !== undefined) tell({ type: 'peer.offered', sdp: data.sdp })
    if (data.type === 'candidate') {
      const { candidate, sdpMid, sdpMLineIndex } = data.candidate
      tell({ type: 'peer.candidate', candidate: { candidate, sdpMid, sdpMLineIndex } })
    }
  })
  peer.on('error', error => broke(FAILURE_OF[codeOf(error)] ?? 'relay_no_path', codeOf(error)))
  peer.on('close', () => broke('relay_no_path', 'closed'))

  watchRelays(connection, plan.servers, told => tell({ type: 'peer.relay', ...told }))
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null) tell({ type: 'peer.candidate', candidate: null })
  })
  connection.addEventListener('icecandidateerror', event => {
    tell({ type: 'peer.iceError', server: event.url ?? '', code: event.errorCode })
  })
  const watch = (): void => {
    const dtls = connection.sctp?.transport.state ?? 'new'
    tell({ type: 'peer.state', ice: connection.iceConnectionState, dtls })
    if (connection.connectionState === 'connected' && !connected) {
      connected = true
      tell({ type: 'peer.connected' })
    }
    if (connection.connectionState === 'failed') broke('relay_no_path', 'connection failed')
  }
  connection.addEventListener('iceconnectionstatechange', watch)
  connection.addEventListener('connectionstatechange', watch)
  // On the connection itself: simple-peer announces a track only where the answer carries an msid.
  connection.addEventListener('track', ({ track }) => tell({ type: 'track', track }))

  /** simple-peer throws when it is signalled after it destroyed itself, and on a candidate it cannot read. */
  const signal = (data: Parameters<typeof peer.signal>[0]): void => {
    if (closed || peer.destroyed) return
    try {
      peer.signal(data)
    } catch (error) {
      broke('agent_answer_broken', codeOf(error))
    }
  }

  return {
    acceptAnswer: sdp => {
      const flaw = flawOf(sdp)
      if (flaw === null) signal({ type: 'answer', sdp })
      else fail(flaw, 'answer')
    },
    addCandidate: candidate => {
      if (candidate !== null) signal({ type: 'candidate', candidate: new RTCIceCandidate(candidate) })
    },
    feed: track => {
      if (closed) return
      const sender = connection.getTransceivers()[0]?.sender
      sender?.replaceTrack(track).catch(() => fail('app_broken', 'the microphone could not be connected'))
    },
    canRepeat: () => {
      const codecs = agreed ?? connection.getTransceivers()[0]?.sender.getParameters().codecs ?? []
      if (connected) agreed = codecs
      return codecs.some(({ mimeType }) => RED.test(mimeType))
    },
    tune: (bitrateKbps, jitterTargetMs) => {
      const transceiver = connection.getTransceivers()[0]
      if (closed || transceiver === undefined) return
      const { sender, receiver } = transceiver
      const parameters = sender.getParameters()
      for (const encoding of parameters.encodings) {
        if (bitrateKbps === null) delete encoding.maxBitrate
        else encoding.maxBitrate = 1_000 * bitrateKbps
      }
      sender.setParameters(parameters).catch(() => undefined)
      receiver.jitterBufferTarget = jitterTargetMs
    },
    press: digit => {
      const sender = connection.getTransceivers()[0]?.sender
      const tones = sender?.dtmf
      if (closed || !tones?.canInsertDTMF || sender?.track === null) return 'signaling'
      // What still waits would be dropped otherwise.
      tones.insertDTMF(tones.toneBuffer + digit, TONE_MS, PAUSE_MS)
      return 'rtp'
    },
    stats: () => connection.getStats(),
    relay: () => relayInUse(connection),
    say: text => {
      if (!closed && peer.connected) peer.send(text)
    },
    close: () => {
      closed = true
      peer.destroy()
      connection.close()
    },
  }
}
