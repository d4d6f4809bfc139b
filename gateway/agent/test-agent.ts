// The built-in Test Agent: greets, then plays back what it hears, turn by turn. Runs the turn machine over real packets.
// Must not know attempts, signaling or files: prompts come in as frames.
import { FRAME_MS, type HeardPacket, type OpusFrame, SILENCE } from '../media/frames'
import { opusMs } from '../media/opus'
import type { Agent, AgentFact } from './agent'
import { createCapture } from './capture'
import { createMouth } from './mouth'
import { HANGOVER_MS, START, type TurnEffect, type TurnEvent, type Turns, transition } from './turns'

export interface Prompts {
  readonly greeting: readonly OpusFrame[]
  readonly goodbye: readonly OpusFrame[]
}

/** The caller's player still holds the last of the goodbye when we have sent it: wait that long before hanging up. */
const HANG_UP_AFTER: readonly OpusFrame[] = Array.from({ length: 10 }, () => SILENCE)

/** A packet that does not tell its level counts as silence: the Test Agent never decodes sound. */
const levelDb = (packet: HeardPacket): number =>
  packet.audioLevelDbov === null ? -127 : -packet.audioLevelDbov

/** Makes a Test Agent for one call. */
export function createTestAgent(prompts: Prompts, emit: (fact: AgentFact) => void): Agent {
  const capture = createCapture()
  const mouth = createMouth()
  let turns: Turns = START

  const hush = () => {
    mouth.hush()
    emit({ type: 'hushed' })
  }
  const perform = (effect: TurnEffect): void => {
    if (effect.do === 'capture') capture.begin()
    else if (effect.do === 'hush') hush()
    else if (effect.do === 'forget') capture.finish(0)
    else if (effect.do === 'announce') emit({ type: 'state', state: effect.state })
    else if (effect.do === 'report') {
      const { n, responseMs, endpointMs } = effect
      // It knows no token: it repeats.
      emit({ type: 'turn', n, responseMs, stages: { endpointMs, firstAudioMs: responseMs } })
    } else if (effect.do === 'end') emit({ type: 'left', reason: effect.reason })
    else if (effect.what === 'reply') mouth.say(capture.finish(HANGOVER_MS))
    else if (effect.what === 'goodbye') mouth.say([...prompts.goodbye, ...HANG_UP_AFTER])
    else mouth.say(prompts.greeting)
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
      const { frames, now } = mouth.tick()
      if (now === 'spoken') dispatch({ type: 'spoken', atMs })
      return frames.length > 0 || now === 'speaking' ? frames : [SILENCE]
    },
    hold: (on, atMs) => dispatch({ type: on ? 'hold' : 'resume', atMs }),
    leave: reason => dispatch({ type: 'leave', reason }),
  }
}
