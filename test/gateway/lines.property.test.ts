// For any sequence of openings, endings, adoptions and time: each line has one end, bounds hold, and nothing is left behind.
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setUp } from './floor'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const BOUNDS = {
  linesMax: 3,
  linesPerSessionMax: 2,
  lineConnectMs: 1500,
  lineIdleMs: 5000,
  callsMax: 10,
  unconnectedMs: 9000,
}
const who = fc.constantFrom(0, 1)
const lineId = fc.constantFrom('line-0001', 'line-0002', 'line-0003')
const peer = fc.nat(30)
const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('open' as const), who, lineId, sdp: fc.constantFrom('offer', 'offer', 'bad') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), who, lineId }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('adopt' as const), who, lineId }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tell' as const), peer, type: fc.constantFrom('connected' as const, 'connected' as const, 'failed' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 20, 1500, 5000) }) },
) // biome-ignore format: one line each

/** Two clients of one gateway, and what they think of their lines. */
function world() {
  const floor = setUp(BOUNDS)
  const sessions = [floor.session(), floor.session()].map(session => ({
    ...session,
    open: new Set<string>(),
    read: 0,
  }))
  type Session = (typeof sessions)[number]
  const seen = { adopted: 0, refused: 0, ended: 0 }
  let dialled = 0
  /** Whatever ends was open, or was just asked for. */
  const settle = (session: Session, asked: string | null) => {
    for (const message of session.sent.slice(session.read)) {
      if (message.type !== 'line.end') continue
      expect(session.open.has(message.lineId) || message.lineId === asked).toBe(true)
      seen[session.open.delete(message.lineId) ? 'ended' : 'refused'] += 1
    }
    session.read = session.sent.length
  }
  const open = (session: Session, id: string, sdp: string) => {
    const known = session.open.has(id)
    const total = sessions.reduce((sum, { open: lines }) => sum + lines.size, 0)
    const room =
      session.open.size < BOUNDS.linesPerSessionMax && total < BOUNDS.linesMax && floor.calls() <= 8
    const before = [floor.peers.length, session.sent.length] as const
    session.openLine(id, sdp)
    expect(floor.peers.length - before[0]).toBe(!known && room ? 1 : 0)
    expect(session.sent.length - before[1]).toBe(known || room ? 0 : 1)
    if (!known && room) session.open.add(id)
  }
  const adopt = (session: Session, id: string) => {
    dialled += 1
    const callId = `call-${`${dialled}`.padStart(4, '0')}`
    const before = session.sent.length
    const taken = floor.calls() >= BOUNDS.callsMax
    session.adopt(id, callId)
    const said = session.sent.slice(before).map(({ type }) => type)
    if (taken) expect(said).toEqual(['error'])
    else if (session.open.delete(id)) {
      expect(said.slice(0, 2)).toEqual(['call.ringing', 'attempt.adopted'])
      seen.adopted += 1
    } else expect(said).toEqual(['call.ringing', 'line.end'])
  }
  const make = async (step: typeof move extends fc.Arbitrary<infer M> ? M : never) => {
    // An offer that was refused meanwhile is known by now.
    for (const each of sessions) settle(each, null)
    const session = 'who' in step ? sessions[step.who] : undefined
    if (step.do === 'tell') floor.peers[step.peer]?.tell({ type: step.type })
    else if (step.do === 'wait') await vi.advanceTimersByTimeAsync(step.ms)
    else if (session && step.do === 'open') open(session, step.lineId, step.sdp)
    else if (session && step.do === 'close') session.say({ type: 'line.close', lineId: step.lineId })
    else if (session && step.do === 'adopt') adopt(session, step.lineId)
    for (const each of sessions) settle(each, 'lineId' in step ? step.lineId : null)
  }
  return { floor, sessions, make, settle, seen }
}

it('opens no more than it may, ends each line once, and leaves no peer and no timer behind', async () => {
  const total = { adopted: 0, refused: 0, ended: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 60, size: 'max' }), async moves => {
      vi.clearAllTimers()
      const { floor, sessions, make, settle, seen } = world()
      for (const step of moves) await make(step)
      floor.lines.close()
      for (const session of sessions) {
        settle(session, null)
        expect([...session.open]).toEqual([])
        session.desk.drop()
      }
      await vi.advanceTimersByTimeAsync(40)
      expect(floor.peers.filter(({ state }) => state === 'open')).toEqual([])
      expect(vi.getTimerCount()).toBe(0)
      for (const key of ['adopted', 'refused', 'ended'] as const) total[key] += seen[key]
    }),
    { numRuns: 200 },
  )
  // Sequences that open nothing would prove nothing.
  expect(Math.min(...Object.values(total))).toBeGreaterThan(100)
})
