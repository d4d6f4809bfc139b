// The page of `npm run test:chromium`: renderer/media as it ships, with its far side handed to the test.
// Knows no scenario and no gateway; counts peers, elements and packets, and simulates nothing.
import { NO_PREFERENCES } from '../../../protocol/plain'
import { NO_DEVICES, setupOf, watchDevices } from '../../../renderer/devices'
import { createMedia, type Media, type MediaEvent } from '../../../renderer/media'

/** What is open and what flows now. Energies and counters are the browser's own, summed over open peers. */
export interface Reading {
  readonly openPeers: number
  /** Media elements that play something and are not muted. */
  readonly audible: number
  readonly agentEnergy: number
  readonly microphoneEnergy: number
  readonly packetsSent: number
  /** Payload only: what Opus made of the sound. */
  readonly bytesSent: number
  readonly packetsReceived: number
}

/** One peer's receiver: when its last packet came (Unix ms), and how many came before. */
export interface Arrival {
  readonly lastPacketAtMs: number
  readonly packets: number
}

export interface Lab {
  readonly media: Media
  read(): Promise<Reading>
  /** By order of construction, from 0; `null` before its first packet. */
  arrival(peer: number): Promise<Arrival | null>
}

declare global {
  interface Window {
    lab: Lab
    /** The test's ear, exposed by Playwright. */
    told(event: MediaEvent): Promise<void>
  }
}

const peers: RTCPeerConnection[] = []
const elements: HTMLAudioElement[] = []

const NativePeer = window.RTCPeerConnection
window.RTCPeerConnection = class extends NativePeer {
  constructor(configuration?: RTCConfiguration) {
    super(configuration)
    peers.push(this)
  }
}
const NativeAudio = window.Audio
window.Audio = class extends NativeAudio {
  constructor() {
    super()
    elements.push(this)
  }
}

const isAudible = ({ muted, paused, srcObject }: HTMLAudioElement): boolean =>
  !muted && !paused && srcObject !== null

async function read(): Promise<Reading> {
  const open = peers.filter(({ connectionState }) => connectionState !== 'closed')
  const stats = (await Promise.all(open.map(peer => peer.getStats()))).flatMap(report => [...report.values()])
  const sum = (type: string, key: string): number =>
    stats
      .filter(stat => stat.type === type && stat.kind === 'audio')
      .reduce((total, stat) => total + (stat[key] ?? 0), 0)
  return {
    openPeers: open.length,
    audible: elements.filter(isAudible).length,
    agentEnergy: sum('inbound-rtp', 'totalAudioEnergy'),
    microphoneEnergy: sum('media-source', 'totalAudioEnergy'),
    packetsSent: sum('outbound-rtp', 'packetsSent'),
    bytesSent: sum('outbound-rtp', 'bytesSent'),
    packetsReceived: sum('inbound-rtp', 'packetsReceived'),
  }
}

async function arrival(peer: number): Promise<Arrival | null> {
  const report = await peers[peer]?.getStats()
  for (const stat of report?.values() ?? []) {
    if (stat.type !== 'inbound-rtp' || !stat.packetsReceived) continue
    return { lastPacketAtMs: stat.lastPacketReceivedTimestamp, packets: stat.packetsReceived }
  }
  return null
}

const setup = setupOf({ ...NO_PREFERENCES, favourites: [] }, NO_DEVICES)
const watch = watchDevices(navigator.mediaDevices, () => undefined)
window.lab = { media: createMedia(event => void window.told(event), watch, setup), read, arrival }
