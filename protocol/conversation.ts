// What is said beside the sound: captions, typed messages and their answers, what the agent does meanwhile. Owns the shapes on the
// wire, towards the window and in the history, and how text from afar is made fit to be shown.
import { z } from 'zod'
import { LINES_MAX, NOTE_CHARS_MAX, SAID_CHARS_MAX } from './plain'

export { LINES_MAX, NOTE_CHARS_MAX, SAID_CHARS_MAX } from './plain'

const NAME_CHARS_MAX = 200

/** Ends of lines of any kind, UAX 14. */
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g
/**
 * What moves, hides or forges other text without being seen: controls but the end of a line, halves of characters, direction marks and
 * overrides (UAX 9), invisible operators, tags. The joiners of Persian and of emoji stay.
 */
const UNSEEN =
  /(?!\n)[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
/** Marks piled upon one letter cover the lines around it. No script piles more than four. */
const PILE = /(\p{M}{4})\p{M}+/gu

/** Text from elsewhere as it may be shown, copied and saved. Changes nothing that it has made fit before. */
export const readable = (text: string): string =>
  text
    .replace(LINE_ENDS, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, '')
    .replace(PILE, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
const onOneLine = (text: string): string => readable(text).replace(/\s*\n\s*/g, ' ')

const said = z.string().max(SAID_CHARS_MAX).overwrite(readable)
/** What a person types: never nothing. */
export const typedSchema = said.min(1)
const name = z.string().max(NAME_CHARS_MAX).overwrite(onOneLine).min(1)

const callId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
/** The window's own name for a message. */
export const messageId = callId
/** The far end's own count of such things in this call, from 1. The same number again is the same thing, further on. */
const id = z.number().int().positive().max(0x7fff_ffff)
/** Since the call's sound began, by the clock of whoever says it. */
const atMs = z.number().int().nonnegative()

export const SPEAKERS = ['caller', 'agent'] as const
export const TOOL_STATES = ['started', 'done', 'failed'] as const
export type ToolState = (typeof TOOL_STATES)[number]

/** What one of the two says, as it comes to be known: the whole of it each time, and no more after `isFinal`. */
const captionShape = {
  id,
  who: z.enum(SPEAKERS),
  text: said,
  isFinal: z.boolean(),
  /** So many UTF-16 units of an unfinished text will not change any more, or are said already. */
  settled: z.number().int().nonnegative().optional(),
  /** It was cut short by the other one. */
  interrupted: z.boolean().optional(),
  atMs,
}
const replyShape = { id, text: typedSchema, atMs }
const toolShape = { id, label: name, state: z.enum(TOOL_STATES), atMs }
const transferShape = { id, to: name, atMs }

export const ratingSchema = z.object({
  stars: z.number().int().min(1).max(5),
  note: z.string().max(NOTE_CHARS_MAX).overwrite(readable),
})
export type Rating = z.infer<typeof ratingSchema>

const captionSchema = z.object({ type: z.literal('caption'), callId, ...captionShape })

/** Client to gateway. */
export const CONVERSATION_UP = [
  /** The person has typed this. Answered by `message.taken` once the agent has it. */
  z.object({ type: z.literal('call.message'), callId, id: messageId, text: typedSchema }),
  /** What the person thinks of the call. Usually it is over by then. */
  ratingSchema.extend({ type: z.literal('call.rating'), callId }),
] as const

/** Gateway to client. */
export const CONVERSATION_DOWN = [
  captionSchema,
  z.object({ type: z.literal('message.taken'), callId, id: messageId }),
  z.object({ type: z.literal('agent.message'), callId, ...replyShape }),
  z.object({ type: z.literal('agent.tool'), callId, ...toolShape }),
  /** The agent hands the caller over to somebody; it says so, and the call goes on. */
  z.object({ type: z.literal('agent.transfer'), callId, ...transferShape }),
] as const

/** An unfinished caption is worth nothing once the next one is there: it is not kept for a client that is away. */
export const isPassing = (message: { readonly type: string; readonly isFinal?: unknown }): boolean =>
  message.type === 'caption' && message.isFinal === false

/** `sent`: on its way. `lost`: the call ended before the agent had it. */
export const MESSAGE_STATES = ['sent', 'taken', 'lost'] as const

/** One line of a conversation. The same kind and id again is the same line, further on. */
export const lineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('caption'), ...captionShape }),
  z.object({
    kind: z.literal('message'),
    id: messageId,
    text: typedSchema,
    state: z.enum(MESSAGE_STATES),
    atMs,
  }),
  z.object({ kind: z.literal('reply'), ...replyShape }),
  z.object({ kind: z.literal('tool'), ...toolShape }),
  z.object({ kind: z.literal('transfer'), ...transferShape }),
])
export type Line = z.infer<typeof lineSchema>
export const linesSchema = z.array(lineSchema).max(LINES_MAX)

/** What main tells the window of a conversation. */
export const conversationFactSchema = z.object({ type: z.literal('line.said'), callId, line: lineSchema })
export type ConversationFact = z.infer<typeof conversationFactSchema>
