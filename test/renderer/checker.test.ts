// Asking main for checks: refused, silent for too long, told in full. The bridge is a hand of callbacks.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CheckFact } from '../../protocol/facts'
import type { NetworkReport } from '../../protocol/network-report'
import { type NetworkCheck, NOT_CHECKED } from '../../renderer/network'
import { createChecker } from '../../renderer/store/checker'
import { REPORTS } from '../fixtures/networks'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function house(answers: { check?: Promise<undefined>; last?: Promise<NetworkReport | null> } = {}) {
  let check: NetworkCheck = NOT_CHECKED
  let tell: (fact: CheckFact) => void = () => undefined
  const asked: (string | null)[] = []
  const checker = createChecker({
    bridge: {
      checkNetwork: ({ agentId }) => {
        asked.push(agentId)
        return answers.check ?? Promise.resolve(undefined)
      },
      lastNetworkReport: () => answers.last ?? Promise.resolve(null),
      onCheckFact: listener => {
        tell = listener
        return () => undefined
      },
    },
    nowMs: () => Date.now(),
    update: change => {
      check = change(check)
      return check
    },
  })
  return { checker, asked, tell: (fact: CheckFact) => tell(fact), check: () => check }
}

const started: CheckFact = { type: 'check.started', checkId: 'c1', gateway: 'voice.example' }

test('the report that main tells is the page’s', () => {
  const { checker, asked, tell, check } = house()
  checker.run('it-helpdesk')
  tell(started)
  tell({ type: 'check.finished', checkId: 'c1', report: REPORTS.proxied })
  expect(asked).toEqual(['it-helpdesk'])
  expect(check()).toEqual({ at: 'done', agentId: 'it-helpdesk', report: REPORTS.proxied })
  vi.advanceTimersByTime(60_000)
  expect(check().at).toBe('done')
})

test('a check that main refuses says so', async () => {
  const { checker, check } = house({ check: Promise.reject(new Error('refused')) })
  checker.run(null)
  await vi.advanceTimersByTimeAsync(0)
  expect(check().at).toBe('broken')
})

test('a check that comes to no end is given up after 20 s, and a late end still counts', () => {
  const { checker, tell, check } = house()
  checker.run(null)
  tell(started)
  vi.advanceTimersByTime(19_900)
  expect(check().at).toBe('running')
  vi.advanceTimersByTime(200)
  expect(check().at).toBe('broken')
  tell({ type: 'check.finished', checkId: 'c1', report: REPORTS.proxied })
  expect(check().at).toBe('done')
})

test('what main remembers comes at the start; a main that knows nothing leaves the page empty', async () => {
  const remembered = house({ last: Promise.resolve(REPORTS.open) })
  remembered.checker.recall()
  const refused = house({ last: Promise.reject(new Error('refused')) })
  refused.checker.recall()
  await vi.advanceTimersByTimeAsync(0)
  expect(remembered.check()).toEqual({ at: 'done', agentId: null, report: REPORTS.open })
  expect(refused.check()).toBe(NOT_CHECKED)
})
