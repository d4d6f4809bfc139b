// The lines of one conversation as a value: each once, however often it is told. Pure.
import type { ConversationFact, Line } from '../../protocol/conversation'
import { LINES_MAX } from '../../protocol/plain'

export interface Conversation {
  /** Null: nothing was said yet. */
  readonly callId: string | null
  readonly lines: readonly Line[]
}
export const NO_WORDS: Conversation = { callId: null, lines: [] }

/** The conversation with one line more, or one line further on. Another call's begins anew. Pure. */
export function withLine(before: Conversation, { callId, line }: ConversationFact): Conversation {
  const lines = before.callId === callId ? before.lines : []
  const at = lines.findLastIndex(({ kind, id }) => kind === line.kind && id === line.id)
  return { callId, lines: at < 0 ? [...lines, line].slice(-LINES_MAX) : lines.with(at, line) }
}
