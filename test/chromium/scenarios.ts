// What renderer/media promises, told against a real gateway on the engine at hand. Each returns a figure worth printing, or nothing.
import assert from 'node:assert/strict'
import type { FailureName } from '../../protocol/catalogue'
import { type FakeAnswer, fakeAnswer } from '../fakes/fake-answer'
import type { Caller } from './caller'
import type { Arrival, Reading } from './page/main'
import type { Scenario } from './scenario'
import { SPARES } from './spares'

const pause = (ms: number): Promise<void> => new Promise(wake => setTimeout(wake, ms))

/** Clearly more than the noise of a silent line. */
const SOUND = 0.001

async function until(caller: Caller, what: string, fits: (now: Reading) => boolean, boundMs: number) {
  const end = performance.now() + boundMs
  for (;;) {
    const now = await caller.read()
    if (fits(now)) return now
    assert.ok(performance.now() < end, `${what}: not within ${boundMs} ms: ${JSON.stringify(now)}`)
    await pause(50)
  }
}

/** Dials with one attempt, and is heard. */
async function call(caller: Caller): Promise<number> {
  const dialedMs = performance.now()
  await caller.openMicrophone()
  await caller.start(1)
  await caller.carry(1)
  await caller.heard('peer.connected', 1)
  await caller.heard('peer.sounded', 1)
  return performance.now() - dialedMs
}

async function firstCall(caller: Caller) {
  const soundedMs = await call(caller)
  const greeted = await until(caller, 'the greeting', now => now.agentEnergy > SOUND, 5_000)
  assert.equal(greeted.audible, 1, 'the greeting is audible')
  await until(caller, 'my voice', now => now.microphoneEnergy > SOUND, 12_000)
  const before = await caller.read()
  await until(caller, 'the playback', now => now.agentEnergy > before.agentEnergy + SOUND, 15_000)
  return `first packet ${Math.round(soundedMs)} ms after dialing`
}

/** From the last packet that came the old way before the order to the first that came the new way. */
async function gapMs(caller: Caller, old: Arrival | null): Promise<number> {
  const fresh = await caller.arrival(1)
  assert.ok(fresh !== null, 'packets came the new way')
  assert.ok(old !== null, 'packets came the old way')
  // Frames of 20 ms: of those counted already, the first came this much earlier.
  return fresh.lastPacketAtMs - 20 * (fresh.packets - 1) - old.lastPacketAtMs
}

async function takeOver(caller: Caller) {
  await call(caller)
  await caller.heard('mic.opened')
  await caller.start(2)
  await caller.heard('peer.connected', 2)
  const both = await caller.read()
  assert.equal(both.openPeers, 2)
  assert.equal(both.audible, 1, 'a standby is not heard')
  // Read before: the old path goes on for a second, on trial.
  const old = await caller.arrival(0)
  await caller.go(2)
  await caller.heard('peer.sounded', 2)
  // The worker tells of a packet before statistics have counted it.
  await pause(300)
  const gap = await gapMs(caller, old)
  await caller.end(1)
  const alone = await caller.read()
  assert.deepEqual([alone.openPeers, alone.audible], [1, 1])
  await pause(500)
  const later = await caller.read()
  assert.ok(later.packetsReceived - alone.packetsReceived > 15, 'the agent comes the new way')
  assert.ok(later.packetsSent - alone.packetsSent > 15, 'the microphone goes the new way')
  assert.ok(gap < 200, `a gap of ${gap} ms`)
  return `first frame ${Math.round(gap)} ms after the last of the old path`
}

function refuses(answer: FakeAnswer, name: FailureName) {
  return async (caller: Caller) => {
    await caller.start(1)
    const { sdp } = await caller.heard('peer.offered', 1)
    await caller.accept(1, fakeAnswer(sdp, answer))
    assert.equal((await caller.heard('peer.failed', 1)).failure.name, name)
    return undefined
  }
}

async function hush(caller: Caller) {
  await call(caller)
  await until(caller, 'both directions', now => now.packetsSent > 10 && now.packetsReceived > 10, 5_000)
  await caller.hush()
  // What the sender had queued leaves first.
  await pause(200)
  const quiet = await caller.read()
  assert.equal(quiet.audible, 0, 'nothing is heard')
  await pause(500)
  const later = await caller.read()
  assert.equal(later.packetsSent, quiet.packetsSent, 'nothing is said')
  assert.equal(later.openPeers, 1, 'the peer stays for a last reading')
  return undefined
}

/** What one second sends. */
async function sentInASecond(caller: Caller) {
  const before = await caller.read()
  await pause(1_000)
  const after = await caller.read()
  const packets = after.packetsSent - before.packetsSent
  return { packets, bytesEach: (after.bytesSent - before.bytesSent) / packets }
}

/** Digital silence is about 35 bytes a frame here, speech 80. */
const LOUDER = 1.5

async function mute(caller: Caller) {
  await call(caller)
  await until(caller, 'my voice', now => now.microphoneEnergy > SOUND, 12_000)
  const loud = await sentInASecond(caller)
  await caller.mute(true)
  await pause(300)
  // The statistics' energy is measured before the mute; what Opus makes of it tells silence from speech.
  const muted = await sentInASecond(caller)
  const figures = `${muted.packets} packets a second while muted, of ${Math.round(muted.bytesEach)} bytes; ${Math.round(loud.bytesEach)} while speaking`
  assert.ok(muted.packets >= 40 && muted.bytesEach * LOUDER < loud.bytesEach, figures)
  await caller.mute(false)
  for (let second = 1; ; second += 1) {
    if ((await sentInASecond(caller)).bytesEach > muted.bytesEach * LOUDER) return figures
    assert.ok(second < 9, 'my voice again')
  }
}

async function release(caller: Caller) {
  await call(caller)
  await caller.start(2)
  await caller.start(3)
  await caller.heard('peer.offered', 2)
  assert.equal((await caller.read()).openPeers, 3)
  await caller.release()
  const { openPeers, audible } = await caller.read()
  assert.deepEqual([openPeers, audible], [0, 0])
  await caller.release()
  return undefined
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'a first call: greeting, my voice, playback', answeredBy: 'gateway', run: firstCall },
  { name: 'a second attempt takes over, make before break', answeredBy: 'gateway', run: takeOver },
  { name: 'hush silences both ways and keeps the peer', answeredBy: 'gateway', run: hush },
  { name: 'mute keeps packets flowing, of silence', answeredBy: 'gateway', run: mute },
  { name: 'release closes every peer, whatever its stage', answeredBy: 'gateway', run: release },
  {
    name: 'an answer without audio is named',
    answeredBy: 'scenario',
    run: refuses({ audio: 'missing', data: 'accepted' }, 'agent_answer_without_audio'),
  },
  {
    name: 'an answer that rejects audio is named',
    answeredBy: 'scenario',
    run: refuses({ audio: 'rejected', data: 'accepted' }, 'agent_answer_without_audio'),
  },
  {
    name: 'an answer that rejects the data section is named',
    answeredBy: 'scenario',
    run: refuses({ audio: 'accepted', data: 'rejected' }, 'agent_answer_without_data'),
  },
  ...SPARES,
]
