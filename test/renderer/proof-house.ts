// A call as the proof sees it, second by second, for its tests.
import { prove, proving, provingElsewhere, standing } from '../../renderer/health/proof'
import type { Reading } from '../../renderer/health/reading'
import type { Sides } from '../../renderer/health/sides'

/** One second of a call. Energy: 0.01 is somebody who speaks, 1e-7 a room, 0 digital silence. */
export interface Second {
  readonly sent?: number
  readonly received?: number
  readonly played?: number
  readonly agent?: number
  readonly microphone?: number
  /** Packets that the far end reports lost; null: it sends no report. */
  readonly lost?: number | null
  readonly sides?: Partial<Omit<Sides, 'microphone'>>
  readonly device?: Partial<Sides['microphone']>
}
export const VOICE = 0.01
export const ROOM = 1e-7

export const START = {
  atMs: 0, rttMs: 50, jitterMs: 5, packetsReceived: 0, packetsLost: 0, bytesReceived: 0, bytesSent: 0, packetsSent: 0,
  acknowledged: null, concealedSamples: 0, totalSamples: 0, jitterBufferDelayS: 0, jitterBufferEmitted: 0, playoutDelayS: 0,
  playoutSamples: 0, redundantPackets: 0,
  redundantUnused: 0, bytesCarried: 0, agentEnergy: 0, microphoneEnergy: 0, agentLevel: null, microphoneLevel: null,
  candidate: null,
} as const satisfies Reading // biome-ignore format: one reading

export const WELL: Sides = {
  microphone: {
    isOpen: true,
    isMuted: false,
    isMutedBySystem: false,
    others: 0,
    mutedLoudness: null,
    gives: null,
  },
  speaker: 'there',
  agent: 'listening',
  far: 'sound',
  isHeld: false,
  isSteady: true,
}

const after = (reading: Reading, second: Second, seconds: number): Reading => ({
  ...reading,
  atMs: reading.atMs + 1_000 * seconds,
  packetsSent: reading.packetsSent + Math.round((second.sent ?? 50) * seconds),
  packetsReceived: reading.packetsReceived + Math.round((second.received ?? 50) * seconds),
  jitterBufferEmitted: reading.jitterBufferEmitted + (second.played ?? 48_000) * seconds,
  agentEnergy: reading.agentEnergy + (second.agent ?? 0) * seconds,
  microphoneEnergy: reading.microphoneEnergy + (second.microphone ?? ROOM) * seconds,
  acknowledged:
    second.lost === null
      ? reading.acknowledged
      : {
          fractionLost: 0,
          packetsLost: (reading.acknowledged?.packetsLost ?? 0) + (second.lost ?? 0) * seconds,
          reports: (reading.acknowledged?.reports ?? 0) + 1,
        },
})

export function proofOf() {
  let reading: Reading = START
  let before: Reading | null = null
  let state = proving()
  const take = (second: Second): void => {
    const sides = { ...WELL, ...second.sides, microphone: { ...WELL.microphone, ...second.device } }
    state = prove(state, before, reading, sides, reading.atMs)
    before = reading
  }
  const play = {
    /** A reading in the moment of the first sound, as the sampler takes one, then so many seconds, the first one short. */
    begins: (second: Second) => {
      take(second)
      reading = after(reading, second, 0.9)
      take(second)
      reading = after(reading, second, 1)
      take(second)
      return play
    },
    seconds: (n: number, second: Second = {}) => {
      for (let one = 0; one < n; one += 1) {
        reading = after(reading, second, 1)
        take(second)
      }
      return play
    },
    moves: () => {
      state = provingElsewhere(state)
      reading = { ...START, atMs: reading.atMs }
      before = null
      return play
    },
    now: () => standing(state.proof),
    proof: () => state.proof,
  }
  return play
}

export const NOBODY_HEARS: Second = { sides: { far: 'nothing' }, lost: null, microphone: VOICE }
export const TALK: Second = { microphone: VOICE }
