// The media room as one adapter: microphone, peers and playback, joined. In by methods, out by `emit`.
// Knows attempt numbers, no call phase: what a fact means is the machine's business.
import type { Failure } from '../../protocol/failure'
import type { AttemptPlan, Candidate } from '../../protocol/ice'
import { onFirstPacket } from './first-packet'
import { createLevels, type Levels } from './levels'
import { createMicrophone } from './microphone'
import { createPeer, type Peer, type PeerEvent } from './peer'
import { createPlayback } from './playback'

type Told = Exclude<PeerEvent, { type: 'track' }>
export type MediaEvent =
  | { readonly type: 'mic.opened' }
  | { readonly type: 'mic.refused'; readonly failure: Failure }
  | { readonly type: 'peer.sounded'; readonly attempt: number }
  | (Told & { readonly attempt: number })

export interface Media {
  openMicrophone(): void
  muteMicrophone(muted: boolean): void
  startPeer(plan: AttemptPlan): void
  acceptAnswer(attempt: number, sdp: string): void
  addCandidate(attempt: number, candidate: Candidate): void
  /** This attempt carries the call: audible, and fed by the microphone as soon as there is one. */
  carry(attempt: number): void
  /** Silence both ways, at once; the peers stay for a last reading. */
  hush(): void
  endPeer(attempt: number): void
  /** Everything is let go. Idempotent. */
  release(): void
  /** Statistics of the attempt that carries the call, or null when none does. */
  stats(): Promise<RTCStatsReport | null>
  readonly levels: Levels
}

interface Running {
  readonly peer: Peer
  stopWaiting: () => void
}

export function createMedia(emit: (event: MediaEvent) => void): Media {
  const peers = new Map<number, Running>()
  const playback = createPlayback(() => new Audio())
  let track: MediaStreamTrack | null = null
  let heard: MediaStream | null = null
  let carrier: number | null = null

  const microphone = createMicrophone(navigator.mediaDevices, event => {
    if (event.type === 'refused') {
      emit({ type: 'mic.refused', failure: event.failure })
      return
    }
    track = event.track
    heard = new MediaStream([track])
    feed()
    emit({ type: 'mic.opened' })
  })
  /** Only the carrier hears the microphone. */
  const feed = (): void => {
    for (const [attempt, { peer }] of peers) peer.feed(attempt === carrier ? track : null)
  }
  const hear = (attempt: number, event: PeerEvent & { type: 'track' }): void => {
    playback.add(attempt, event.track)
    const running = peers.get(attempt)
    if (running === undefined) return
    running.stopWaiting()
    running.stopWaiting = onFirstPacket(event.receiver, () => emit({ type: 'peer.sounded', attempt }))
  }
  const endPeer = (attempt: number): void => {
    const running = peers.get(attempt)
    if (running === undefined) return
    peers.delete(attempt)
    running.stopWaiting()
    playback.remove(attempt)
    running.peer.close()
    if (carrier === attempt) carrier = null
  }

  return {
    openMicrophone: microphone.open,
    muteMicrophone: microphone.mute,
    startPeer: plan => {
      const peer = createPeer(plan, event => {
        if (event.type === 'track') hear(plan.attempt, event)
        else emit({ ...event, attempt: plan.attempt })
      })
      peers.set(plan.attempt, { peer, stopWaiting: () => undefined })
    },
    acceptAnswer: (attempt, sdp) => peers.get(attempt)?.peer.acceptAnswer(sdp),
    addCandidate: (attempt, candidate) => peers.get(attempt)?.peer.addCandidate(candidate),
    carry: attempt => {
      carrier = attempt
      playback.sound(attempt)
      feed()
    },
    hush: () => {
      playback.sound(null)
      for (const { peer } of peers.values()) peer.feed(null)
    },
    endPeer,
    release: () => {
      for (const attempt of [...peers.keys()]) endPeer(attempt)
      playback.sound(null)
      microphone.close()
      track = null
      heard = null
      carrier = null
    },
    stats: () => (carrier === null ? undefined : peers.get(carrier))?.peer.stats() ?? Promise.resolve(null),
    levels: createLevels({ agent: playback.audible, microphone: () => heard }),
  }
}
