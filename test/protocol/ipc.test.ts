// The window's contract: its shapes accept what is meant, refuse the rest, and carry nothing that is secret.
import { describe, expect, test } from 'vitest'
import { backendFactSchema, commandSchema } from '../../protocol/facts'
import { candidateSchema, iceServersSchema } from '../../protocol/ice'
import { agentCardSchema, CONTRACT, callSnapshotSchema, PHASES } from '../../protocol/ipc'
import { IDLE } from '../../renderer/call'

const callId = 'call-0001'
const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success

describe('the contract', () => {
  test.each([
    ['openBackend', { callId, agentId: 'ada', route: 'auto' }, { callId, agentId: 'ada', route: 'pigeon' }],
    ['planAttempt', { callId, cause: 'retry' }, { callId, cause: 'x'.repeat(65) }],
    ['startCall', { callId, attempt: 1, sdp: 'v=0' }, { callId, attempt: 0, sdp: 'v=0' }],
    ['sendCandidate', { callId, attempt: 1, candidate: null }, { callId, attempt: 1 }],
    ['endBackend', { callId, reason: 'caller' }, { callId: '../x', reason: 'caller' }],
    ['controlWindow', 'close', 'explode'],
    ['listAgents', undefined, { anything: true }],
  ] as const)('%s takes its own shape only', (name, good, bad) => {
    expect([accepts(CONTRACT[name].input, good), accepts(CONTRACT[name].input, bad)]).toEqual([true, false])
  })

  test('every fact names its call', () => {
    for (const option of backendFactSchema.options) {
      const { type } = option.shape
      expect(accepts(backendFactSchema, { type: type.value })).toBe(false)
      expect(Object.keys(option.shape)).toContain('callId')
    }
  })

  test('the window learns no address of an agent', () => {
    expect(Object.keys(agentCardSchema.shape)).not.toContain('url')
  })

  test('a snapshot tells of the call what main needs, and the value that only another page reads', () => {
    expect(Object.keys(callSnapshotSchema.shape).sort()).toEqual(['agentId', 'atMs', 'attempt', 'callId', 'failure', 'phase', 'value']) // biome-ignore format: one line
  })

  test('main may ask for a dial or a hang-up, nothing else', () => {
    expect(accepts(commandSchema, { type: 'hangUp' })).toBe(true)
    expect(accepts(commandSchema, { type: 'quit' })).toBe(false)
  })

  test('a call begins in the first of its phases', () => expect(IDLE.phase).toBe(PHASES[0]))
})

describe('ICE servers', () => {
  const servers = (urls: readonly string[]) => ({ servers: [{ urls }], expiresAtMs: null })
  test.each(['stun:a:3478', 'turn:a:3478?transport=tcp', 'turns:a:443'])('%s', url =>
    expect(accepts(iceServersSchema, servers([url]))).toBe(true),
  )
  test.each(['http://a', 'turn:', 'turn: a', ''])('not "%s"', url =>
    expect(accepts(iceServersSchema, servers([url]))).toBe(false),
  )
  test('no more than eight', () => {
    expect(accepts(iceServersSchema, servers(Array.from({ length: 9 }, () => 'stun:a')))).toBe(false)
  })
  test('a candidate that is null ends them', () => expect(accepts(candidateSchema, null)).toBe(true))
})
