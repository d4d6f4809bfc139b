// The call report: what one call was, in numbers, for the command line, the history and support.
// Times are milliseconds from dial unless a name says otherwise, sizes are bytes.
import { z } from 'zod'
import { LAYERS } from './catalogue'
import { linesSchema, ratingSchema } from './conversation'
import { routeSchema } from './ice'
import { FINDINGS, NO_POINTS, NO_PROOF, POINTS_MAX } from './plain'
import { REDUNDANCY_MAX } from './red'
import { stagesSchema } from './signaling'

const ms = z.number().nonnegative()
const maybeMs = ms.nullable()
const count = z.number().int().nonnegative()

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
  /** How long sound waits in the jitter buffer before it is played. */
  bufferMs: maybeMs.default(null),
  sentKbps: z.number().nonnegative().nullable(),
  receivedKbps: z.number().nonnegative().nullable(),
})
export type Quality = z.infer<typeof qualitySchema>

/**
 * How the line was over a stretch of the call, at its worst: the least of `mos` and `kbps` (received), the most of the others.
 * `atMs` is where the stretch begins.
 */
const pointSchema = z.object({
  atMs: ms,
  ...qualitySchema.pick({ mos: true, rttMs: true, jitterMs: true, lossPct: true, concealedPct: true }).shape,
  kbps: z.number().nonnegative().nullable(),
})
export type Point = z.infer<typeof pointSchema>

/** One point for each `everyMs` in which something was measured: where none is, nothing was. */
const overTimeSchema = z.object({
  everyMs: z.number().positive(),
  points: z.array(pointSchema).max(POINTS_MAX),
})
export type OverTime = z.infer<typeof overTimeSchema>

/** What can change of this computer's network. */
export const NETWORK_CHANGES = ['address', 'route', 'wake', 'proxy'] as const

const linksSchema = z.object({
  /** The microphone gave sound, packets left, and the far end said that it got some. */
  spoken: maybeMs,
  sent: maybeMs,
  acknowledged: maybeMs,
  /** The agent's packets came, carried sound, and went to the speaker. */
  arrived: maybeMs,
  sounded: maybeMs,
  played: maybeMs,
})

/** Whether sound went both ways: when each link first held (null: never seen to), and what was wrong, until when. */
export const proofSchema = z.object({
  links: linksSchema,
  /** `toMs` null: it was so when the call ended. */
  findings: z.array(z.object({ what: z.enum(FINDINGS), fromMs: ms, toMs: maybeMs })),
})
export type CallProof = z.infer<typeof proofSchema>
/** What is done against a bad line. Null: left to the engine. */
export const ladderStepSchema = z.object({
  /** How many sounds before it each packet repeats, of the microphone and of the agent (RFC 2198). */
  redundancyOut: z.number().int().nonnegative().max(REDUNDANCY_MAX),
  redundancyIn: z.number().int().nonnegative().max(REDUNDANCY_MAX),
  /** Opus, without copies. */
  bitrateKbps: z.number().positive().nullable(),
  frameMs: z.union([z.literal(20), z.literal(60)]),
  /** How long the agent's sound shall wait to be played. */
  jitterTargetMs: ms.nullable(),
  /** People had better take turns. */
  isHalfDuplexAdvised: z.boolean(),
})
export type LadderStep = z.infer<typeof ladderStepSchema>

