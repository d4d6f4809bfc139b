// The media room as one adapter: microphone, peers and playback, joined. In by methods, out by `emit`.
// Knows attempt numbers, no call phase: what a fact means is the machine's business.
import type { Failure } from '../../protocol/failure'
import type { AttemptPlan, Candidate } from '../../protocol/ice'
import { createLevels, type Levels } from './levels'
import { createMicrophone } from './microphone'
import { createPeer, type Peer, type PeerEvent } from './peer'
import { createPlayback } from './playback'
import { createWatch, type WatchEvent } from './watch/watch'

type Told = Exclude<PeerEvent, { type: 'track' }>
export type MediaEvent =
  | { readonly type: 'mic.opened' }
  | { readonly type: 'mic.refused'; readonly failure: Failure }
  | {
      readonly type: 'peer.sounded'
      readonly attempt: number
      readonly heard: { readonly attempt: number; readonly rtpTimestamp: number } | null
    }
  | {
      readonly type: 'peer.stalled'
      readonly attempt: number
      readonly rtpTimestamp: number
      readonly silentMs: number
    }
  | (Told & { readonly attempt: number })

export interface Media {
  openMicrophone(): void
  muteMicrophone(muted: boolean): void
  startPeer(plan: AttemptPlan): void
  acceptAnswer(attempt: number, sdp: string): void
  addCandidate(attempt: number, candidate: Candidate): void
  /** This attempt carries the call: audible, and fed by the microphone as soon as there is one. */
  carry(attempt: number): void
  /** Says something on the attempt's own data channel, if it is open. */
  say(attempt: number, text: string): void
  /** Silence both ways, at once; the peers stay for a last reading. */
  hush(): void
  endPeer(attempt: number): void
  /** Everything is let go. Idempotent. */
  release(): void
  /** Statistics of the attempt that carries the call, or null when none does. */
  stats(): Promise<RTCStatsReport | null>
  readonly levels: Levels
}

export function createMedia(emit: (event: MediaEvent) => void): Media {
  const peers = new Map<number, Peer>()
  const watch = createWatch(event => flowed(event))
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
    for (const [attempt, peer] of peers) peer.feed(attempt === carrier ? track : null)
  }
  const flowed = (event: WatchEvent): void => {
    const { attempt } = event
    if (!peers.has(attempt)) return
    if (event.type === 'stalled') {
      emit({ type: 'peer.stalled', attempt, rtpTimestamp: event.rtpTimestamp, silentMs: event.silentMs })
      return
    }
    const rtpTimestamp = carrier === null ? undefined : event.last.get(carrier)
    const heard = carrier === null || rtpTimestamp === undefined ? null : { attempt: carrier, rtpTimestamp }
    emit({ type: 'peer.sounded', attempt, heard })
  }
  const endPeer = (attempt: number): void => {
    const peer = peers.get(attempt)
    if (peer === undefined) return
    peers.delete(attempt)
    watch.forget(attempt)
    playback.remove(attempt)
    peer.close()
    if (carrier === attempt) carrier = null
  }

  return {
    openMicrophone: microphone.open,
    muteMicrophone: microphone.mute,
    startPeer: plan => {
      const { attempt } = plan
      const tap = {
        configuration: watch.configuration,
        open: (transceiver: RTCRtpTransceiver) => watch.open(attempt, transceiver),
      }
      const peer = createPeer(plan, tap, event => {
        if (event.type === 'track') playback.add(attempt, event.track)
        else emit({ ...event, attempt })
      })
      peers.set(attempt, peer)
    },
    acceptAnswer: (attempt, sdp) => peers.get(attempt)?.acceptAnswer(sdp),
    addCandidate: (attempt, candidate) => peers.get(attempt)?.addCandidate(candidate),
    carry: attempt => {
      carrier = attempt
      playback.sound(attempt)
      feed()
    },
    say: (attempt, text) => peers.get(attempt)?.say(text),
    hush: () => {
      playback.sound(null)
      for (const peer of peers.values()) peer.feed(null)
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
    stats: () => (carrier === null ? undefined : peers.get(carrier))?.stats() ?? Promise.resolve(null),
    levels: createLevels({ agent: playback.audible, microphone: () => heard }),
  }
}
