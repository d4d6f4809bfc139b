// What two readings and the two sides say for or against each finding, before any patience. Pure; who is patient is proof.ts.
import type { Finding } from '../../protocol/plain'
import { type Echo, isEcho, listen, NO_ECHO } from './echo'
import type { Reading } from './reading'
import type { Sides } from './sides'

/** `over`: it cannot be so any more, whatever it was. `unknown` changes nothing. */
export type Seen = 'bad' | 'good' | 'over' | 'unknown'

/** What must be remembered from reading to reading, beside the readings. */
export interface Evidence {
  /** Packets that left since the far end was last known to hear any. */
  readonly sentUnheard: number
  /** What the far end reports of this path's packets, as of the last reading. */
  readonly reports: number | null
  /** A word of the far end that its reports have belied: the next one is on its way. */
  readonly belied: Sides['far']
  /** The agent says that it speaks: whether it was heard since it began to. Null: it does not say so. */
  readonly speaking: { readonly sounded: boolean } | null
  /** The agent sounded until the last reading: the echo canceller may not be done with it. */
  readonly isAgentSounding: boolean
  readonly echo: Echo
}
export const NO_EVIDENCE: Evidence = {
  sentUnheard: 0,
  reports: null,
  belied: null,
  speaking: null,
  isAgentSounding: false,
  echo: NO_ECHO,
}

/** Another path: what was sent on the old one proves nothing of this one. */
export const onAnotherPath = (evidence: Evidence): Evidence => ({
  ...evidence,
  sentUnheard: 0,
  reports: null,
})

/** Less energy in a second than one quantum of 16 bits has: digital silence, which no live microphone gives. */
const SILENCE = 1e-9
/** -60 dBFS, as energy in a second: nobody hears that. */
export const INAUDIBLE = 1e-6
/**
 * -30 dBFS, as energy in a second: somebody speaks. While the agent sounds Chromium's echo canceller gives noise of its own, whatever
 * the microphone does (measured with digital silence, Electron 33: -70 dBFS, and -44 in its first second): less says nothing then.
 */
const OVER_ECHO = 1e-3
/** -40 dBFS, root mean square: speech at a headset is louder, a room is not. */
const LOUD = 0.01
/** 1.5 s of packets: whoever has got none of them by now, and says so a second after the last, gets none. */
const UNHEARD_PACKETS = 75
/** Half of what comes in a second: the path is well. */
const PACKETS = 25
/** Of what was sent, so much was lost: all of it, but for a rest in flight. */
const ALL = 0.9

export interface Look {
  readonly from: Reading
  readonly to: Reading
  readonly sides: Sides
  readonly seconds: number
  /** The microphone has given sound before, in this call. */
  readonly hasSpoken: boolean
}

const grown = ({ from, to }: Look, of: (reading: Reading) => number): number => Math.max(0, of(to) - of(from))

const isFirstReport = ({ acknowledged }: Reading, reports: Evidence['reports']): boolean =>
  reports === null && acknowledged !== null

/**
 * Whether the far end gets packets. It says so itself, or by its reports (RFC 3550, section 6.4): the first report of a path is about
 * packets that came. A later one says nothing while it does not count losses, since some ends repeat their last.
 */
function hearing(look: Look, { reports, belied }: Evidence): 'hears' | 'nothing' | 'unknown' {
  const { from, to, sides } = look
  if (isFirstReport(to, reports)) return 'hears'
  if (sides.far !== belied && sides.far !== null) return sides.far === 'nothing' ? 'nothing' : 'hears'
  if (to.acknowledged === null || from.acknowledged === null) return 'unknown'
  if (to.acknowledged.reports <= from.acknowledged.reports) return 'unknown'
  const sent = grown(look, reading => reading.packetsSent)
  const lost = to.acknowledged.packetsLost - from.acknowledged.packetsLost
  return sent > PACKETS && lost >= ALL * sent ? 'nothing' : 'hears'
}

/** Whether somebody could have heard the agent: what stands in for a late packet of silence is louder than nothing. */
const isHeard = (look: Look): boolean =>
  grown(look, reading => reading.agentEnergy) > INAUDIBLE * look.seconds

/** What is remembered after this reading. */
export function remember(before: Evidence, look: Look): Evidence {
  const { to, sides, seconds } = look
  const hears = hearing(look, before)
  const sent = before.sentUnheard + grown(look, reading => reading.packetsSent)
  const agent = grown(look, reading => reading.agentEnergy)
  const isBelied = sides.far === 'nothing' && isFirstReport(to, before.reports)
  return {
    sentUnheard: hears === 'hears' || !sides.isSteady ? 0 : sent,
    reports: to.acknowledged?.reports ?? before.reports,
    belied: isBelied || before.belied === sides.far ? sides.far : null,
    speaking:
      sides.agent === 'speaking' ? { sounded: (before.speaking?.sounded ?? false) || isHeard(look) } : null,
    isAgentSounding: agent > SILENCE * seconds,
    echo: listen(
      before.echo,
      agent,
      grown(look, reading => reading.microphoneEnergy),
      seconds,
    ),
  }
}

