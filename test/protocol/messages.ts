// One well-formed message of every type on the wire; a type without one does not compile, or fails its count.
import type { ClientMessage, GatewayMessage } from '../../protocol/signaling'

const callId = 'call-0001'
const candidate = { candidate: 'candidate:1 1 udp 1 127.0.0.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }

type ByType<M extends { type: string }> = { readonly [T in M['type']]: Extract<M, { type: T }> }

const client: ByType<ClientMessage> = {
  hello: {
    type: 'hello',
    versions: [1, 2],
    client: { name: 'viaduct', version: '1.0.0' },
    resume: { session: 'session-0123456789', token: 'token-0123456789' },
  },
  'call.start': { type: 'call.start', callId, agent: 'ada', attempt: 1, sdp: 'v=0', record: true },
  'line.open': { type: 'line.open', lineId: 'line-0001', sdp: 'v=0' },
  'line.candidate': { type: 'line.candidate', lineId: 'line-0001', candidate },
  'line.close': { type: 'line.close', lineId: 'line-0001' },
  'attempt.offer': { type: 'attempt.offer', callId, attempt: 2, sdp: 'v=0' },
  'attempt.candidate': { type: 'attempt.candidate', callId, attempt: 1, candidate },
  'attempt.end': { type: 'attempt.end', callId, attempt: 1 },
  go: { type: 'go', callId, attempt: 2, n: 1, after: { attempt: 1, rtpTimestamp: 0xffff_ffff } },
  'call.redundancy': { type: 'call.redundancy', callId, n: 1, depth: 2 },
  'call.hold': { type: 'call.hold', callId, on: true },
  'call.dtmf': { type: 'call.dtmf', callId, digit: '#' },
  'call.message': { type: 'call.message', callId, id: 'message-0001', text: 'Hello\nthere' },
  'call.rating': { type: 'call.rating', callId, stars: 4, note: 'Clear' },
  'call.end': { type: 'call.end', callId, reason: 'caller' },
  ping: { type: 'ping', id: 0 },
  bye: { type: 'bye' },
}

const ice = {
  servers: [{ urls: ['turn:relay.example:3478'], username: 'u', credential: 'c', region: 'eu' }],
  expiresAtMs: 1,
}
const gateway: ByType<GatewayMessage> = {
  welcome: {
    type: 'welcome',
    version: 1,
    gateway: { name: 'gateway', version: '1.0.0' },
    ice,
    session: 'session-0123456789',
    resumeToken: 'token-0123456789',
    recording: { by: 'gateway', required: true },
    resumed: false,
  },
  'call.ringing': { type: 'call.ringing', callId },
  'line.answer': { type: 'line.answer', lineId: 'line-0001', sdp: 'v=0' },
  'line.candidate': { type: 'line.candidate', lineId: 'line-0001', candidate },
  'line.end': { type: 'line.end', lineId: 'line-0001', reason: 'full' },
  'attempt.adopted': { type: 'attempt.adopted', callId, attempt: 1 },
  'attempt.answer': { type: 'attempt.answer', callId, attempt: 1, sdp: 'v=0' },
  'attempt.candidate': { type: 'attempt.candidate', callId, attempt: 1, candidate: null },
  'agent.state': { type: 'agent.state', callId, state: 'thinking' },
  'agent.turn': {
    type: 'agent.turn',
    callId,
    n: 1,
    responseMs: 612.5,
    stages: { endpointMs: 600, firstAudioMs: 612.5 },
  },
  'caller.heard': { type: 'caller.heard', callId, state: 'nothing' },
  'dtmf.heard': { type: 'dtmf.heard', callId, digit: '5', by: 'rtp' },
  recording: { type: 'recording', callId, by: 'gateway', state: 'off', durationMs: 4_000, complete: true },
  caption: {
    type: 'caption',
    callId,
    id: 1,
    who: 'agent',
    text: 'Hello, this is the test agent.',
    isFinal: false,
    settled: 6,
    atMs: 120,
  },
  'message.taken': { type: 'message.taken', callId, id: 'message-0001' },
  'agent.message': { type: 'agent.message', callId, id: 1, text: 'You wrote: hello', atMs: 4_000 },
  'agent.tool': { type: 'agent.tool', callId, id: 1, label: 'Certificates', state: 'started', atMs: 4_100 },
  'agent.transfer': { type: 'agent.transfer', callId, id: 1, to: 'Service desk', atMs: 5_000 },
  'call.end': { type: 'call.end', callId, reason: 'agent' },
  notice: { type: 'notice', kind: 'maintenance', text: 'Back at noon', atMs: 1, retryAfterMs: 60_000 },
  error: { type: 'error', callId, failure: { name: 'agent_busy', detail: 'all lines taken' } },
  pong: { type: 'pong', id: 3 },
}

export const CLIENT_MESSAGES: readonly ClientMessage[] = Object.values(client)
export const GATEWAY_MESSAGES: readonly GatewayMessage[] = Object.values(gateway)
