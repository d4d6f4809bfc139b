// The span of each screen, from the call's facts: what is open, being built or broken. Pure; draws nothing.
import { FAILURES, type FailureName, type Layer } from '../../../protocol/catalogue'
import type { Failure } from '../../../protocol/failure'
import type { AgentCard } from '../../../protocol/ipc'
import type { Path } from '../../../protocol/report'
import type { Attempt, Dialed } from '../../call'
import { failureCopy, format, protocolName, routePhrase, words } from '../../copy'
import type { Tone } from '../../health'
import type { Span, SpanNode } from '../../ui'

export interface SpanView {
  readonly nodes: readonly SpanNode[]
  readonly spans: readonly Span[]
  readonly label: string
}

const { nodes: names } = words

const say = (nodes: readonly SpanNode[], spans: readonly Span[]): string =>
  spans
    .map(({ state, label }, at) => {
      const leg = `${nodes[at]?.name} to ${nodes[at + 1]?.name}`
      return [leg, state, label].filter(Boolean).join(' ')
    })
    .join(', ')

/** Nodes and spans with the sentence that stands for the drawing. */
export const spanView = (nodes: readonly SpanNode[], spans: readonly Span[]): SpanView => ({
  nodes,
  spans,
  label: say(nodes, spans),
})

/** A span with a label only where there is one to show. */
const span = (state: Span['state'], label?: string | null): Span => (label ? { state, label } : { state })

const isUp = ({ stage }: Attempt): boolean => stage.at === 'connected' || stage.at === 'sounding'

const reached = (is: boolean): SpanNode['state'] => (is ? 'reached' : 'waiting')

function gatewayNote(agent: AgentCard | undefined): string {
  if (!agent) return ''
  return agent.id === 'test-agent' ? format.inside(words.home.here) : agent.host
}

/** While a path is being found: you, the gateway, the relay, the agent. */
export function connectingSpan(call: Dialed, agent: AgentCard | undefined, nowMs: number): SpanView {
  const { backend, answeredAtMs } = call
  const attempt = call.attempts.findLast(({ stage }) => stage.at !== 'ended') ?? call.attempts.at(-1)
  const up = call.attempts.some(isUp)
  const first = backend
    ? span('open', format.wait(backend.signalingMs))
    : span('building', format.wait(nowMs - call.dialedAtMs))
  const trying = attempt && answeredAtMs !== null ? format.wait(nowMs - attempt.startedAtMs) : null
  const second = up ? span('open') : span(attempt ? 'building' : 'waiting', trying)
  const agentNote = answeredAtMs === null ? words.nodes.waiting : words.connecting.answered
  const nodes: readonly SpanNode[] = [
    {
      name: names.you,
      note: call.microphone === 'open' ? names.microphoneOn : names.microphone,
      state: 'reached',
    },
    { name: names.gateway, note: gatewayNote(agent), state: reached(backend !== null) },
    {
      name: names.relay,
      note: attempt ? routePhrase[attempt.route] : words.nodes.waiting,
      state: reached(up),
    },
    {
      name: names.agent,
      note: call.ringingAtMs !== null && answeredAtMs === null ? words.connecting.ringing : agentNote,
      state: reached(answeredAtMs !== null),
    },
  ]
  return spanView(nodes, [first, second, span(up ? 'building' : 'waiting')])
}

/** The path that was being found, while main looks for what is in its way: what was being built is broken. */
export const brokenOff = ({ nodes, spans }: SpanView): SpanView =>
  spanView(
    nodes,
    spans.map(one => (one.state === 'building' ? span('broken') : one)),
  )

/** How a leg of the path is drawn while the call's sound is rated so. */
const LINE = {
  line: 'open',
  unknown: 'open',
  strain: 'strained',
  break: 'strained',
} as const satisfies Record<Tone, Span['state']>

