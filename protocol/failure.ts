// A failure on its way: the schema around the catalogue's names.
import { z } from 'zod'
import { FAILURES, type FailureName } from './catalogue'

export const FAILURE_NAMES = Object.keys(FAILURES) as [FailureName, ...FailureName[]]

/**
 * One failure as it travels: its name in the catalogue and, for IT, the technical cause in one line
 * (an errno, a close code, a host). Never a secret, an SDP or a stack trace.
 */
export const failureSchema = z.object({
  name: z.enum(FAILURE_NAMES),
  detail: z.string().max(300).optional(),
  /** When whoever refused wants to be asked again, in milliseconds: a wish, and bounded where it is honoured. */
  retryAfterMs: z.number().int().nonnegative().optional(),
})
export type Failure = z.infer<typeof failureSchema>
