// What a call's failure really was: begins to look when the call's first window fails, and answers soon after the last.
// Knows calls by what is said of them; holds nothing of one longer than it may be asked about.
import { FAILURES } from '../../../protocol/catalogue'
import type { BackendFact } from '../../../protocol/facts'
import type { Failure } from '../../../protocol/failure'
import type { IceServer } from '../../../protocol/ice'
import type { RequestInput } from '../../../protocol/ipc'
import {
  type Gateway,
  type GatewayLook,
  gatewaySeen,
  type LookDeps,
  lookAtGateway,
  lookAtRelay,
  placeOf,
  type RelayDeps,
  type RelaySeen,
  relayUrls,
  within,
} from '../look'
import { gatewayCause, lastingCause } from './gateway-cause'
import { relayCause } from './relay-cause'

/** The call waits 1.5 s (renderer/call/limits.ts) and not for us: the answer has its way back, too. */
export const EXPLAIN_MS = 1_400
/** Each side of a look. One that was begun by the failure itself ends before the answer is due. */
const SIDE_MS = 1_200
/** A dial whose signaling is not open by then is in doubt: a line of 64 kbit/s takes 0.8 s, and shall have its line for itself. */
const DOUBT_MS = 1_200
/** A retry that has not sounded by then is in doubt, and for the same reason not before: it has 2.5 s in all. */
const DOUBT_RETRY_MS = 1_000
/** What was seen longer ago says nothing of now. */
const FRESH_MS = 5_000

/** What leaves something to be found out. The others are a gateway's or a relay's own word. */
const OPEN_ENDED: ReadonlySet<Failure['name']> = new Set([
  'signaling_unreachable', 'signaling_timeout', 'signaling_name', 'signaling_garbage', 'signaling_lost',
  'signaling_certificate', 'certificate_host', 'certificate_expired', 'relay_no_path', 'relay_lost',
]) // biome-ignore format: one list

export interface ExplainerDeps extends LookDeps, RelayDeps {
  /** The gateway behind an agent's id; null: there is none to look at. */
  readonly gatewayOf: (agentId: string) => Gateway | null
  /** After how long this network cuts connections, in milliseconds; null: it is not known to. */
  readonly cutAfterMs: () => number | null
}

export interface Explainer {
  /** A call reaches for its agent. */
  opened(call: { readonly callId: string; readonly agentId: string }): void
  /** What main tells the call. */
  told(fact: BackendFact): void
  /** The call sounds: nothing is in doubt. */
  sounded(callId: string): void
  /** Never rejects; the failure itself where nothing better was found, within 1.4 s. */
  explain(asked: RequestInput<'explainFailure'>): Promise<Failure>
  stop(): void
}

interface Begun<L> {
  readonly atMs: number
  readonly look: L
}
interface Case {
  readonly callId: string
  readonly gateway: Gateway | null
  servers: readonly IceServer[]
  doubt: NodeJS.Timeout | undefined
  way: Begun<GatewayLook> | null
  relays: Begun<Promise<readonly RelaySeen[]>> | null
}

const fresh = <L>(begun: Begun<L> | null): Begun<L> | null =>
  begun !== null && performance.now() - begun.atMs < FRESH_MS ? begun : null

export function createExplainer(deps: ExplainerDeps): Explainer {
  /** There is one call at a time; the last one is asked about after its end. */
  let current: Case | null = null
  const caseOf = (callId: string): Case | null => (current?.callId === callId ? current : null)

  /** What is on this computer needs no network, and its own errors are exact. */
  const isFar = (gateway: Gateway | null): gateway is Gateway =>
    gateway !== null && placeOf(gateway.url).isSecure
  const lookAtWay = (of: Case): GatewayLook | null => {
    if (!isFar(of.gateway)) return null
    of.way = fresh(of.way) ?? { atMs: performance.now(), look: lookAtGateway(of.gateway, deps, SIDE_MS) }
    return of.way.look
  }
  const lookAtRelays = (of: Case): Promise<readonly RelaySeen[]> => {
    const look = () => Promise.all(relayUrls(of.servers).map(relay => lookAtRelay(relay, deps, SIDE_MS)))
    of.relays = fresh(of.relays) ?? { atMs: performance.now(), look: look() }
    return of.relays.look
  }
  const explainWay = async (of: Case): Promise<Failure | null> => {
    const look = lookAtWay(of)
    if (look === null || of.gateway === null) return null
    const bounds = { boundMs: EXPLAIN_MS, withUpgrade: true }
    return gatewayCause(await gatewaySeen(of.gateway, look, deps.verified, bounds), deps.nowMs())
  }
  const explainRelays = async (of: Case): Promise<Failure | null> =>
    relayCause(await within(lookAtRelays(of), EXPLAIN_MS, []), deps.nowMs())

  return {
    opened: ({ callId, agentId }) => {
      clearTimeout(current?.doubt)
      const servers = caseOf(callId)?.servers ?? []
      const opened: Case = {
        callId,
        gateway: deps.gatewayOf(agentId),
        servers,
        doubt: undefined,
        way: null,
        relays: null,
      }
      opened.doubt = setTimeout(() => lookAtWay(opened), DOUBT_MS)
      current = opened
    },
    told: fact => {
      const of = caseOf(fact.callId)
      if (of === null) return
      if (fact.type === 'backend.opened') clearTimeout(of.doubt)
      if (fact.type === 'attempt.planned') {
        of.servers = [...of.servers, ...fact.plan.servers]
        // The first window has failed: what is seen meanwhile is there when the second does.
        if (fact.plan.cause === 'retry') of.doubt = setTimeout(() => lookAtRelays(of), DOUBT_RETRY_MS)
      }
      if (fact.type !== 'backend.failed') return
      clearTimeout(of.doubt)
      if (OPEN_ENDED.has(fact.failure.name)) lookAtWay(of)
    },
    sounded: callId => clearTimeout(caseOf(callId)?.doubt),
    explain: async ({ callId, failure: asked }) => {
      const of = caseOf(callId)
      if (of === null || !OPEN_ENDED.has(asked.name)) return asked
      clearTimeout(of.doubt)
      const explain = FAILURES[asked.name].layer === 'relay' ? explainRelays : explainWay
      const found = await explain(of).catch(() => null)
      if (found !== null && found.name !== asked.name) return found
      return asked.name === 'signaling_lost' ? (lastingCause(deps.cutAfterMs()) ?? asked) : asked
    },
    stop: () => clearTimeout(current?.doubt),
  }
}
