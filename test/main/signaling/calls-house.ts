// Calls in a house of their own: their facts collected, their agents resolved without any policy.
import { type CallsDeps, createCalls } from '../../../main/signaling/calls'
import { openSocket } from '../../../main/signaling/socket'
import { type BackendFact, backendFactSchema } from '../../../protocol/facts'
import { polite, type Script, welcome } from '../../fakes/scripted-gateway'
import { afterTest, collector } from './world'

export const CALL = 'call-0001'
export const OTHER = 'call-0002'
export const relay = {
  urls: ['turn:r.example.com:3478', 'turns:r.example.com:443'],
  username: 'u',
  credential: 'c',
  region: 'eu',
}
export const relayed =
  (expiresAtMs: number | null = null): Script =>
  (message, client) => {
    if (message.type === 'hello') client.say(welcome({ servers: [relay], expiresAtMs }))
    else polite(message, client)
  }

export function house(url: string, deps: Partial<CallsDeps> = {}) {
  const facts = collector<BackendFact>()
  const logged: string[] = []
  const calls = createCalls({
    resolveAgent: agentId => {
      if (agentId === 'nobody') return null
      if (agentId === 'test-agent') return { kind: 'built-in', agent: agentId }
      return { kind: 'gateway', agent: agentId, target: { url } }
    },
    startBuiltIn: async () => ({ url, token: 'built-in' }),
    openTransport: openSocket,
    client: { name: 'test', version: '1' },
    // Every fact must be one that the window's contract takes.
    emit: fact => facts.take(backendFactSchema.parse(fact)),
    log: line => logged.push(line),
    nowMs: Date.now,
    ...deps,
  })
  afterTest(() => calls.closeAll())
  const open = (agentId = 'agent', callId = CALL) => calls.openBackend({ callId, agentId, route: 'auto' })
  const types = () => facts.seen.map(({ type }) => type)
  return { facts, calls, open, types, logged }
}
