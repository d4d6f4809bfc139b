// What main tells the window: facts, past tense, each naming what it belongs to; and the one wish that comes from there.
import { z } from 'zod'
import { failureSchema } from './failure'
import { attemptPlanSchema, candidateSchema, routeSchema, spareIdSchema, sparePlanSchema } from './ice'
import { linkOfferSchema } from './link'
import { checkSchema, networkReportSchema, VERDICTS } from './network-report'
import { historySchema, relayPriceSchema, thresholdsSchema } from './policy'
import { NETWORK_CHANGES } from './report'
import { AGENT_STATES, digitSchema, HEARINGS, KEY_WAYS, noticeSchema, stagesSchema } from './signaling'

export const callId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
export const attempt = z.number().int().positive()
export const sdp = z.string().min(1).max(100_000)

/** How a backend takes a second attempt: beside the first, instead of it, or only by a new session. */
export const CAPABILITIES = ['parallel', 'replace', 'new-session'] as const
export type Capability = (typeof CAPABILITIES)[number]

/** What main tells about a call. Past tense; every one names the call it belongs to. */
export const backendFactSchema = z.discriminatedUnion('type', [
  /** The agent's own process is being started on this computer first (the built-in Test Agent). */
  z.object({ type: z.literal('backend.starting'), callId }),
  /** A proxy wants to know who the person is: the call's clocks stand still until they, or the keyring, have answered. */
  z.object({ type: z.literal('backend.asking'), callId }),
  z.object({ type: z.literal('backend.asked'), callId }),
  z.object({
    type: z.literal('backend.opened'),
    callId,
    backend: z.string(),
    capability: z.enum(CAPABILITIES),
    signalingMs: z.number().nonnegative(),
    credentialsMs: z.number().nonnegative(),
  }),
  z.object({ type: z.literal('attempt.planned'), callId, plan: attemptPlanSchema }),
  z.object({ type: z.literal('backend.ringing'), callId }),
  /** `sdp` null: the attempt is the warm line that the call adopted, and was negotiated before. */
  z.object({
    type: z.literal('backend.answered'),
    callId,
    attempt,
    sdp: sdp.nullable(),
    externalId: z.string().optional(),
  }),
  z.object({ type: z.literal('backend.candidate'), callId, attempt, candidate: candidateSchema }),
  z.object({ type: z.literal('agent.changed'), callId, state: z.enum(AGENT_STATES) }),
  /** What arrives of this computer's sound, as the far end says. A backend that never tells leaves it open. */
  z.object({ type: z.literal('caller.heard'), callId, state: z.enum(HEARINGS) }),
  /** One turn by the agent's own clock; `stages` null: it says no more than that. */
  z.object({
    type: z.literal('agent.turned'),
    callId,
    responseMs: z.number().nonnegative(),
    stages: stagesSchema.nullable().default(null),
  }),
  /** The far end has got a key that was pressed. */
  z.object({ type: z.literal('digit.heard'), callId, digit: digitSchema, by: z.enum(KEY_WAYS) }),
  /** The far end wants to record, and the person has to say: the call's clocks stand still until then. */
  z.object({ type: z.literal('consent.asked'), callId, by: z.string(), mayDecline: z.boolean() }),
  /** `durationMs`, `complete`: of one that is over; null: not said. */
  z.object({
    type: z.literal('recording.changed'),
    callId,
    by: z.string(),
    on: z.boolean(),
    durationMs: z.number().nonnegative().nullable().default(null),
    complete: z.boolean().nullable().default(null),
  }),
  /** Signaling had lost its connection and has it again, with nothing lost. */
  z.object({ type: z.literal('backend.resumed'), callId }),
  /** The operator of the backend tells its callers something. The call goes on. */
  noticeSchema.extend({ type: z.literal('backend.noticed'), callId }),
  z.object({ type: z.literal('backend.ended'), callId, reason: z.string() }),
  z.object({ type: z.literal('backend.failed'), callId, failure: failureSchema }),
])
export type BackendFact = z.infer<typeof backendFactSchema>

/** What main tells about peers made before any call. An id that the page does not know is ignored. */
export const spareFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('spare.planned'), plan: sparePlanSchema }),
  z.object({ type: z.literal('spare.answered'), id: spareIdSchema, sdp }),
  z.object({ type: z.literal('spare.candidate'), id: spareIdSchema, candidate: candidateSchema }),
  /** Not needed any more; silence and release. */
  z.object({ type: z.literal('spare.dropped'), id: spareIdSchema }),
])
export type SpareFact = z.infer<typeof spareFactSchema>

/**
 * What main tells about this computer's network, whether there is a call or not. `wake`: it slept, and connections died
 * meanwhile. `proxy`: the gateway or a relay is reached another way. `atMs` is Unix milliseconds.
 */
export const networkFactSchema = z.object({
  type: z.literal('network.changed'),
  what: z.enum(NETWORK_CHANGES),
  atMs: z.number().nonnegative(),
})
export type NetworkFact = z.infer<typeof networkFactSchema>

/**
 * Whether a person may see the window: not while it is hidden or minimised. Main tells, because with throttling switched off the
 * page is told that it is always visible. It is visible until told otherwise.
 */
export const windowFactSchema = z.object({ type: z.literal('window.changed'), isVisible: z.boolean() })
export type WindowFact = z.infer<typeof windowFactSchema>

/** A network check on its way: each check as it comes in (one may come again, better known), and the whole at the end. */
export const checkFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('check.started'), checkId: z.string().max(64), gateway: z.string().max(300) }),
  z.object({ type: z.literal('check.found'), checkId: z.string().max(64), check: checkSchema }),
  /** What carries calls is known, long before the slow checks are over. */
  z.object({
    type: z.literal('check.decided'),
    checkId: z.string().max(64),
    verdict: z.enum(VERDICTS),
    carries: z.array(routeSchema),
  }),
  z.object({ type: z.literal('check.finished'), checkId: z.string().max(64), report: networkReportSchema }),
])
export type CheckFact = z.infer<typeof checkFactSchema>

/** A proxy asks who the person is. `tries`: passwords it has refused already. One dialog at a time; answered by `answerProxy`. */
export const proxyFactSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('proxy.asked'),
    id: z.string().max(64),
    host: z.string().max(300),
    port: z.number().int().min(1).max(65_535),
    realm: z.string().max(300),
    scheme: z.string().max(32),
    /** Basic sends the password readable to whoever sits between this computer and the proxy. */
    isReadable: z.boolean(),
    username: z.string().max(300),
    tries: z.number().int().min(0).max(2),
  }),
  /** Answered elsewhere, or nobody waits any more. */
  z.object({ type: z.literal('proxy.settled'), id: z.string().max(64) }),
])
export type ProxyFact = z.infer<typeof proxyFactSchema>

/** Other settings hold from now on; told while nobody calls. The page asks for the rest (`listAgents`, `readPolicy`). */
export const policyFactSchema = z.object({
  type: z.literal('policy.changed'),
  thresholds: thresholdsSchema,
  relayCost: relayPriceSchema.nullable(),
  history: historySchema,
})

/** What main asks of the window: the user's wish arrived there (menu, tray, quit, another instance). */
export const commandSchema = z.discriminatedUnion('type', [
  /** A link or an address waits for the person's word. Nothing is dialed by itself. */
  z.object({ type: z.literal('offer'), offer: linkOfferSchema }),
  z.object({ type: z.literal('hangUp') }),
])
