// The media room as one adapter: microphone, peers and playback, joined. In by methods, out by `emit`.
// Knows attempt numbers, no call phase: what a fact means is the machine's business.

import type { SpareFact } from '../../protocol/facts'
import type { Failure } from '../../protocol/failure'
import type { AttemptPlan, Candidate } from '../../protocol/ice'
import type { LadderStep } from '../../protocol/report'
import type { KeyWay } from '../../protocol/signaling'
import type { DeviceWatch, SoundSetup } from '../devices'
import { createHearing, type Heard } from '../hearing'
import { createMicrophone } from './microphone'
import { createPeer, type Peer, type PeerEvent, type PeerPlan } from './peer'
import { createPlayback } from './playback'
import { createRelayTale, type RelayEvent } from './relay-tale'
import { createMutedEar, type Senses } from './senses'
import { type Adopted, createSpares, type Made, type SpareEvent } from './spares'
import { createWatch, type WatchEvent } from './watch/watch'

type Told = Exclude<PeerEvent, { type: 'track' | 'peer.relay' }>
/** What belongs to a call: each names its attempt, but for the microphone's. */
export type CallMediaEvent =
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
  /** A turn or an interruption, as the taps of both tracks heard it. */
  | ({ readonly type: 'talk.heard' } & Heard)
  /** The attempt took over a line that was connected before the call. */
  | { readonly type: 'peer.adopted'; readonly attempt: number }
  | (Told & { readonly attempt: number })
export type MediaEvent = CallMediaEvent | RelayEvent | Exclude<SpareEvent, { type: 'peer.relay' }>

type Adapted = Pick<LadderStep, 'redundancyOut' | 'bitrateKbps' | 'frameMs' | 'jitterTargetMs'>

export interface Media {
  openMicrophone(): void
  muteMicrophone(muted: boolean): void
  /** On hold nothing is heard at either end, while packets flow. */
  hold(on: boolean): void
  /** A key, on the attempt that carries the call; `signaling`: it cannot go that way. */
  press(digit: string): KeyWay
  /** Shows how loud this microphone is, outside a call; null: no more. */
  showMicrophone(track: MediaStreamTrack | null): void
  /** Which devices, and how the microphone is treated: at once, in a call as before one. */
  use(setup: SoundSetup): void
  /** Makes the attempt's peer, or takes the one that its plan says is ready. */
  startPeer(plan: AttemptPlan): void
  acceptAnswer(attempt: number, sdp: string): void
  addCandidate(attempt: number, candidate: Candidate): void
  /** This attempt carries the call: audible, and fed by the microphone as soon as there is one. */
  carry(attempt: number): void
  /** Of the agent's packets those are played that come on this attempt and obey the order `go`; `old`: the path before, too. */
  listen(attempt: number, go: number | null, old: 'left' | 'heard'): void
  /** Says something on the attempt's own data channel, if it is open. */
  say(attempt: number, text: string): void
  /** Whether both ends of the attempt that carries the call can repeat sounds. */
  canRepeat(): boolean
  /** How sound is sent and played from now on, on whichever attempt carries the call. */
  adapt(step: Adapted): void
  /** Silence both ways, at once; the peers stay for a last reading. */
  hush(): void
  endPeer(attempt: number): void
  /** Everything of a call is let go. Idempotent. */
  release(): void
  /** What main says of peers before any call. */
  hearSpare(fact: SpareFact): void
  /** Statistics of the attempt that carries the call, or null when none does. */
  stats(): Promise<RTCStatsReport | null>
  /** What statistics do not say of the devices at this end. */
  senses(): Senses
}

