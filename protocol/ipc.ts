// The window <-> main contract: every request and event with its shapes. Names live in channels.ts.
import { z } from 'zod'
import type { EventName, RequestName } from './channels'
import { failureSchema } from './failure'
import {
  attemptPlanSchema,
  candidateSchema,
  causeSchema,
  routeSchema,
  spareIdSchema,
  sparePlanSchema,
} from './ice'
import { checkSchema, networkReportSchema, VERDICTS } from './network-report'
import { pageFindingSchema, pageProbeSchema } from './page-probe'
import { agentSchema, relayPriceSchema, thresholdsSchema } from './policy'
import { callReportSchema, NETWORK_CHANGES } from './report'
import { AGENT_STATES, goNumber, heardUpToSchema, noticeSchema } from './signaling'

const callId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
const attempt = z.number().int().positive()
const sdp = z.string().min(1).max(100_000)
const nothing = z.undefined()

/** How a backend takes a second attempt: beside the first, instead of it, or only by a new session. */
export const CAPABILITIES = ['parallel', 'replace', 'new-session'] as const
export type Capability = (typeof CAPABILITIES)[number]

/** What the window may know of an agent: no address, that is main's business. */
export const agentCardSchema = agentSchema
  .pick({ id: true, name: true, purpose: true, languages: true, backend: true })
  .extend({ host: z.string() })
export type AgentCard = z.infer<typeof agentCardSchema>

/** A call that the command line asked for; the window's own calls start from its screens. */
const headlessCallSchema = z.object({
  agentId: z.string(),
  seconds: z.number(),
  route: routeSchema.or(z.literal('auto')),
})
export type HeadlessCall = z.infer<typeof headlessCallSchema>

const appStartSchema = z.object({
  version: z.string(),
  runtime: z.string(),
  platform: z.string(),
  call: headlessCallSchema.nullable(),
  /** Nobody looks: the page draws nothing, makes the call that is ordered, and measures what it is asked to. */
  headless: z.boolean(),
  /** Of the policy: where it calls a figure fair and poor, and what relayed traffic costs. */
  thresholds: thresholdsSchema,
  relayCost: relayPriceSchema.nullable(),
  /** The call that another page of this window carried until it went, as that page published it last. */
  rejoin: z.object({ value: z.string(), goneAtMs: z.number().nonnegative() }).nullable(),
})
export type AppStart = z.infer<typeof appStartSchema>

export const PHASES = [
  'idle', 'preparing', 'inviting', 'ringing', 'connecting', 'active', 'recovering', 'ending', 'ended',
] as const // biome-ignore format: one line reads as the path it is
export type PhaseName = (typeof PHASES)[number]

/** An hour of call with its attempts, recoveries and turns stays far below this. */
const SNAPSHOT_CHARS_MAX = 512 * 1024

/** The call as main needs it: for the log's one line per transition, the command line's progress, the tray. */
export const callSnapshotSchema = z.object({
  callId,
  agentId: z.string(),
  phase: z.enum(PHASES),
  atMs: z.number().nonnegative(),
  attempt: z.object({ n: attempt, route: routeSchema }).nullable(),
  failure: failureSchema.nullable(),
  /** The call value itself as JSON, kept for the page that may have to take this one's place. Nobody else reads it. */
  value: z.string().max(SNAPSHOT_CHARS_MAX),
})
export type CallSnapshot = z.infer<typeof callSnapshotSchema>

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
  z.object({ type: z.literal('agent.turned'), callId, responseMs: z.number().nonnegative() }),
  z.object({ type: z.literal('recording.changed'), callId, by: z.string(), on: z.boolean() }),
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
const networkFactSchema = z.object({
  type: z.literal('network.changed'),
  what: z.enum(NETWORK_CHANGES),
  atMs: z.number().nonnegative(),
})
export type NetworkFact = z.infer<typeof networkFactSchema>

/**
 * Whether a person may see the window: not while it is hidden or minimised. Main tells, because with throttling switched off the
 * page is told that it is always visible. It is visible until told otherwise.
 */
const windowFactSchema = z.object({ type: z.literal('window.changed'), isVisible: z.boolean() })
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

/** What main asks of the window: the user's wish arrived there (menu, tray, quit, another instance). */
export const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('dial'), agentId: z.string() }),
  z.object({ type: z.literal('hangUp') }),
])

const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })

