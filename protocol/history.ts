// What a list of past calls needs of each: the report's own fields, a few hundred bytes of them. The whole is read one at a time.
import { z } from 'zod'
import { callReportSchema } from './report'

/** A call report is one too: lists take either. */
export const callSummarySchema = callReportSchema
  .pick({
    callId: true,
    startedAt: true,
    agent: true,
    outcome: true,
    durationMs: true,
    path: true,
    quality: true,
    externalId: true,
  })
  .extend({
    /** Words are kept with it, so many lines. */
    conversation: callReportSchema.shape.conversation.unwrap().pick({ count: true }).optional(),
    failure: callReportSchema.shape.failure.unwrap().pick({ code: true, name: true, layer: true }).nullable(),
  })
export type CallSummary = z.infer<typeof callSummarySchema>

/** The call after which a list goes on: the last one of the page before. */
const placeSchema = callSummarySchema.pick({ callId: true, startedAt: true })
export type CallPlace = z.infer<typeof placeSchema>

/** As many as the fastest scrolling passes by while the next are read. */
export const PAGE_MAX = 500

export const callQuerySchema = z.object({
  /** Every word of it is found in the agent's name or id, the failure's code, or an id of the call. Empty: all calls. */
  query: z.string().max(200),
  before: placeSchema.nullable(),
  limit: z.number().int().min(1).max(PAGE_MAX),
})
export type CallQuery = z.infer<typeof callQuerySchema>

export const callPageSchema = z.object({
  /** The newest first. */
  calls: z.array(callSummarySchema),
  /** Of the query, over all pages. */
  total: z.number().int().nonnegative(),
})
export type CallPage = z.infer<typeof callPageSchema>
