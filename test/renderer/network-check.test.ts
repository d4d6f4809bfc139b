// The network check as a value: what facts make of it, in order and out of it, and what is known meanwhile.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHECKS } from '../../protocol/checks'
import type { CheckFact } from '../../protocol/facts'
import { CHECK_STATUSES, type Check } from '../../protocol/network-report'
import {
  afterCheckEvent,
  type CheckEvent,
  lastReportOf,
  type NetworkCheck,
  NOT_CHECKED,
} from '../../renderer/network'
import { CHECKED, REPORTS } from '../fixtures/networks'

const NOW_MS = 1_000_000
const later = (...events: readonly CheckEvent[]): NetworkCheck =>
  events.reduce((check, event) => afterCheckEvent(check, event, NOW_MS), NOT_CHECKED)

const asked: CheckEvent = { type: 'check.asked', agentId: 'it-helpdesk' }
const started = (checkId = 'c1'): CheckFact => ({ type: 'check.started', checkId, gateway: 'voice.example' })
const [PROXY, TLS] = [REPORTS.proxied.checks[1], REPORTS.proxied.checks[6]] as [Check, Check]
const found = (check: Check, checkId = 'c1'): CheckFact => ({ type: 'check.found', checkId, check })
const decided: CheckFact = { type: 'check.decided', checkId: 'c1', verdict: 'ready', carries: ['relay-tls'] }
const finished = (checkId = 'c1'): CheckFact => ({ type: 'check.finished', checkId, report: REPORTS.proxied })

test('asked, begun, found, decided, done', () => {
  expect(later(asked, started())).toEqual({
    at: 'running',
    agentId: 'it-helpdesk',
    checkId: 'c1',
    gateway: 'voice.example',
    startedAtMs: NOW_MS,
    checks: [],
    decided: null,
    last: null,
  })
  const check = later(asked, started(), found(PROXY), found(TLS), decided)
  expect(check).toMatchObject({ checks: [PROXY, TLS], decided: { verdict: 'ready', carries: ['relay-tls'] } })
  expect(later(asked, started(), finished())).toEqual({
    at: 'done',
    agentId: 'it-helpdesk',
    report: REPORTS.proxied,
  })
})

test('a check that comes again replaces what was known of it', () => {
  const again: Check = { ...TLS, status: 'failed' }
  expect(later(asked, started(), found(TLS), found(PROXY), found(again))).toMatchObject({
    checks: [PROXY, again],
  })
})

test('a check that main began for others is followed too', () => {
  expect(later(started(), found(TLS))).toMatchObject({ at: 'running', agentId: null, checks: [TLS] })
})

test('a question while a check runs joins it', () => {
  const before = later(asked, started(), found(TLS))
  expect(afterCheckEvent(before, { type: 'check.asked', agentId: 'payroll' }, NOW_MS + 5)).toBe(before)
})

test('facts of another check, or of none, change nothing', () => {
  const before = later(asked, started(), found(TLS))
  for (const fact of [found(PROXY, 'old'), { ...decided, checkId: 'old' }, finished('old')])
    expect(afterCheckEvent(before, fact, NOW_MS)).toBe(before)
  expect(later(found(TLS), decided)).toBe(NOT_CHECKED)
})

test('a check that broke keeps what it found, and the report before it', () => {
  const known: CheckEvent = { type: 'report.known', report: REPORTS.open }
  const check = later(known, asked, started(), found(TLS), { type: 'check.broke' })
  expect(check).toEqual({ at: 'broken', agentId: 'it-helpdesk', checks: [TLS], last: REPORTS.open })
  expect(lastReportOf(check)).toBe(REPORTS.open)
  expect(later(asked, finished(), { type: 'check.broke' }).at).toBe('done')
})

describe('what main remembers of a network', () => {
  test('is there from the start, and goes with the network', () => {
    const check = later({ type: 'report.known', report: REPORTS.open })
    expect(check).toEqual({ at: 'done', agentId: null, report: REPORTS.open })
    expect(afterCheckEvent(check, { type: 'report.known', report: null }, NOW_MS)).toBe(NOT_CHECKED)
  })
  test('does not disturb a page that shows the same report', () => {
    expect(
      afterCheckEvent(CHECKED.done, { type: 'report.known', report: { ...REPORTS.proxied } }, NOW_MS),
    ).toBe(CHECKED.done)
  })
  test('does not stop a running check', () => {
    const check = later(asked, started(), found(TLS), { type: 'report.known', report: REPORTS.open })
    expect(check).toMatchObject({ at: 'running', checks: [TLS], last: REPORTS.open })
  })
})

const someCheck = fc.record({
  id: fc.constantFrom(...CHECKS),
  status: fc.constantFrom(...CHECK_STATUSES),
  ms: fc.constant(null),
  evidence: fc.string({ maxLength: 8 }),
  failure: fc.constant(null),
  code: fc.constant(null),
})
const checkId = fc.constantFrom('a', 'b')
const anyEvent: fc.Arbitrary<CheckEvent> = fc.oneof(
  fc.record({ type: fc.constant('check.asked' as const), agentId: fc.constantFrom(null, 'it-helpdesk') }),
  fc.record({ type: fc.constant('check.started' as const), checkId, gateway: fc.constant('g') }),
  fc.record({ type: fc.constant('check.found' as const), checkId, check: someCheck }),
  checkId.map(id => ({ ...decided, checkId: id })),
  checkId.map(finished),
  fc.constant({ type: 'check.broke' } as const),
  fc.record({
    type: fc.constant('report.known' as const),
    report: fc.constantFrom(null, REPORTS.open, REPORTS.shut),
  }),
)

test('in any order: each check once, no report forgotten but by its network', () => {
  const seed = Date.now()
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), events => {
      let check: NetworkCheck = NOT_CHECKED
      for (const event of events) {
        const known = lastReportOf(check)
        check = afterCheckEvent(check, event, NOW_MS)
        if ('checks' in check)
          expect(new Set(check.checks.map(({ id }) => id)).size).toBe(check.checks.length)
        if (known !== null && event.type !== 'report.known') expect(lastReportOf(check)).not.toBeNull()
        if (event.type === 'check.found' && check.at === 'running' && check.checkId === event.checkId)
          expect(check.checks.at(-1)).toEqual(event.check)
      }
    }),
    { numRuns: 2_000, seed },
  )
})
