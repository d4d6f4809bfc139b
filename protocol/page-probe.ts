// What main asks the page to measure, and what the page found: its stack is the one that calls use, and its devices are the call's.
// Times are milliseconds. No candidate and no SDP comes back.
import { z } from 'zod'
import { iceServerSchema, SERVERS_MAX } from './ice'

const id = z.string().max(64)
const ms = z.number().nonnegative()
const boundMs = z.number().positive().max(30_000)

export const pageProbeSchema = z.discriminatedUnion('type', [
  /** A TURN allocation at this one URL. */
  z.object({ type: z.literal('allocate'), id, server: iceServerSchema, boundMs }),
  /** Two peers of the page through these relays, and packets from one to the other for `forMs`. */
  z.object({
    type: z.literal('quality'),
    id,
    servers: z.array(iceServerSchema).max(SERVERS_MAX),
    boundMs,
    forMs: ms,
  }),
  /** Opens the microphone for a moment, and looks for a speaker. Nothing is kept. */
  z.object({ type: z.literal('sound'), id, boundMs }),
])
export type PageProbe = z.infer<typeof pageProbeSchema>

export const MICROPHONE_FINDINGS = ['ok', 'silent', 'denied', 'missing', 'busy', 'dead'] as const

export const pageFindingSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('allocated'),
    id,
    /** Null: none within the bound. */
    ms: ms.nullable(),
    /** What Chromium said meanwhile: 401 and 486 are the server's word (RFC 8656), 701 says only that nobody was reached. */
    errors: z.array(z.object({ code: z.number().int(), text: z.string().max(120) })).max(8),
  }),
  z.object({
    type: z.literal('measured'),
    id,
    /** Over the relay and back, as a call's packets would take it. Null: the two peers did not connect. */
    quality: z
      .object({ rttMs: ms, jitterMs: ms, lossPct: z.number().min(0).max(100), mos: z.number().min(1).max(5) })
      .nullable(),
  }),
  z.object({
    type: z.literal('sounded'),
    id,
    microphone: z.enum(MICROPHONE_FINDINGS),
    speaker: z.enum(['ok', 'missing']),
  }),
])
export type PageFinding = z.infer<typeof pageFindingSchema>
export type Quality = NonNullable<Extract<PageFinding, { type: 'measured' }>['quality']>