/** What happened while the call lasted. No device's name is among it. */
const callEventSchema = z.discriminatedUnion('type', [
  /** The sound is seen to travel so: the first time, and whenever that has changed. */
  z.object({ type: z.literal('path'), atMs: ms, path: pathSchema }),
  z.object({ type: z.literal('paused'), atMs: ms, cause: z.string() }),
  /** Sound again after `gapMs` without, on another path or on the old one: each has its twin in `recoveries`. */
  z.object({ type: z.literal('resumed'), atMs: ms, cause: z.string(), gapMs: ms, isNewPath: z.boolean() }),
  /** To another path before the old one ended: nothing was missed. */
  z.object({ type: z.literal('moved'), atMs: ms }),
  z.object({ type: z.literal('network'), atMs: ms, what: z.enum(NETWORK_CHANGES) }),
  z.object({ type: z.literal('microphone'), atMs: ms, is: z.enum(['on', 'muted', 'unmuted']) }),
  z.object({ type: z.literal('hold'), atMs: ms, is: z.enum(['held', 'resumed']) }),
  /** Something is wrong with the sound one way, or is not any more. */
  z.object({
    type: z.literal('sound'),
    atMs: ms,
    what: z.enum(FINDINGS),
    is: z.enum(['raised', 'cleared']),
  }),
  /** More is done against the line, or less. */
  z.object({ type: z.literal('ladder'), atMs: ms, way: z.enum(['up', 'down']), step: ladderStepSchema }),
  z.object({ type: z.literal('recording'), atMs: ms, on: z.boolean(), by: z.string() }),
  z.object({ type: z.literal('ended'), atMs: ms, by: z.enum(['caller', 'agent', 'failure']) }),
])
export type CallEvent = z.infer<typeof callEventSchema>

/**
 * One answer of the agent. By `ear`: from the end of the caller's speech at the microphone to the agent's first sound at the speaker,
 * and `agentMs` of it is what the agent says it took. By `gateway`: nothing was heard here, and both are the agent's word.
 */
export const turnSchema = z.object({
  ms,
  /** When the agent was heard. */
  atMs: maybeMs.default(null),
  by: z.enum(['ear', 'gateway']).default('gateway'),
  /** There and back. */
  networkMs: maybeMs.default(null),
  bufferMs: maybeMs.default(null),
  agentMs: maybeMs.default(null),
  stages: stagesSchema.nullable().default(null),
})
export type Turn = z.infer<typeof turnSchema>

/** The caller spoke over the agent at `atMs`, whose sound ended at the speaker `stopMs` later. */
export const interruptionSchema = z.object({ atMs: ms, stopMs: ms })
export type Interruption = z.infer<typeof interruptionSchema>

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
  /** Over the whole call, whichever paths it took. */
  quality: qualitySchema,
  overTime: overTimeSchema.default(NO_POINTS),
  events: z.array(callEventSchema).default([]),
  /** Whether sound was heard each way: energy that arrived, energy that the microphone gave. */
  heard: z.object({ agent: z.boolean(), microphone: z.boolean() }),
  proof: proofSchema.default(NO_PROOF),
  responses: z.array(turnSchema),
  interruptions: z.array(interruptionSchema).default([]),
  iceErrors: z.array(iceErrorSchema),
  states: z.array(peerStateSchema),
  relayBytes: z.number().int().nonnegative(),
  /** What those bytes cost by the organisation's price; null where it names none. */
  relayCost: z.object({ amount: z.number().nonnegative(), currency: z.string() }).nullable().default(null),
  /** Packets of redundancy that came with the agent's sound, and those of them that were not needed. */
  redundancy: z
    .object({ received: z.number().int().nonnegative(), unused: z.number().int().nonnegative() })
    .default({ received: 0, unused: 0 }),
  durationMs: ms,
  /** Keys pressed, by how they travelled, and how many of them the far end has confirmed. Never which. */
  keypad: z
    .object({ rtp: count, signaling: count, heard: count })
    .default({ rtp: 0, signaling: 0, heard: 0 }),
  /** How much of it the call was on hold. */
  heldMs: ms.default(0),
  /** `agreed`: the person was asked. What the far end says of it: how much there is, and whether it is whole; null: nothing. */
  recording: z
    .object({
      by: z.string(),
      agreed: z.boolean(),
      durationMs: maybeMs.default(null),
      complete: z.boolean().nullable().default(null),
    })
    .nullable(),
  externalId: z.string().nullable(),
  /** What the person thought of it, where they said. Added by main, as is what was said in words where the organisation lets that be kept. */
  rating: ratingSchema.optional(),
  conversation: z.object({ count: z.number().int().positive(), lines: linesSchema }).optional(),
  /** Whose settings the call was made under, where they stand, and the codes of what was wrong with them. Added by main. */
  policy: z
    .object({
      from: z.enum(['nobody', 'organisation', 'file']),
      sources: z.array(z.string()),
      problems: z.array(z.string()),
    })
    .optional(),
})
export type CallReport = z.infer<typeof callReportSchema>
