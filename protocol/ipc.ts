// The window <-> main contract: every request with its shapes; facts.ts has the events'. Names live in channels.ts.
import { z } from 'zod'
import type { EventName, RequestName } from './channels'
import {
  conversationFactSchema,
  LINES_MAX,
  linesSchema,
  messageId,
  ratingSchema,
  SAID_CHARS_MAX,
  typedSchema,
} from './conversation'
import {
  attempt,
  backendFactSchema,
  callId,
  checkFactSchema,
  commandSchema,
  networkFactSchema,
  policyFactSchema,
  proxyFactSchema,
  sdp,
  spareFactSchema,
  windowFactSchema,
} from './facts'
import { failureSchema } from './failure'
import { callPageSchema, callQuerySchema } from './history'
import { candidateSchema, causeSchema, routeSchema, spareIdSchema } from './ice'
import { LINK_CHARS_MAX } from './link'
import { networkReportSchema } from './network-report'
import { pageFindingSchema, pageProbeSchema } from './page-probe'
import { agentSchema, historySchema, relayPriceSchema, thresholdsSchema } from './policy'
import { policyReportSchema } from './policy-report'
import { preferencesChangeSchema, preferencesSchema } from './preferences'
import { callReportSchema } from './report'
import { digitSchema, goNumber, heardUpToSchema, redundancySchema } from './signaling'

const nothing = z.undefined()

/** What the window may know of an agent: no address, that is main's business. */
export const agentCardSchema = agentSchema
  .pick({ id: true, name: true, purpose: true, languages: true, aliases: true, backend: true })
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
  /** Whether calls are kept, and for how long. */
  history: historySchema,
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

const oneCall = z.object({ callId })
/** A report names a file: its id is held to be one. */
const ownReportSchema = callReportSchema.extend({ callId })

const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })

export const CONTRACT = {
  /** The window is up: who am I, and is there a call to make? */
  startApp: request(nothing, appStartSchema),
  listAgents: request(nothing, z.array(agentCardSchema)),
  /** Every setting of the organisation: what holds, who says so, and what was not taken. */
  readPolicy: request(nothing, policyReportSchema),
  /** Past calls, a page at a time. */
  listCalls: request(callQuerySchema, callPageSchema),
  /** The whole report of one. Null: it is not there, or cannot be read. */
  readCall: request(oneCall, callReportSchema.nullable()),
  /** Saves it as JSON where the person says. False: they changed their mind. */
  saveCall: request(oneCall, z.boolean()),
  /** Out of every list at once; `restoreCall` has it back for ten seconds. */
  eraseCall: request(oneCall, nothing),
  /** False: it is too late. */
  restoreCall: request(oneCall, z.boolean()),
  eraseHistory: request(nothing, nothing),
  /** A link or an address that the person typed. Answers by the command `offer`. */
  openLink: request(z.object({ text: z.string().max(LINK_CHARS_MAX) }), nothing),
  /** The person takes an offer: what to dial, null for nothing. */
  takeOffer: request(z.object({ id: z.string().max(64) }), z.string().nullable()),
  leaveOffer: request(z.object({ id: z.string().max(64) }), nothing),
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
  /** How many frames each packet of the agent shall repeat from now on; `n` rises with every wish of the call. */
  askRedundancy: request(redundancySchema.omit({ type: true }), nothing),
  /** The person's answer to `consent.asked`. */
  answerConsent: request(z.object({ callId, agrees: z.boolean() }), nothing),
  /** Tells the far end that the caller is away, or back. The same word twice changes nothing. */
  holdCall: request(z.object({ callId, on: z.boolean() }), nothing),
  /** A key that this attempt's RTP cannot carry. Answered by `digit.heard`, as one that it carried is. */
  pressKey: request(z.object({ callId, digit: digitSchema }), nothing),
  /** What the person has typed to the agent, so long after the sound began. Answered by `line.said`, with `sent`, and `taken` or `lost`. */
  sendMessage: request(
    z.object({ callId, id: messageId, text: typedSchema, atMs: z.number().int().nonnegative() }),
    nothing,
  ),
  /** All that was said in words in a call, for a page that takes it over. */
  recallConversation: request(oneCall, linesSchema),
  /** Saves what was said as text where the person says. False: they changed their mind. */
  saveTranscript: request(
    z.object({
      agentId: z.string().max(200),
      startedAt: z.iso.datetime(),
      text: z.string().max(LINES_MAX * (SAID_CHARS_MAX + 200)),
    }),
    z.boolean(),
  ),
  /** What the person thinks of a call that is over: whether it is kept with it, and whether its gateway was told. */
  rateCall: request(
    ratingSchema.extend({ callId, agentId: z.string().max(200) }),
    z.object({ isKept: z.boolean(), isSent: z.boolean() }),
  ),
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
   * Whether the way to this TURN server, an ICE URL over TCP or TLS, leads through a proxy, and how far away that is: there and
   * back, null where it could not be seen.
   */
  wayToRelay: request(
    z.object({ server: z.string().max(300) }),
    z.object({ viaProxy: z.boolean(), proxyMs: z.number().nonnegative().nullable() }),
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
  /** What the history shall hold of the running call, should nothing more be heard of it: its report as if it had been cut off now. */
  keepCall: request(ownReportSchema, nothing),
  finishCall: request(ownReportSchema, nothing),
  /** What the person has chosen for themselves: devices, favourites, the look. */
  readPreferences: request(nothing, preferencesSchema),
  keepPreferences: request(preferencesChangeSchema, nothing),
  controlWindow: request(z.enum(['minimise', 'maximise', 'close']), nothing),
  /** Where the system says which app may use what. Nothing happens on a system that has no such page to be opened by a link. */
  openSystemSettings: request(z.enum(['microphone']), nothing),
} as const satisfies Record<RequestName, { input: z.ZodType; output: z.ZodType }>

export const EVENT_SHAPES = {
  backendFact: backendFactSchema,
  conversationFact: conversationFactSchema,
  spareFact: spareFactSchema,
  networkFact: networkFactSchema,
  checkFact: checkFactSchema,
  proxyFact: proxyFactSchema,
  pageProbe: pageProbeSchema,
  windowFact: windowFactSchema,
  policyFact: policyFactSchema,
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
