// Calls and lines without media: fake answerers that a test lets tell, an agent that only listens, a clock under our hand.
import type { Agent, AgentFact } from '../../gateway/agent/agent'
import { Call } from '../../gateway/call/call'
import type { OpenCall } from '../../gateway/call/desk'
import { DEFAULT_LIMITS, type Limits } from '../../gateway/limits'
import { createLineHouse } from '../../gateway/line/house'
import { noLog } from '../../gateway/log'
import type { AnswererFact } from '../../gateway/media/answerer'
import { SILENCE } from '../../gateway/media/frames'
import { createMetronome } from '../../gateway/media/metronome'
import { createDesk } from '../../gateway/session/desk'
import type { GatewayMessage } from '../../protocol/signaling'

export const callId = 'call-0001'

interface FakePeer {
  readonly tell: (fact: AnswererFact) => void
  sent: number
  state: 'open' | 'closed'
}

/** Answers at once; an offer `bad` is refused. */
function createFakePeers() {
  const peers: FakePeer[] = []
  const answerer = (tell: (fact: AnswererFact) => void) => {
    const peer: FakePeer = { tell, sent: 0, state: 'open' }
    peers.push(peer)
    return {
      answer: async (offer: string) => {
        if (offer === 'bad') throw new Error('the offer has no audio section')
        return `answer to ${offer}`
      },
      addCandidate: () => undefined,
      send: () => {
        peer.sent += 1
      },
      close: () => {
        peer.state = 'closed'
      },
    }
  }
  return { peers, answerer }
}

/** An agent whose facts a test tells. */
function createFakeAgent() {
  const agent = { up: 0, heard: 0, left: '', say: (_fact: AgentFact): unknown => undefined }
  const make = (emit: (fact: AgentFact) => void): Agent => {
    agent.say = emit
    return {
      mediaUp: () => {
        agent.up += 1
      },
      heard: () => {
        agent.heard += 1
      },
      tick: () => [SILENCE],
      leave: reason => {
        agent.left = reason
        emit({ type: 'left', reason })
      },
    }
  }
  return { agent, make }
}

/** The floor of a gateway: desks are opened with `desk()`, the first of them is `desk`'s own. */
export function setUp(change: Partial<Limits> = {}) {
  const limits = { ...DEFAULT_LIMITS, ...change }
  const { peers, answerer } = createFakePeers()
  const { agent, make } = createFakeAgent()
  const recording = { state: 'recording' as 'recording' | 'broken' }
  const calls = new Set<Call>()
  const lines = createLineHouse({ answerer, limits, log: noLog, calls: () => calls.size })
  const open: OpenCall = (request, emit, onOver) => {
    if (calls.size >= limits.callsMax) return { refused: 'agent_busy', detail: 'all taken' }
    const deps = {
      agent: make,
      answerer,
      metronome: createMetronome(() => Date.now()),
      limits,
      log: noLog,
      now: () => Date.now(),
      record: () => ({
        heard: () => undefined,
        beat: () => recording.state,
        close: async () => ({ durationMs: 0, complete: true }),
      }),
      recorderName: 'test',
    }
    const call: Call = new Call(request, deps, emit, () => {
      calls.delete(call)
      onOver()
    })
    calls.add(call)
    return call
  }
  /** One session: its desk, and what its client was told. */
  const session = () => {
    const sent: GatewayMessage[] = []
    const desk = createDesk(open, lines, message => sent.push(message))
    const say = (message: Parameters<typeof desk.handle>[0]) => desk.handle(message)
    const openLine = (lineId: string, sdp = 'offer') => say({ type: 'line.open', lineId, sdp })
    const adopt = (lineId: string, id = callId) =>
      say({ type: 'call.start', callId: id, agent: 'test-agent', attempt: 1, adopt: lineId })
    return { desk, sent, say, openLine, adopt, types: () => sent.map(message => message.type) }
  }
  const first = session()
  const start = (sdp = 'offer', id = callId) =>
    first.say({ type: 'call.start', callId: id, agent: 'test-agent', attempt: 1, sdp })
  return { ...first, start, session, lines, calls: () => calls.size, peers, agent, recording }
}