interface CallLine {
  readonly path: Path | null
  /** There and back, all the way. */
  readonly rttMs: number | null
  /** The same over each leg but the last, as far as the relay's allocations and the proxy's handshake let guess; null: not known. */
  readonly legsMs: readonly number[] | null
  /** What the agent itself took for its last answer; null: it has not told. */
  readonly agentMs: number | null
  /** `broken`: no sound comes through. */
  readonly tone: Tone | 'broken'
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** What stands in the arches. A path through a proxy or a relay has a time for each leg only where all of them are known. */
function legsOf({ path, rttMs, legsMs }: CallLine, legs: number): readonly (string | null)[] {
  const ms = (value: number): string => format.ms(Math.max(1, value))
  if (legs === 1) return [rttMs === null ? null : ms(rttMs)]
  if (rttMs !== null && legsMs?.length === legs - 1 && sum(legsMs) < rttMs)
    return [...legsMs, rttMs - sum(legsMs)].map(leg => words.health.about({ time: ms(leg) }))
  return [path && protocolName(path)]
}

/** During a call: the path itself, as far as it is known. */
export function callSpan(line: CallLine): SpanView {
  const { path, tone, agentMs } = line
  const agent = agentMs === null ? names.agent : `${names.agent} ${format.waitInSeconds(agentMs)}`
  const between = path?.kind === 'relay' ? [...(path.viaProxy ? [names.proxy] : []), names.relay] : []
  const nodes = [names.you, ...between, agent].map((name, at): SpanNode => {
    const lost = tone === 'broken' && at > 0
    return { name, state: lost ? 'waiting' : 'reached' }
  })
  const legs = legsOf(line, nodes.length - 1)
  const spans = nodes.slice(1).map((_, at): Span => {
    if (tone === 'broken') return at === 0 ? span('broken', 'lost') : span('waiting')
    return span(LINE[tone], legs[at])
  })
  return spanView(nodes, spans)
}

/** Which of the three spans a layer's failure breaks; the microphone breaks the first node instead. */
const BREAKS = {
  microphone: null,
  signaling: 0,
  relay: 1,
  agent: 2,
  policy: 0,
  app: 0,
} as const satisfies Record<Layer, number | null>

const AT_PROXY: readonly FailureName[] = ['proxy_unreachable', 'proxy_authentication', 'proxy_credentials']
const NAMES_PROXY: readonly FailureName[] = [...AT_PROXY, 'proxy_refused', 'relay_proxy_refused']

/** The way ends at the proxy itself, not behind it. */
export const isAtProxy = (name: FailureName): boolean => AT_PROXY.includes(name)

/** The stations between you and the agent, and which of the three spans broke. */
function stations(
  { name }: Failure,
  viaProxy: boolean,
): { between: readonly string[]; brokenAt: number | null } {
  const { layer } = FAILURES[name]
  const brokenAt = BREAKS[layer]
  if (!viaProxy && !NAMES_PROXY.includes(name)) return { between: [names.gateway, names.relay], brokenAt }
  if (brokenAt === 0) return { between: [names.proxy, names.gateway], brokenAt: isAtProxy(name) ? 0 : 1 }
  return { between: [names.proxy, names.relay], brokenAt }
}

/**
 * After a failure: whole as far as the call came, broken where it broke.
 * @param viaProxy this network's way out is a proxy, as far as is known.
 */
export function failedSpan(call: Dialed, failure: Failure, viaProxy: boolean): SpanView {
  const { layer } = FAILURES[failure.name]
  const { between, brokenAt } = stations(failure, viaProxy)
  const carried = call.attempts.some(({ connectedAtMs }) => connectedAtMs !== null)
  const done = [call.backend !== null || brokenAt === 1, carried, call.firstMediaAtMs !== null]
  const spans = done.map((open, leg): Span => {
    if (leg === brokenAt) return span('broken', format.inside(failureCopy(failure).observed))
    const label = leg === 0 && call.backend ? format.wait(call.backend.signalingMs) : null
    return open ? span('open', label) : span('waiting')
  })
  const node = (name: string, leg: number): SpanNode => ({
    name,
    state: leg === brokenAt ? 'broken' : reached(done[leg] ?? false),
  })
  const nodes: readonly SpanNode[] = [
    { name: names.you, state: layer === 'microphone' ? 'broken' : 'reached' },
    ...between.map(node),
    { name: names.agent, state: layer === 'agent' ? 'broken' : reached(call.answeredAtMs !== null) },
  ]
  return spanView(nodes, spans)
}
