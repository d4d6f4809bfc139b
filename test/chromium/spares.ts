// What the page promises of peers made before any call, told against a real gateway on the engine at hand.
import assert from 'node:assert/strict'
import { turnCredential } from '../../gateway/credentials/turn-rest'
import type { SpareFact } from '../../protocol/facts'
import { startRelay } from '../e2e/relay'
import type { Caller } from './caller'
import type { Scenario } from './scenario'

const pause = (ms: number): Promise<void> => new Promise(wake => setTimeout(wake, ms))
const planned = (id: string, kind: 'pool' | 'line'): SpareFact => ({
  type: 'spare.planned',
  plan: { id, kind, route: 'direct', servers: [] },
})
const POOL = { id: 'spare-000001', kind: 'pool' } as const
const LINE = { id: 'spare-000002', kind: 'line' } as const

/** What a page holds that has no call: peers, and nothing that is heard or speaks. */
async function expectSilent(caller: Caller, openPeers: number) {
  const now = await caller.read()
  assert.deepEqual([now.openPeers, now.audible, now.packetsSent, now.packetsReceived], [openPeers, 0, 0, 0])
}

async function pooled(caller: Caller) {
  await caller.spare(planned(POOL.id, POOL.kind))
  await pause(500)
  await expectSilent(caller, 1)
  assert.equal(caller.count('peer.offered'), 0, 'its offer is not sent')
  const dialedMs = performance.now()
  await caller.openMicrophone()
  await caller.start(1, { spare: POOL })
  await caller.carry(1)
  await caller.heard('peer.sounded', 1)
  const tookMs = performance.now() - dialedMs
  const now = await caller.read()
  assert.deepEqual([now.openPeers, caller.count('peer.offered')], [1, 1], 'the early offer is the one')
  return `first packet ${Math.round(tookMs)} ms after dialing`
}

async function bounded(caller: Caller) {
  for (let n = 1; n < 5; n += 1) await caller.spare(planned(`spare-10000${n}`, 'pool'))
  for (let n = 5; n < 9; n += 1) await caller.spare(planned(`spare-10000${n}`, 'line'))
  await pause(200)
  await expectSilent(caller, 2)
  await caller.spare({ type: 'spare.dropped', id: 'spare-100004' })
  await caller.spare({ type: 'spare.dropped', id: 'spare-000099' })
  await expectSilent(caller, 1)
  await caller.spare({ type: 'spare.dropped', id: 'spare-100008' })
  await expectSilent(caller, 0)
  assert.equal(caller.count('spare.broke'), 0, 'what main dropped did not break')
  return undefined
}

async function unknown(caller: Caller) {
  await caller.start(1, { spare: POOL })
  await caller.heard('peer.offered', 1)
  await caller.carry(1)
  await caller.heard('peer.sounded', 1)
  return undefined
}

async function adopted(caller: Caller) {
  await caller.spare(planned(LINE.id, LINE.kind))
  await caller.heard('line.offered')
  await pause(1_000)
  await expectSilent(caller, 1)
  const dialedMs = performance.now()
  await caller.start(1, { spare: LINE })
  await caller.heard('peer.adopted', 1)
  await caller.carry(1)
  await caller.heard('peer.sounded', 1)
  const tookMs = performance.now() - dialedMs
  await caller.openMicrophone()
  await caller.heard('mic.opened')
  await pause(1_000)
  const now = await caller.read()
  assert.deepEqual([now.openPeers, now.audible, caller.count('peer.offered')], [1, 1, 0])
  assert.ok(now.packetsSent > 20 && now.packetsReceived > 20, 'both speak')
  return `first packet ${Math.round(tookMs)} ms after dialing`
}

async function lost(caller: Caller) {
  await caller.spare(planned(LINE.id, LINE.kind))
  await caller.heard('line.offered')
  await pause(1_000)
  await caller.start(1, { spare: LINE })
  await caller.heard('peer.adopted', 1)
  await caller.spare({ type: 'spare.dropped', id: LINE.id })
  assert.equal((await caller.heard('peer.failed', 1)).failure.name, 'relay_lost')
  return undefined
}

async function tooEarly(caller: Caller) {
  await caller.spare(planned(LINE.id, LINE.kind))
  const { sdp } = await caller.heard('line.offered')
  await caller.start(1, { spare: LINE })
  assert.equal((await caller.heard('peer.offered', 1)).sdp, sdp, 'its offer serves the call')
  assert.deepEqual([(await caller.read()).openPeers, caller.count('peer.adopted')], [1, 0])
  return undefined
}

/** The engine's own names for servers and candidates, which differ between versions, lead to what the plan says. */
async function relayed(caller: Caller) {
  const relay = await startRelay()
  try {
    const { urls, secret, ttlSeconds } = relay.turn()
    const server = urls[0]?.url ?? ''
    const { username, credential } = turnCredential(secret ?? '', 'page', ttlSeconds, Date.now())
    const servers = [{ urls: [server], username, credential }]
    const pool = { type: 'spare.planned', plan: { ...POOL, route: 'relay-tls', servers } } as const
    await caller.spare(pool)
    const allocated = await caller.heard('relay.showed')
    await caller.start(1, { route: 'relay-tls', servers, spare: POOL })
    await caller.carry(1)
    await caller.heard('peer.sounded', 1)
    const carries = await caller.heard('relay.showed', 1)
    assert.deepEqual([allocated.what, allocated.server, allocated.attempt], ['allocated', server, null])
    assert.deepEqual([carries.what, carries.server], ['carries', server])
    return `allocated after ${Math.round(allocated.ms ?? -1)} ms`
  } finally {
    relay.stop()
  }
}

export const SPARES: readonly Scenario[] = [
  {
    name: 'a pooled peer waits in silence, and its early offer is the call',
    answeredBy: 'gateway',
    run: pooled,
  },
  { name: 'peers before a call: one of a kind, and gone when dropped', answeredBy: 'scenario', run: bounded },
  { name: 'a plan whose peer is not here gets another', answeredBy: 'gateway', run: unknown },
  {
    name: 'a relay is told of when it allocates, before any call, and when it carries one',
    answeredBy: 'gateway',
    run: relayed,
  },
  { name: 'a warm line is adopted: no negotiation, both speak', answeredBy: 'gateway', run: adopted },
  {
    name: 'a line that was over when its call came to it fails that attempt',
    answeredBy: 'gateway',
    run: lost,
  },
  { name: 'a line that is not answered yet serves as a pooled peer', answeredBy: 'scenario', run: tooEarly },
]
