// Words: every failure says something a person can act on, and numbers read as the house style wants them.
import { describe, expect, test } from 'vitest'
import { FAILURES } from '../../protocol/catalogue'
import { FAILURE_NAMES } from '../../protocol/failure'
import { callReportSchema } from '../../protocol/report'
import {
  causeCopy,
  describeFailure,
  endCopy,
  failureCopy,
  format,
  itText,
  pathBadge,
  pathPhrase,
  splitAction,
  toneOfQuality,
  verdictWord,
} from '../../renderer/copy'
import { DIRECT, FAIR, GOOD, POOR, TLS_RELAY, UNMEASURED } from '../fixtures/reports'

/** What belongs to IT and never into the person's part. */
const TECHNICAL =
  /VD-|_|\bICE\b|\bTURN\b|\bSTUN\b|\bSDP\b|\bDTLS\b|\bRTP\b|errno|at .+:\d+|undefined|null|\{|\}/i

describe.each(FAILURE_NAMES)('the failure %s', name => {
  const copy = failureCopy({ name, detail: 'connect ECONNREFUSED voice.corp.example:443' }, 'Payroll Agent')
  const human = [copy.headline, copy.sentence, copy.observed, ...copy.actions]

  test('speaks to a person in whole sentences, without codes', () => {
    for (const text of human) expect(text).not.toMatch(TECHNICAL)
    for (const text of [copy.headline, copy.sentence, ...copy.actions]) expect(text).toMatch(/^[A-Z].*\.$/)
    expect(copy.headline.length).toBeLessThanOrEqual(48)
    expect(human.join(' ')).not.toContain('ECONNREFUSED')
  })

  test('says what to do next', () => {
    expect(copy.actions.length).toBeGreaterThan(0)
  })

  test('gives IT the code, the name and the cause', () => {
    expect(copy.it.code).toBe(`${FAILURES[name].code} ${name}`)
    expect(copy.it.detail).toBe('connect ECONNREFUSED voice.corp.example:443')
  })

  test('asks nothing of IT when only the person can help', () => {
    if (FAILURES[name].layer === 'microphone') expect(copy.it.request).toBeNull()
    if (FAILURES[name].layer === 'relay') expect(copy.it.request).not.toBeNull()
    // What is to be opened has a port.
    if (copy.it.request?.startsWith('Allow')) expect(copy.it.request).toMatch(/443|3478/)
  })

  test('fits the call report', () => {
    const described = describeFailure({ name })
    expect(callReportSchema.shape.failure.parse(described)).toEqual(described)
    expect(described.message).not.toMatch(TECHNICAL)
  })
})

test('the agent is named where its name is known', () => {
  expect(failureCopy({ name: 'agent_busy' }, 'Payroll Agent').sentence).toBe(
    'Payroll Agent is on other calls.',
  )
  expect(failureCopy({ name: 'agent_busy' }).sentence).toBe('The agent is on other calls.')
})

test('an action is split into its instruction and the reason', () => {
  expect(splitAction('Call again. Often that is enough.')).toEqual(['Call again.', ' Often that is enough.'])
  expect(splitAction('Close this.')).toEqual(['Close this.', ''])
})

test('the block for IT is aligned text', () => {
  const rows = [['Code', 'VD-R01'], ['Call ID', '7f3c']] as const // biome-ignore format: two rows
  expect(itText(rows)).toBe('Code:    VD-R01\nCall ID: 7f3c')
})

describe('numbers', () => {
  test.each([
    [0, '00:00'],
    [238_900, '03:58'],
    [3_599_999, '59:59'],
    [3_903_000, '1:05:03'],
    [-5, '00:00'],
  ])('a timer of %i ms shows %s', (ms, text) => expect(format.timer(ms)).toBe(text))

  test.each([
    [8_000, '8 s'],
    [252_000, '4 min 12 s'],
    [125_000, '2 min 05 s'],
    [3_900_000, '1 h 05 min'],
  ])('a duration of %i ms reads %s', (ms, text) => expect(format.duration(ms)).toBe(text))

  test.each([
    [38.4, '38 ms'],
    [999.6, '1000 ms'],
    [1_400, '1.4 s'],
  ])('a wait of %f ms reads %s', (ms, text) => expect(format.wait(ms)).toBe(text))

  test('a stamp names its zone', () => {
    expect(format.stamp(Date.UTC(2026, 10, 24, 9, 51, 7))).toMatch(
      /^2026-11-\d\d \d\d:\d\d:07 UTC([+-]\d+(:\d\d)?)?$/,
    )
  })

  test('days are Today, Yesterday, then dates', () => {
    const now = new Date(2026, 10, 24, 12).getTime()
    const at = (day: number, month = 10, year = 2026) => new Date(year, month, day, 23, 59).getTime()
    expect(format.day(at(24), now)).toBe('Today')
    expect(format.day(at(23), now)).toBe('Yesterday')
    expect(format.day(at(18), now)).toBe('18 November')
    expect(format.day(at(18, 10, 2025), now)).toBe('18 November 2025')
    expect(format.lastTime(at(18), now)).toBe('18 Nov')
  })
})

test('a path is named the way people pass it on', () => {
  expect(pathBadge(TLS_RELAY)).toBe('Relay · TLS 443 · eu-central')
  expect(pathBadge(DIRECT)).toBe('Direct · UDP')
  expect(pathPhrase(TLS_RELAY)).toBe('the TLS relay')
})

test('one verdict: MOS decides, else the worst figure, else none', () => {
  expect(verdictWord(toneOfQuality(GOOD))).toBe('Good')
  expect(verdictWord(toneOfQuality(FAIR))).toBe('Fair')
  expect(verdictWord(toneOfQuality(POOR))).toBe('Poor')
  expect(verdictWord(toneOfQuality({ ...UNMEASURED, rttMs: 20, lossPct: 9 }))).toBe('Poor')
  expect(verdictWord(toneOfQuality(UNMEASURED))).toBe('Measuring')
})

test('the end and the cause are told plainly', () => {
  expect(endCopy('caller', 'Test Agent', '8 s')).toBe('You ended the call with Test Agent after 8 s.')
  expect(endCopy('agent', 'Test Agent', null)).toBe('Test Agent hung up before it connected.')
  expect(causeCopy('network_changed')).toBe('Your network changed and the sound stopped.')
  expect(causeCopy('relay_lost')).toBe('The sound stopped coming through.')
})
