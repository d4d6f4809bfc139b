// What was said in words in the call on the screen, line by line as main tells it. Knows the bridge; main holds the whole of it for a page
// that takes a call over.
import type { ConversationFact, Rating } from '../../protocol/conversation'
import type { Bridge, RequestOutput } from '../../protocol/ipc'
import { NO_WORDS, withLine } from './lines'
import type { AppStore } from './state'

export interface ConversationActions {
  /** Sends what was typed. */
  say(text: string): void
  /** Whether it is kept with the call, and whether the gateway was told. */
  rate(rating: Rating): Promise<RequestOutput<'rateCall'>>
  /** False: the person changed their mind. */
  save(text: string): Promise<boolean>
}

type ConversationBridge = Pick<
  Bridge,
  'onConversationFact' | 'sendMessage' | 'recallConversation' | 'rateCall' | 'saveTranscript'
>

/** @param nowMs the clock of the calls */
export function followConversation(bridge: ConversationBridge, store: AppStore, nowMs: () => number) {
  bridge.onConversationFact(fact =>
    store.setState(({ conversation }) => ({ conversation: withLine(conversation, fact) })),
  )
  const actions: ConversationActions = {
    say: text => {
      const { call } = store.getState()
      if (call.phase === 'idle') return
      const since = ('activeAtMs' in call && call.activeAtMs) || call.dialedAtMs
      const atMs = Math.max(0, Math.round(nowMs() - since))
      bridge.sendMessage({ callId: call.callId, id: crypto.randomUUID(), text, atMs }).catch(() => undefined)
    },
    rate: async rating => {
      const { call } = store.getState()
      if (call.phase === 'idle') return { isKept: false, isSent: false }
      return bridge.rateCall({ callId: call.callId, agentId: call.agentId, ...rating })
    },
    save: async text => {
      const { call } = store.getState()
      if (call.phase === 'idle') return false
      const startedAt = new Date(call.dialedAtMs).toISOString()
      return bridge.saveTranscript({ agentId: call.agentId, startedAt, text })
    },
  }
  return {
    actions,
    /** For a page that takes a call over: what came since the page began goes on top. */
    recall: async (callId: string): Promise<void> => {
      const told = await bridge.recallConversation({ callId })
      store.setState(({ conversation }) => {
        const since = conversation.callId === callId ? conversation.lines : []
        const all = [...told, ...since].map((line): ConversationFact => ({ type: 'line.said', callId, line }))
        return { conversation: all.reduce(withLine, NO_WORDS) }
      })
    },
  }
}
