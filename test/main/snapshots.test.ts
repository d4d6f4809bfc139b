// What main keeps of a call for the page that may have to take it over.
import { describe, expect, test } from 'vitest'
import { createSnapshots } from '../../main/snapshots'
import type { CallSnapshot } from '../../protocol/ipc'

const snapshot = (phase: CallSnapshot['phase'], over: Partial<CallSnapshot> = {}): CallSnapshot => ({
  callId: 'call-0001',
  agentId: 'ada',
  phase,
  atMs: 0,
  attempt: null,
  failure: null,
  value: `value of ${phase}`,
  ...over,
})

function desk() {
  let now = 1_000_000
  const later = (ms: number): void => {
    now += ms
  }
  return { ...createSnapshots(() => now), later }
}

describe('snapshots', () => {
  test('a phase is told once, however often its details change', () => {
    const { take } = desk()
    const told = (['active', 'active', 'recovering', 'active'] as const).map(phase => take(snapshot(phase)))
    expect(told).toEqual(['transition', 'detail', 'transition', 'transition'])
    expect(take(snapshot('active', { callId: 'call-0002' }))).toBe('transition')
  })

  test('a page that starts first has nothing to take over', () => {
    const { rejoin } = desk()
    expect(rejoin()).toBeNull()
  })

  test('a page that was loaded anew by its person takes over too', () => {
    const { take, pageGone, rejoin, later } = desk()
    take(snapshot('active'))
    pageGone()
    take(snapshot('active'))
    later(5_000)
    expect(rejoin()).toEqual({ value: 'value of active', goneAtMs: 1_005_000 })
  })

  test('the next page takes over what was published last, and learns when the other went', () => {
    const { take, pageGone, rejoin } = desk()
    take(snapshot('inviting'))
    take(snapshot('active'))
    expect(pageGone()).toBe('again')
    expect(rejoin()).toEqual({ value: 'value of active', goneAtMs: 1_000_000 })
  })

  test.each(['ending', 'ended', 'idle'] as const)('a call that is %s is not taken over', phase => {
    const { take, pageGone, rejoin, orphan } = desk()
    take(snapshot(phase))
    pageGone()
    expect(rejoin()).toBeNull()
    expect(orphan()).toBeNull()
  })

  test('pages that go again and again are the end of the call; a minute later they may go once more', () => {
    const { take, pageGone, rejoin, orphan, later } = desk()
    take(snapshot('active'))
    expect([pageGone(), pageGone(), pageGone(), pageGone()]).toEqual(['again', 'again', 'again', 'too often'])
    expect(rejoin()).toBeNull()
    expect(orphan()).toBe('call-0001')
    later(60_001)
    expect(pageGone()).toBe('again')
    expect(rejoin()).not.toBeNull()
  })
})