/** @param setup of the first call, until `use` says otherwise */
export function createMedia(
  emit: (event: MediaEvent) => void,
  devices: Pick<DeviceWatch, 'start' | 'stop' | 'hasSpeaker' | 'othersThan'>,
  setup: SoundSetup,
): Media {
  const peers = new Map<number, Made>()
  /** Attempts that were lines before the call, by their old names. */
  const lines = new Map<string, number>()
  const watch = createWatch(event => flowed(event))
  const playback = createPlayback(() => new Audio())
  const mutedEar = createMutedEar()
  const hearing = createHearing(heard => emit({ type: 'talk.heard', ...heard }))
  let track: MediaStreamTrack | null = null
  const silenced = { muted: false, held: false }
  let carrier: number | null = null
  /** Whose packets are played. */
  let listening: number | null = null
  let made = 0

  const microphone = createMicrophone(navigator.mediaDevices, setup.microphone, event => {
    if (event.type === 'refused') {
      emit({ type: 'mic.refused', failure: event.failure })
      return
    }
    track = event.track
    feed()
    if (event.type === 'opened') emit({ type: 'mic.opened' })
    // To whatever it is silenced by, the new one is as well.
    else silence({})
  })
  /** Its packets are watched under a key of its own: which attempt it will be may not be known yet. */
  const make = (plan: PeerPlan, hear: (event: PeerEvent) => void): Made => {
    made += 1
    const key = made
    const tap = {
      configuration: watch.configuration,
      open: (transceiver: RTCRtpTransceiver) => watch.open(key, transceiver),
    }
    return { key, peer: createPeer(plan, tap, hear) }
  }
  const letGo = ({ key, peer }: Made): void => {
    watch.forget(key)
    peer.close()
  }
  const relays = createRelayTale(attempt => peers.get(attempt)?.peer.relay() ?? null, emit)
  const spares = createSpares(make, letGo, event => {
    if (event.type === 'peer.relay') relays.told(event, null)
    else emit(event)
  })

  const silence = (change: Partial<typeof silenced>): void => {
    const { muted, held } = Object.assign(silenced, change)
    microphone.mute(muted || held)
    hearing.mute(muted || held)
    mutedEar.listen(muted && !held ? track : null)
    playback.hold(held)
  }
  /** Only the carrier hears the microphone; from then on it is listened to here, too. */
  const feed = (): void => {
    for (const [attempt, { peer }] of peers) peer.feed(attempt === carrier ? track : null)
    hear()
  }
  const hear = (): void => {
    if (carrier === null) return
    hearing.hear('agent', playback.audible()?.getAudioTracks()[0] ?? null)
    hearing.hear('microphone', track)
  }
  const carrying = (): Peer | undefined => (carrier === null ? undefined : peers.get(carrier)?.peer)
  const attemptOf = (wanted: number): number | undefined =>
    [...peers].find(([, { key }]) => key === wanted)?.[0]
  const flowed = (event: WatchEvent): void => {
    const attempt = attemptOf(event.key)
    if (attempt === undefined) return
    relays.flowed(attempt, event.type)
    if (event.type === 'stalled') {
      emit({ type: 'peer.stalled', attempt, rtpTimestamp: event.rtpTimestamp, silentMs: event.silentMs })
      return
    }
    const last = carrier === null ? undefined : peers.get(carrier)
    const rtpTimestamp = last === undefined ? undefined : event.last.get(last.key)
    const heard = carrier === null || rtpTimestamp === undefined ? null : { attempt: carrier, rtpTimestamp }
    emit({ type: 'peer.sounded', attempt, heard })
    if (attempt === carrier) relays.carries(attempt)
  }
  const hearPeer =
    (attempt: number) =>
    (event: PeerEvent): void => {
      if (event.type === 'peer.failed') relays.broke(attempt)
      if (event.type === 'peer.relay') relays.told(event, attempt)
      else if (event.type === 'track') {
        playback.add(attempt, event.track)
        hear()
      } else emit({ ...event, attempt })
    }
  const adopt = (attempt: number, id: string, { key, peer, as, hear }: Adopted): void => {
    peers.set(attempt, { key, peer })
    if (as === 'connected') lines.set(id, attempt)
    // Whatever flowed before is not the call's: its first packet is news.
    watch.forget(key)
    hear(hearPeer(attempt))
    if (as === 'connected') emit({ type: 'peer.adopted', attempt })
  }
  /** The far end let go of a line while its call was on the way to it. */
  const lose = (id: string): void => {
    const attempt = lines.get(id)
    if (attempt === undefined || !peers.has(attempt)) return
    emit({ type: 'peer.failed', attempt, failure: { name: 'relay_lost', detail: 'the line was over' } })
  }
  const listen = (attempt: number, go: number | null, old: 'left' | 'heard'): void => {
    const made = peers.get(attempt)
    if (made === undefined) return
    listening = attempt
    watch.listen(made.key, go, old)
  }
  const close = (attempt: number): void => {
    const leaving = peers.get(attempt)
    if (leaving === undefined) return
    peers.delete(attempt)
    playback.remove(attempt)
    letGo(leaving)
    if (carrier === attempt) carrier = null
  }

  return {
    openMicrophone: () => {
      devices.start()
      microphone.open()
    },
    muteMicrophone: muted => silence({ muted }),
    hold: held => silence({ held }),
    press: digit => carrying()?.press(digit) ?? 'signaling',
    use: ({ microphone: wanted, speaker }) => {
      microphone.use(wanted)
      playback.use(speaker)
    },
    showMicrophone: tried => {
      if (tried === null) hearing.stop()
      else hearing.hear('microphone', tried)
    },
    startPeer: plan => {
      const { attempt } = plan
      const id = plan.spare?.id ?? ''
      const ready = spares.adopt(id)
      if (ready === null) peers.set(attempt, make(plan, hearPeer(attempt)))
      else adopt(attempt, id, ready)
    },
    acceptAnswer: (attempt, sdp) => peers.get(attempt)?.peer.acceptAnswer(sdp),
    addCandidate: (attempt, candidate) => peers.get(attempt)?.peer.addCandidate(candidate),
    listen,
    carry: attempt => {
      carrier = attempt
      // Nobody named an order for it: the first of a call, or another stream of a server that knows no orders.
      if (listening !== attempt) listen(attempt, null, 'left')
      playback.sound(attempt)
      feed()
      relays.carries(attempt)
    },
    say: (attempt, text) => peers.get(attempt)?.peer.say(text),
    canRepeat: () => carrying()?.canRepeat() ?? false,
    adapt: ({ redundancyOut, bitrateKbps, frameMs, jitterTargetMs }) => {
      watch.repeat(redundancyOut, frameMs)
      carrying()?.tune(bitrateKbps, jitterTargetMs)
    },
    hush: () => {
      playback.sound(null)
      for (const { peer } of peers.values()) peer.feed(null)
    },
    endPeer: attempt => {
      relays.ends(attempt)
      close(attempt)
    },
    release: () => {
      for (const attempt of [...peers.keys()]) close(attempt)
      lines.clear()
      relays.forget()
      playback.sound(null)
      hearing.stop()
      microphone.close()
      silence({ muted: false, held: false })
      devices.stop()
      track = null
      carrier = null
      listening = null
    },
    hearSpare: fact => {
      spares.take(fact)
      if (fact.type === 'spare.dropped') lose(fact.id)
    },
    senses: () => ({
      microphone: {
        isOpen: track?.readyState === 'live',
        isMutedBySystem: track?.muted ?? false,
        others: track === null ? 0 : devices.othersThan(track),
        mutedLoudness: mutedEar.loudness(),
        gives: hearing.gives(),
      },
      hasSpeaker: devices.hasSpeaker(),
    }),
    stats: () => carrying()?.stats() ?? Promise.resolve(null),
  }
}
