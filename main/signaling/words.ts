// The words of a call on our own protocol, as its conversation takes them. Pure; keeps no text and logs none.
import type { Line } from '../../protocol/conversation'
import type { CallMessage } from './connection'

/** A line that came from the far end, or that it has a message of ours. */
export type Said = Exclude<Line, { kind: 'message' }> | { readonly kind: 'taken'; readonly id: string }

/** What a message says in the conversation of this call; null: nothing, or another call's. */
export function saidOf(callId: string, message: CallMessage): Said | null {
  if (!('callId' in message) || message.callId !== callId) return null
  switch (message.type) {
    case 'caption': {
      const { type: _, callId: __, ...caption } = message
      return { kind: 'caption', ...caption }
    }
    case 'message.taken':
      return { kind: 'taken', id: message.id }
    case 'agent.message':
      return { kind: 'reply', id: message.id, text: message.text, atMs: message.atMs }
    case 'agent.tool': {
      const { id, label, state, atMs } = message
      return { kind: 'tool', id, label, state, atMs }
    }
    case 'agent.transfer':
      return { kind: 'transfer', id: message.id, to: message.to, atMs: message.atMs }
    default:
      return null
  }
}
