// What was said in words in the calls of this window, for as long as they last: tells it to the page, once more to a page that takes a call
// over, and gives it to the history. The one place that says when a message is lost. Must not log a word of it.
import { type ConversationFact, LINES_MAX, type Line, type Rating } from '../protocol/conversation'
import type { BackendFact } from '../protocol/facts'
import type { RequestInput } from '../protocol/ipc'
import type { Handlers } from './contract'
import type { Said } from './signaling'

interface ConversationDeps {
  /** Whether captions may be shown; where not, they are not even kept for the page. */
  readonly mayShowCaptions: () => boolean
  readonly tell: (fact: ConversationFact) => void
  /** False: there is no call to carry it any more. */
  readonly send: (message: Pick<RequestInput<'sendMessage'>, 'callId' | 'id' | 'text'>) => boolean
  /** Whether the call is kept, and the rating with it. */
  readonly keepRating: (callId: string, rating: Rating) => Promise<boolean>
  /** Whether the agent's gateway is there to be told. */
  readonly sendRating: (agentId: string, rating: Rating & { readonly callId: string }) => boolean
}

export interface ConversationDesk {
  readonly requests: Pick<Handlers, 'sendMessage' | 'recallConversation' | 'rateCall'>
  said(callId: string, what: Said): void
  /** What was not delivered by the end of a call is lost. */
  happened(fact: BackendFact): void
  over(callId: string): void
  lines(callId: string): readonly Line[]
}

/** One that is spoken, some on hold, and the one that is looked back at. */
const CALLS_MAX = 4

const keyOf = ({ kind, id }: Pick<Line, 'kind' | 'id'>): string => `${kind} ${id}`

const dropFirst = (map: Map<string, unknown>): void => {
  for (const key of map.keys()) {
    map.delete(key)
    return
  }
}

export function createConversationDesk(deps: ConversationDeps): ConversationDesk {
  const { mayShowCaptions, tell, send, keepRating, sendRating } = deps
  const calls = new Map<string, Map<string, Line>>()

  const linesOf = (callId: string): Map<string, Line> => {
    const known = calls.get(callId)
    if (known !== undefined) return known
    const lines = new Map<string, Line>()
    calls.set(callId, lines)
    if (calls.size > CALLS_MAX) dropFirst(calls)
    return lines
  }
  const put = (callId: string, line: Line): void => {
    const lines = linesOf(callId)
    lines.set(keyOf(line), line)
    if (lines.size > LINES_MAX) dropFirst(lines)
    tell({ type: 'line.said', callId, line })
  }
  const taken = (callId: string, id: string): void => {
    const line = calls.get(callId)?.get(keyOf({ kind: 'message', id }))
    if (line?.kind === 'message') put(callId, { ...line, state: 'taken' })
  }
  const over = (callId: string): void => {
    for (const line of calls.get(callId)?.values() ?? [])
      if (line.kind === 'message' && line.state === 'sent') put(callId, { ...line, state: 'lost' })
  }

  return {
    requests: {
      sendMessage: ({ callId, id, text, atMs }) => {
        const state = send({ callId, id, text }) ? 'sent' : 'lost'
        put(callId, { kind: 'message', id, text, atMs, state })
      },
      recallConversation: ({ callId }) => [...(calls.get(callId)?.values() ?? [])],
      rateCall: async ({ agentId, ...rating }) => {
        const { callId, stars, note } = rating
        return { isKept: await keepRating(callId, { stars, note }), isSent: sendRating(agentId, rating) }
      },
    },
    said: (callId, what) => {
      if (what.kind === 'taken') taken(callId, what.id)
      else if (what.kind !== 'caption' || mayShowCaptions()) put(callId, what)
    },
    happened: fact => {
      if (fact.type === 'backend.ended' || fact.type === 'backend.failed') over(fact.callId)
    },
    over,
    lines: callId => [...(calls.get(callId)?.values() ?? [])],
  }
}
