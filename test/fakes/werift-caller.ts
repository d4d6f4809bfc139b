// One attempt's peer that shows its RTP: werift in plain Node, with the audio section and the channel the app's peer has.
// Knows WebRTC only; tests carry its SDP and candidates over whatever signaling they test.
import { RTCPeerConnection, RTCRtpCodecParameters, type RTCSessionDescription } from 'werift'
import type { Candidate } from '../../protocol/ice'
import { CHANNEL } from '../../protocol/signaling'
import type { SeenPacket } from './switching-client'

export interface WeriftCaller {
  offer(): Promise<string>
  accept(answer: string): Promise<void>
  addCandidate(candidate: Candidate): void
  /** Resolves when ICE and DTLS are up and the channel is open. */
  connected(): Promise<void>
  /** Sends a text on the data channel. */
  say(text: string): void
  /** Bytes of datagrams both ways without ICE's own checks, and how many checks were sent. */
  traffic(): Promise<{ readonly bytes: number; readonly checks: number }>
  close(): Promise<void>
}

const OPUS = new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2 })
/** Loopback only: nothing else is gathered. */
const ADDRESSING = {
  iceUseIpv4: false,
  iceUseIpv6: false,
  iceAdditionalHostAddresses: ['127.0.0.1'],
  iceInterfaceAddresses: { udp4: '127.0.0.1' },
  iceServers: [],
}

async function trafficOf(pc: RTCPeerConnection) {
  let bytes = 0
  let checks = 0
  for (const stat of (await pc.getStats()).values()) {
    if (stat.type !== 'candidate-pair') continue
    const pair = stat as { bytesSent?: number; bytesReceived?: number; requestsSent?: number }
    bytes += (pair.bytesSent ?? 0) + (pair.bytesReceived ?? 0)
    checks += pair.requestsSent ?? 0
  }
  return { bytes, checks }
}

/** Makes a peer; `onPacket` gets every packet of the agent's sound, as it comes. */
export function createWeriftCaller(onPacket: (packet: SeenPacket) => void): WeriftCaller {
  const pc = new RTCPeerConnection({
    codecs: { audio: [OPUS], video: [] },
    bundlePolicy: 'max-bundle',
    ...ADDRESSING,
  })
  const channel = pc.createDataChannel(CHANNEL)
  pc.addTransceiver('audio', { direction: 'sendrecv' })
  pc.onTrack.subscribe(track => {
    track.onReceiveRtp.subscribe(({ header, payload }) =>
      onPacket({ payload, timestamp: header.timestamp, go: header.csrc[0] ?? 0 }),
    )
  })
  return {
    async offer() {
      await pc.setLocalDescription(await pc.createOffer())
      return pc.localDescription?.sdp ?? ''
    },
    accept: sdp => pc.setRemoteDescription({ type: 'answer', sdp } as RTCSessionDescription),
    addCandidate: candidate => void pc.addIceCandidate(candidate as never).catch(() => undefined),
    async connected() {
      while (pc.connectionState !== 'connected' || channel.readyState !== 'open') {
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    },
    say: text => channel.send(text),
    traffic: () => trafficOf(pc),
    close: () => pc.close(),
  }
}
