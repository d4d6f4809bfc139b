// The built-in Test Agent: greets, then plays back what it hears, turn by turn. Runs the turn machine over real packets.
// Must not know attempts, signaling or files: prompts come in as frames.
import { FRAME_MS, type HeardPacket, type OpusFrame, SILENCE } from '../media/frames'
import { opusMs } from '../media/opus'
import type { Agent, AgentFact } from './agent'
import { createCaptions, WORDS } from './captions'
import { createCapture, PRE_ROLL_MS } from './capture'
import { createMouth } from './mouth'
import { createReader } from './reader'
import {
  HANGOVER_MS,
  type Spoken,
  START,
  TURN_ONSET_MS,
  type TurnEffect,
  type TurnEvent,
  type Turns,
  transition,
} from './turns'

export interface Prompts {
  readonly greeting: readonly OpusFrame[]
  readonly goodbye: readonly OpusFrame[]
}

/** The caller's player still holds the last of the goodbye when we have sent it: wait that long before hanging up. */
const HANG_UP_AFTER: readonly OpusFrame[] = Array.from({ length: 10 }, () => SILENCE)

const lengthOf = (frames: readonly OpusFrame[]): number => frames.reduce((sum, { ms }) => sum + ms, 0)

/** What is kept of the time before a turn; part of it is speech. */
const BEFORE_SPEECH_MS = PRE_ROLL_MS - TURN_ONSET_MS

/** A packet that does not tell its level counts as silence: the Test Agent never decodes sound. */
const levelDb = (packet: HeardPacket): number =>
  packet.audioLevelDbov === null ? -127 : -packet.audioLevelDbov

/** Makes a Test Agent for one call. */
export function createTestAgent(prompts: Prompts, emit: (fact: AgentFact) => void): Agent {
  const capture = createCapture()
  const mouth = createMouth()
  const captions = createCaptions(emit)
  const reader = createReader(emit, act => {
    if (act === 'leave') dispatch({ type: 'leave', reason: 'agent' })
    else dispatch({ type: 'greet' })
  })
  let turns: Turns = START

  const hush = () => {
    mouth.hush()
    captions.cut()
    emit({ type: 'hushed' })
  }
  const perform = (effect: TurnEffect): void => {
    if (effect.do === 'capture') {
      capture.begin()
      captions.hearing()
    } else if (effect.do === 'hush') hush()
    else if (effect.do === 'forget') {
      capture.finish(0)
      captions.heard(null)
    } else if (effect.do === 'announce') emit({ type: 'state', state: effect.state })
    else if (effect.do === 'report') {
      const { n, responseMs, endpointMs } = effect
      // It knows no token: it repeats.
      emit({ type: 'turn', n, responseMs, stages: { endpointMs, firstAudioMs: responseMs } })
    } else if (effect.do === 'end') emit({ type: 'left', reason: effect.reason })
    else if (effect.what === 'reply') reply()
    else prompt(effect.what)
  }
  const reply = (): void => {
    const frames = capture.finish(HANGOVER_MS)
    const ms = lengthOf(frames)
    captions.heard(Math.max(0, ms - BEFORE_SPEECH_MS))
    captions.say(WORDS.reply(ms), ms)
    mouth.say(frames)
  }
  const prompt = (what: Exclude<Spoken, 'reply'>): void => {
    captions.heard(null)
    captions.say(WORDS[what], lengthOf(prompts[what]))
    mouth.say(what === 'goodbye' ? [...prompts.goodbye, ...HANG_UP_AFTER] : prompts.greeting)
  }

  const dispatch = (event: TurnEvent): void => {
    const [next, effects] = transition(turns, event)
    turns = next
    effects.forEach(perform)
  }

  return {
    mediaUp: atMs => dispatch({ type: 'media.up', atMs }),
    heard(packet, atMs) {
      capture.take(packet)
      const ms = opusMs(packet.payload) ?? FRAME_MS
      dispatch({ type: 'level', atMs, db: levelDb(packet), ms })
    },
    tick(atMs) {
      dispatch({ type: 'tick', atMs })
      reader.tick(atMs)
      const { frames, now } = mouth.tick()
      captions.said(lengthOf(frames))
      if (now === 'spoken') captions.done()
      if (now === 'spoken') dispatch({ type: 'spoken', atMs })
      return frames.length > 0 || now === 'speaking' ? frames : [SILENCE]
    },
    hold: (on, atMs) => dispatch({ type: on ? 'hold' : 'resume', atMs }),
    read: reader.read,
    leave: reason => dispatch({ type: 'leave', reason }),
  }
}