export const CONTRACT = {
  /** The window is up: who am I, and is there a call to make? */
  startApp: request(nothing, appStartSchema),
  listAgents: request(nothing, z.array(agentCardSchema)),
  listRecentCalls: request(nothing, z.array(callReportSchema)),
  /** Asks the operating system for the microphone where it has a say; resolves once the person has answered. */
  askMicrophone: request(nothing, z.enum(['granted', 'denied'])),
  /** Resolve the agent, open signaling, get ICE servers. Answers by `backend.opened` and the first `attempt.planned`. */
  openBackend: request(
    z.object({ callId, agentId: z.string(), route: routeSchema.or(z.literal('auto')) }),
    nothing,
  ),
  /** Another attempt, please. Answers by `attempt.planned`. Main plans some unasked: the first, and rotations. */
  planAttempt: request(z.object({ callId, cause: causeSchema }), nothing),
  /** `sdp` null: the attempt adopts the warm line that its plan named. */
  startCall: request(z.object({ callId, attempt, sdp: sdp.nullable() }), nothing),
  offerAttempt: request(z.object({ callId, attempt, sdp }), nothing),
  sendCandidate: request(z.object({ callId, attempt, candidate: candidateSchema }), nothing),
  endAttempt: request(z.object({ callId, attempt }), nothing),
  /** `n` rises with every `go` of the call; `after` is the packet of the agent heard last, null: go on from now. */
  goAttempt: request(z.object({ callId, attempt, n: goNumber, after: heardUpToSchema.nullable() }), nothing),
  endBackend: request(z.object({ callId, reason: z.string().max(64) }), nothing),
  /** A warm line's offer and candidates; answered by `spare.answered` and `spare.candidate`. */
  offerLine: request(z.object({ id: spareIdSchema, sdp }), nothing),
  sendLineCandidate: request(z.object({ id: spareIdSchema, candidate: candidateSchema }), nothing),
  /** The page's peer of this name broke. */
  dropSpare: request(z.object({ id: spareIdSchema }), nothing),
  /**
   * What a TURN server showed of itself, for the choice of regions and routes: `allocated` after so many milliseconds, `failed`,
   * `silent` over UDP while TCP answered, or `died` under a call. `server` is the ICE URL as the plan gave it.
   */
  reportRelay: request(
    z.object({
      server: z.string().max(300),
      what: z.enum(['allocated', 'failed', 'silent', 'died', 'carries']),
      ms: z.number().nonnegative().nullable(),
      attempt: z.object({ callId, attempt }).nullable(),
    }),
    nothing,
  ),
  /**
   * What a failure of the network's layers really was, after main has looked: the same one where nothing better was found. Main
   * began to look when the first window failed, so this seldom waits; 1.5 s at most.
   */
  explainFailure: request(z.object({ callId, failure: failureSchema }), failureSchema),
  /** Starts a network check, or joins the running one; told by `checkFact`. `agentId` null: the gateway most likely called next. */
  checkNetwork: request(z.object({ agentId: z.string().max(64).nullable() }), nothing),
  /** The last whole report of this network, or null. */
  lastNetworkReport: request(nothing, networkReportSchema.nullable()),
  /** Saves the last report where the person says: as JSON and as a page to print, or as the firewall kit. False: they changed their mind. */
  saveNetworkReport: request(z.enum(['report', 'kit']), z.boolean()),
  /** `username` null: the person declines; calls go on without. */
  answerProxy: request(
    z.object({
      id: z.string().max(64),
      username: z.string().max(300).nullable(),
      password: z.string().max(1024),
      keep: z.boolean(),
    }),
    nothing,
  ),
  /** What the page found of something that `pageProbe` asked it. */
  answerProbe: request(pageFindingSchema, nothing),
  publishCall: request(callSnapshotSchema, nothing),
  finishCall: request(callReportSchema, nothing),
  controlWindow: request(z.enum(['minimise', 'maximise', 'close']), nothing),
} as const satisfies Record<RequestName, { input: z.ZodType; output: z.ZodType }>

export const EVENT_SHAPES = {
  backendFact: backendFactSchema,
  spareFact: spareFactSchema,
  networkFact: networkFactSchema,
  checkFact: checkFactSchema,
  proxyFact: proxyFactSchema,
  pageProbe: pageProbeSchema,
  windowFact: windowFactSchema,
  command: commandSchema,
} as const satisfies Record<EventName, z.ZodType>

export type RequestInput<N extends RequestName> = z.infer<(typeof CONTRACT)[N]['input']>
export type RequestOutput<N extends RequestName> = z.infer<(typeof CONTRACT)[N]['output']>
export type EventPayload<N extends EventName> = z.infer<(typeof EVENT_SHAPES)[N]>

/** The bridge as the window sees it at `window.viaduct`. */
export type Bridge = {
  readonly [N in RequestName]: (
    ...input: undefined extends RequestInput<N> ? [] : [RequestInput<N>]
  ) => Promise<RequestOutput<N>>
} & {
  readonly [N in EventName as `on${Capitalize<N>}`]: (
    listener: (payload: EventPayload<N>) => void,
  ) => () => void
}
