// The call report: what one call was, in numbers, for the command line, the history and support.
// Times are milliseconds from dial unless a name says otherwise, sizes are bytes.
import { z } from 'zod'
import { LAYERS } from './catalogue'
import { routeSchema } from './ice'

const ms = z.number().nonnegative()
const maybeMs = ms.nullable()

export const pathSchema = z.object({
  kind: z.enum(['direct', 'relay']),
  protocol: z.enum(['udp', 'tcp', 'tls']),
  server: z.string().nullable(),
  region: z.string().nullable(),
  viaProxy: z.boolean(),
})
export type Path = z.infer<typeof pathSchema>

/** What the sound was like. `null` where nothing was measured: a report holds no invented numbers. */
export const qualitySchema = z.object({
  mos: z.number().min(1).max(5).nullable(),
  rttMs: maybeMs,
  jitterMs: maybeMs,
  lossPct: z.number().min(0).max(100).nullable(),
  concealedPct: z.number().min(0).max(100).nullable(),
  sentKbps: z.number().nonnegative().nullable(),
  receivedKbps: z.number().nonnegative().nullable(),
})
export type Quality = z.infer<typeof qualitySchema>

export const iceErrorSchema = z.object({ server: z.string(), code: z.number().int(), atMs: ms })
export type IceError = z.infer<typeof iceErrorSchema>
export const peerStateSchema = z.object({
  attempt: z.number().int(),
  atMs: ms,
  ice: z.string(),
  dtls: z.string(),
})
export type PeerState = z.infer<typeof peerStateSchema>

export const callReportSchema = z.object({
  version: z.literal(1),
  callId: z.string(),
  /** Wall clock of the dial, ISO 8601. */
  startedAt: z.string(),
  agent: z.string(),
  backend: z.string(),
  outcome: z.enum(['connected', 'failed']),
  failure: z
    .object({
      code: z.string(),
      name: z.string(),
      layer: z.enum(LAYERS),
      message: z.string(),
      detail: z.string().nullable(),
    })
    .nullable(),
  timings: z.object({
    signalingMs: maybeMs,
    credentialsMs: maybeMs,
    firstAttemptMs: maybeMs,
    connectedMs: maybeMs,
    firstMediaMs: maybeMs,
  }),
  attempts: z.array(
    z.object({
      n: z.number().int(),
      route: routeSchema,
      startedMs: ms,
      connectedMs: maybeMs,
      endedBy: z.string().nullable(),
    }),
  ),
  path: pathSchema.nullable(),
  retries: z.number().int().nonnegative(),
  /** Doubts that came to nothing: the path spoke again before the move to another was final. */
  alarms: z.number().int().nonnegative(),
  /** `gapMs`: how long the agent was not heard. `lostMs`: how long the caller spoke and was not heard, nor will be. */
  recoveries: z.array(z.object({ cause: z.string(), gapMs: ms, lostMs: ms.default(0) })),
  quality: qualitySchema,
  /** Whether sound was heard each way: energy that arrived, energy that the microphone gave. */
  heard: z.object({ agent: z.boolean(), microphone: z.boolean() }),
  responses: z.array(z.object({ ms })),
  iceErrors: z.array(iceErrorSchema),
  states: z.array(peerStateSchema),
  relayBytes: z.number().int().nonnegative(),
  durationMs: ms,
  recording: z.object({ by: z.string(), agreed: z.boolean() }).nullable(),
  externalId: z.string().nullable(),
})
export type CallReport = z.infer<typeof callReportSchema>
