// An agent that answers as it is told: so long after each utterance, for so long, and stops so soon when it is talked over.
// Knows when an utterance ends by its known length: no endpointing of its own blurs the delay.
import type { Agent, AgentMaker } from '../../../gateway/agent/agent'
import { createMouth } from '../../../gateway/agent/mouth'
import { FRAME_MS, type HeardPacket, type OpusFrame, SILENCE } from '../../../gateway/media/frames'
import type { Schedule, Utterance } from './schedule'

/** Louder is speech (dBov). */
const SPEECH_DB = -40
/** Silence after which loud sound is another utterance: longer than any pause in one. */
const BETWEEN_MS = 250
/** A word of greeting, so early that the ledger takes it for one. */
const GREETING_AFTER_MS = 100
const GREETING_MS = 800

const isLoud = ({ audioLevelDbov }: HeardPacket): boolean =>
  audioLevelDbov !== null && -audioLevelDbov > SPEECH_DB

/** Makes agents that each begin the schedule anew. @param speech what it says, over and over */
export const scripted =
  ({ speechMs, utterances }: Schedule, speech: readonly OpusFrame[]): AgentMaker =>
  (emit): Agent => {
    const mouth = createMouth()
    let heard = 0
    let loudAtMs = Number.NEGATIVE_INFINITY
    let greetAtMs: number | null = null
    let answer: (Utterance & { readonly atMs: number; readonly endMs: number }) | null = null
    let hushAtMs: number | null = null

    const say = (ms: number): void => {
      const frames = Math.round(ms / FRAME_MS)
      mouth.say(Array.from({ length: frames }, (_, n) => speech[n % speech.length] ?? SILENCE))
      emit({ type: 'state', state: 'speaking' })
    }
    const attend = (atMs: number): void => {
      const next = utterances[heard]
      heard += 1
      if (next === undefined) return
      const endMs = atMs + speechMs
      answer = { ...next, endMs, atMs: endMs + next.delayMs }
      hushAtMs = next.stopMs === null ? null : atMs + next.stopMs
    }
    const hush = (): void => {
      hushAtMs = null
      mouth.hush()
      emit({ type: 'hushed' })
    }
    const reply = (atMs: number): void => {
      if (answer === null) return
      const [endpointMs, responseMs] = [0, Math.max(0, atMs - answer.endMs)]
      emit({ type: 'turn', n: heard, responseMs, stages: { endpointMs, firstAudioMs: responseMs } })
      say(answer.sayMs)
      answer = null
    }

    return {
      mediaUp: atMs => {
        greetAtMs = atMs + GREETING_AFTER_MS
      },
      heard(packet, atMs) {
        if (!isLoud(packet)) return
        if (atMs - loudAtMs > BETWEEN_MS) attend(atMs)
        loudAtMs = atMs
      },
      tick(atMs) {
        if (greetAtMs !== null && atMs >= greetAtMs) {
          greetAtMs = null
          say(GREETING_MS)
        }
        if (hushAtMs !== null && atMs >= hushAtMs) hush()
        if (answer !== null && atMs >= answer.atMs) reply(atMs)
        const { frames, now } = mouth.tick()
        return frames.length > 0 || now === 'speaking' ? frames : [SILENCE]
      },
      leave: reason => emit({ type: 'left', reason }),
    }
  }
