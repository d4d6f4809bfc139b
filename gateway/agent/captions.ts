// The captions of one call: what the Test Agent says, which it knows word for word, and that its caller spoke, which is all it knows of
// them. Must not know sound: it is told how much of a saying was said.
import type { AgentFact } from './agent'

/** An agent that understands nothing says so, rather than invent what it heard. */
export const WORDS = {
  greeting: 'Hello, this is the test agent. Say something.',
  goodbye: 'Thank you. Goodbye.',
  hearing: '(You are speaking. This agent records sound and understands no words.)',
  heard: (ms: number | null) => (ms === null ? '(You spoke.)' : `(You spoke for about ${seconds(ms)}.)`),
  reply: (ms: number) => `(Plays back what you said, ${seconds(ms)}.)`,
} as const

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** Where each word of a text ends. */
const wordEnds = (text: string): readonly number[] =>
  [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => index + word.length)

export interface Captions {
  /** The agent begins to say this; it will take so long. */
  say(text: string, ms: number): void
  /** So much more of it was said. */
  said(ms: number): void
  /** All of it is said. */
  done(): void
  /** It is cut short. Nothing where nothing is being said. */
  cut(): void
  /** The caller begins to speak, and has spoken for so long; null: nobody measured it. */
  hearing(): void
  heard(ms: number | null): void
}

interface Saying {
  readonly id: number
  readonly text: string
  readonly ms: number
  readonly saidMs: number
  /** How many characters were told as said. */
  readonly settled: number
}

export function createCaptions(emit: (fact: AgentFact) => void): Captions {
  let last = 0
  let saying: Saying | null = null
  let hearing: number | null = null

  const tell = ({ id, text, settled }: Saying) =>
    emit({ type: 'caption', id, who: 'agent', text, isFinal: false, settled })
  const settledOf = ({ text, ms, saidMs }: Saying): number => {
    const share = ms === 0 ? 1 : saidMs / ms
    return wordEnds(text).findLast(end => end <= share * text.length) ?? 0
  }

  return {
    say(text, ms) {
      last += 1
      saying = { id: last, text, ms, saidMs: 0, settled: 0 }
      tell(saying)
    },
    said(ms) {
      if (saying === null) return
      const further = { ...saying, saidMs: saying.saidMs + ms }
      const settled = settledOf(further)
      saying = { ...further, settled }
      if (settled > further.settled) tell(saying)
    },
    done() {
      if (saying === null) return
      const { id, text } = saying
      saying = null
      emit({ type: 'caption', id, who: 'agent', text, isFinal: true })
    },
    cut() {
      if (saying === null) return
      const { id, text, settled } = saying
      saying = null
      const heard = text.slice(0, settled)
      emit({ type: 'caption', id, who: 'agent', text: heard, isFinal: true, interrupted: true })
    },
    hearing() {
      last += 1
      hearing = last
      emit({ type: 'caption', id: last, who: 'caller', text: WORDS.hearing, isFinal: false, settled: 0 })
    },
    heard(ms) {
      if (hearing === null) return
      emit({ type: 'caption', id: hearing, who: 'caller', text: WORDS.heard(ms), isFinal: true })
      hearing = null
    },
  }
}