/**
 * What the microphone itself gives, apart from what is done to it: `nothing` is digital silence. Its second capture says so, whoever
 * speaks; but once it has given sound its silence counts in the agent's pauses alone, for people listen.
 */
export function microphoneOf(look: Look, before: Evidence): 'sound' | 'nothing' | 'unknown' {
  const { seconds, hasSpoken } = look
  const { gives } = look.sides.microphone
  if (gives === 'sound' || (gives === 'nothing' && !hasSpoken)) return gives
  const energy = grown(look, reading => reading.microphoneEnergy)
  const isAgentSounding = grown(look, reading => reading.agentEnergy) > SILENCE * seconds
  if (isAgentSounding || seconds === 0) return energy > OVER_ECHO * seconds ? 'sound' : 'unknown'
  if (energy <= SILENCE * seconds) return 'nothing'
  return before.isAgentSounding ? 'unknown' : 'sound'
}

function microphoneSilent(look: Look, before: Evidence): Seen {
  const { isOpen, isMuted, isMutedBySystem } = look.sides.microphone
  if (isMuted || isMutedBySystem) return 'over'
  if (!isOpen || grown(look, reading => reading.packetsSent) === 0) return 'unknown'
  const gives = microphoneOf(look, before)
  if (gives === 'unknown') return 'unknown'
  return gives === 'sound' ? 'over' : 'bad'
}

function callerUnsent(look: Look): Seen {
  const { isOpen, isMutedBySystem } = look.sides.microphone
  if (!isOpen || isMutedBySystem || !look.sides.isSteady) return 'unknown'
  return grown(look, reading => reading.packetsSent) === 0 ? 'bad' : 'over'
}

function callerUnheard(look: Look, before: Evidence, now: Evidence): Seen {
  if (!look.sides.isSteady) return 'unknown'
  if (hearing(look, before) === 'hears') return 'good'
  const isHeardOf = hearing(look, before) === 'nothing'
  return isHeardOf && now.sentUnheard >= UNHEARD_PACKETS ? 'bad' : 'unknown'
}

function speakerGone(look: Look): Seen {
  const { speaker, isSteady } = look.sides
  if (speaker !== 'there') return speaker === 'gone' ? 'bad' : 'unknown'
  if (grown(look, reading => reading.jitterBufferEmitted) > 0) return 'good'
  const isComing = isSteady && grown(look, reading => reading.packetsReceived) >= PACKETS
  return isComing && look.from.jitterBufferEmitted > 0 ? 'bad' : 'unknown'
}

function agentSilent(look: Look, before: Evidence, now: Evidence): Seen {
  const { seconds } = look
  if (isHeard(look)) return 'over'
  if (before.speaking === null || now.speaking === null) return 'unknown'
  const isWhole =
    grown(look, reading => reading.packetsReceived) >= PACKETS * seconds &&
    grown(look, reading => reading.jitterBufferEmitted) > 0
  // Said to speak, and heard since: signaling may have lost the word that it has ended.
  return isWhole && !now.speaking.sounded ? 'bad' : 'unknown'
}

function talkingMuted({ sides }: Look): Seen {
  const { isMuted, mutedLoudness } = sides.microphone
  if (!isMuted) return 'over'
  if (mutedLoudness === null) return 'unknown'
  return mutedLoudness >= LOUD ? 'bad' : 'good'
}

/** On hold: what is about sound is over. Whether packets leave and arrive is asked as ever. */
const OVER_WHEN_HELD = {
  microphone_muted: 'over',
  microphone_silent: 'over',
  microphone_wrong: 'over',
  speaker_gone: 'unknown',
  agent_silent: 'over',
  talking_muted: 'over',
  echo: 'over',
} as const satisfies { readonly [F in Finding]?: Seen }

/** For and against each finding. @param now what is remembered after this reading */
export function weigh(look: Look, before: Evidence, now: Evidence): { readonly [F in Finding]: Seen } {
  const { microphone } = look.sides
  const silent = microphoneSilent(look, before)
  const isWrong = microphone.others > 0
  const seen: { readonly [F in Finding]: Seen } = {
    microphone_muted: microphone.isMutedBySystem && !microphone.isMuted ? 'bad' : 'over',
    microphone_silent: isWrong ? 'over' : silent,
    microphone_wrong: isWrong ? silent : 'over',
    caller_unsent: callerUnsent(look),
    caller_unheard: callerUnheard(look, before, now),
    speaker_gone: speakerGone(look),
    agent_silent: agentSilent(look, before, now),
    talking_muted: talkingMuted(look),
    echo: isEcho(now.echo) ? 'bad' : now.echo.both === 0 ? 'good' : 'unknown',
  }
  return look.sides.isHeld ? { ...seen, ...OVER_WHEN_HELD } : seen
}
