// The command line's verdict on a call whose sound went one way only.
import { expect, test } from 'vitest'
import { exitStatusOf, judge, summary } from '../../main/command-line'
import type { Finding } from '../../protocol/plain'
import type { CallReport } from '../../protocol/report'
import { PROVED, report } from '../fixtures/reports'

const found = (what: Finding, toMs: number | null): Partial<CallReport> => ({
  proof: { ...PROVED, findings: [{ what, fromMs: 2_912, toMs }] },
})
const UNHEARD_EAR = { heard: { agent: false, microphone: true } }

test.each([
  [null, {}],
  ['relay_unheard', found('caller_unheard', null)],
  // Heard again by the end: the report tells of it, and the call has not failed.
  [null, found('caller_unheard', 5_000)],
  ['relay_no_sound', UNHEARD_EAR],
  ['relay_no_sound', { ...UNHEARD_EAR, ...found('caller_unheard', null) }],
  ['agent_silent', { ...UNHEARD_EAR, ...found('agent_silent', null) }],
  ['microphone_dead', { heard: { agent: true, microphone: false } }],
  [null, found('talking_muted', null)],
] as const)('%s', (name, over) => {
  const judged = judge(report(over))
  expect(judged.failure?.name ?? null).toBe(name)
  expect(exitStatusOf(judged)).toBe(name === null ? 0 : 1)
})

test('says since when, with its code', () => {
  const judged = judge(report(found('caller_unheard', null)))
  expect(judged.failure).toMatchObject({ code: 'VD-R04', detail: 'none arrives since 2912 ms after dialing' })
  expect(summary(judged)).toContain('VD-R04 relay_unheard')
})
