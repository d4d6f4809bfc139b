// One peer connection that is answered here, whoever owns it at present: a line, or an attempt of a call that took it over.
// Owns the order of answer and candidates. Must not know lines, calls or signaling.
import type { Candidate } from '../../protocol/ice'
import type { Answerer, AnswererFact, Hello } from './answerer'

export type AnswererMaker = (emit: (fact: AnswererFact) => void) => Answerer

export type LegFact =
  /** Always before the first candidate. */
  | { readonly type: 'answered'; readonly sdp: string }
  /** Its offer was refused or its connection failed. It is closed already; the last fact. */
  | { readonly type: 'lost'; readonly why: string }
  | Exclude<AnswererFact, { readonly type: 'failed' }>

export interface Leg extends Pick<Answerer, 'addCandidate' | 'send' | 'close'> {
  /** Answers an offer; once, and with an owner. */
  answer(offer: string, hello: Hello): void
  /** From now on this owner is told, and nobody else; at once, where it is connected already. */
  own(tell: (fact: LegFact) => void): void
  state(): 'opening' | 'connected' | 'over'
}

/** Makes a leg that nobody owns yet. */
export function createLeg(make: AnswererMaker): Leg {
  let tell = (_fact: LegFact): void => undefined
  let state: ReturnType<Leg['state']> = 'opening'
  /** Candidates found before the answer went out; `null` afterwards. */
  let held: Candidate[] | null = []

  const answerer = make(fact => {
    if (state === 'over') return
    if (fact.type === 'failed') return lose('its connection failed')
    if (fact.type === 'candidate' && held) return void held.push(fact.candidate)
    if (fact.type === 'connected') state = 'connected'
    tell(fact)
  })
  const close = () => {
    state = 'over'
    answerer.close()
  }
  const lose = (why: string) => {
    if (state === 'over') return
    close()
    tell({ type: 'lost', why })
  }
  const answered = (sdp: string) => {
    if (state === 'over') return
    tell({ type: 'answered', sdp })
    const candidates = held ?? []
    held = null
    for (const candidate of candidates) tell({ type: 'candidate', candidate })
  }

  return {
    answer: (offer, hello) =>
      void answerer.answer(offer, hello).then(answered, (error: Error) => lose(error.message)),
    addCandidate: candidate => answerer.addCandidate(candidate),
    send: packet => answerer.send(packet),
    own(next) {
      tell = next
      if (state === 'connected') tell({ type: 'connected' })
    },
    state: () => state,
    close,
  }
}
