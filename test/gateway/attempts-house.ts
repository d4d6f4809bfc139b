// The attempts of one call without media: what is sent on each, and what the test lets its answerers tell.
import { type AttemptFact, Attempts } from '../../gateway/call/attempts'
import type { AnswererFact } from '../../gateway/media/answerer'
import { type OutgoingPacket, SILENCE } from '../../gateway/media/frames'
import type { Go } from '../../protocol/signaling'
import { numbered, numberOf } from '../fakes/switching-client'

export const callId = 'call-0001'

/** Opens `count` connected attempts; packets go to `onPacket` too. */
export function house(count: number, onPacket: (attempt: number, packet: OutgoingPacket) => void = () => {}) {
  const sent: (OutgoingPacket & { readonly attempt: number })[] = []
  const facts: AttemptFact[] = []
  const tells: ((fact: AnswererFact) => void)[] = []
  const clock = { nowMs: 0 }
  const answerer = (tell: (fact: AnswererFact) => void) => {
    const attempt = tells.push(tell)
    return {
      answer: async () => 'answer',
      addCandidate: () => undefined,
      send: (packet: OutgoingPacket) => {
        sent.push({ ...packet, attempt })
        onPacket(attempt, packet)
      },
      close: () => undefined,
    }
  }
  const attempts = new Attempts({ callId, answerer, max: count, now: () => clock.nowMs }, fact =>
    facts.push(fact),
  )
  for (let n = 1; n <= count; n++) {
    attempts.offer(n, 'offer')
    tells[n - 1]?.({ type: 'connected' })
  }
  let words = 0
  const beat = (frame: 'word' | 'silence') => {
    clock.nowMs += 20
    attempts.beat([frame === 'word' ? numbered(words++) : SILENCE])
  }
  return {
    attempts,
    facts,
    sent,
    clock,
    beat,
    beats: (times: number, frame: 'word' | 'silence') => {
      for (let i = 0; i < times; i++) beat(frame)
    },
    /** How many words were said. */
    words: () => words,
    tell: (attempt: number, fact: AnswererFact) => tells[attempt - 1]?.(fact),
    onChannel: (attempt: number, go: Go, label = 'viaduct') =>
      tells[attempt - 1]?.({ type: 'data', label, text: JSON.stringify(go) }),
    /** The numbers sent on an attempt, silence as null. */
    numbers: (attempt: number) => sent.filter(p => p.attempt === attempt).map(p => numberOf(p.payload)),
    go: (n: number, attempt: number, after: Go['after'] = null): Go => ({
      type: 'go',
      callId,
      attempt,
      n,
      after,
    }),
  }
}
