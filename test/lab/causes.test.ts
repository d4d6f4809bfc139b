// The cause table's pure parts: its rows against issue 3, what is judged, and what counts as a false alarm.
import { describe, expect, it } from 'vitest'
import { FAILURES, type FailureName } from '../../protocol/catalogue'
import type { Check, NetworkReport } from '../../protocol/network-report'
import { NO_PROOF } from '../../protocol/plain'
import { policySchema } from '../../protocol/policy'
import { broken, type Told } from './callers/outcome'
import { CAUSES } from './causes/causes'
import { rowOf, summaryOf, textOf } from './causes/judge'
import { alarmsOf } from './causes/wellness'
import { OPEN, rulesetOf } from './firewall'

const named = (name: string) => {
  const found = CAUSES.find(cause => cause.name === name)
  if (found === undefined) throw new Error(`no cause ${name}`)
  return found
}

const failed = (name: FailureName, failedMs = 900): Told => ({
  ...broken(''),
  failure: { name, layer: FAILURES[name].layer, detail: 'seen' },
  failedMs,
})
const CONNECTED: Told = { ...broken(''), outcome: 'connected', failure: null, firstMediaMs: 700 }

const check = (
  id: Check['id'],
  status: Check['status'],
  failure: FailureName | null,
  evidence = '',
): Check => ({
  id,
  status,
  ms: null,
  evidence,
  failure,
  code: failure === null ? null : FAILURES[failure].code,
})
const report = (checks: readonly Check[], carries: NetworkReport['carries'] = []): NetworkReport => ({
  version: 1,
  startedAt: '2026-11-24T00:00:00.000Z',
  tookMs: 4000,
  gateway: 'gateway.viaduct.test',
  verdict: carries.length > 0 ? 'ready' : 'offline',
  carries: [...carries],
  proxy: null,
  checks: [...checks],
  regions: [],
  kit: [],
})

/** What issue 3 names and a network can bring about; the microphone's have their tests elsewhere. */
const OF_ISSUE: readonly FailureName[] = [
  ...(['proxy_authentication', 'proxy_credentials'] as const),
  ...(['proxy_refused', 'proxy_unreachable', 'proxy_script_broken', 'proxy_script_silent'] as const),
  ...(['signaling_name', 'relay_udp_blocked', 'signaling_reset', 'certificate_expired'] as const),
  ...([
    'certificate_host',
    'signaling_certificate',
    'tls_inspected',
    'captive_portal',
    'clock_wrong',
  ] as const),
  ...(['websocket_blocked', 'signaling_unauthorised', 'signaling_overloaded', 'signaling_version'] as const),
  ...(['relay_unauthorised', 'relay_quota', 'relay_expired', 'relay_unreachable', 'agent_busy'] as const),
  ...(['agent_offline', 'agent_refused', 'relay_no_sound', 'relay_unheard', 'signaling_idle'] as const),
  ...(['relay_proxy_refused', 'relay_certificate', 'relay_tls_reset'] as const),
]

describe('the table of causes', () => {
  it('has a row for every cause of issue 3, each name once', () => {
    expect(new Set(CAUSES.map(({ name }) => name)).size).toBe(CAUSES.length)
    const expected = new Set(CAUSES.flatMap(({ call, check: byCheck }) => [call, byCheck]))
    expect(OF_ISSUE.filter(name => !expected.has(name))).toEqual([])
  })

  it('names proxies as the policy takes them', () => {
    for (const { proxy } of CAUSES)
      if (proxy !== null) expect(policySchema.safeParse({ version: 1, proxy }).success).toBe(true)
  })

  it('leads into the box what a cause says, and nothing else', () => {
    expect(rulesetOf(OPEN)).not.toContain('redirect')
    const relays = rulesetOf({ ...OPEN, boxed: 'relays' })
    expect(relays).toContain('ip daddr 203.0.113.10 tcp dport 443 redirect to :9444')
    expect(relays).not.toContain('redirect to :9443')
  })
})

describe('a row', () => {
  const cause = named('gateway-reset')
  const seen = report([check('tls', 'blocked', 'signaling_reset')])

  it('passes where call and check name the cause in time', () => {
    const row = rowOf(cause, 1, { told: failed('signaling_reset'), report: seen }, null)
    expect(row).toMatchObject({ verdict: 'passed', code: 'VD-S11', byCheck: 'signaling_reset', callMs: 900 })
    expect(textOf(row)).toMatch(/^gateway-reset +VD-S11 +signaling_reset +signaling_reset +900 +4000 +yes$/)
  })

  it('fails for another name, a late one, none, and one too many', () => {
    const why = (told: Told, found: NetworkReport | string) =>
      rowOf(cause, 1, { told, report: found }, null).why
    expect(why(failed('signaling_timeout'), seen)).toContain('named signaling_timeout')
    expect(why(failed('signaling_reset', 10_001), seen)).toContain('10001 ms')
    expect(why(CONNECTED, seen)).toContain('named nothing')
    expect(why(failed('signaling_reset'), { ...seen, tookMs: 10_001 })).toContain('10001 ms')
    expect(why(failed('signaling_reset'), report([]))).toContain('the check named nothing')
    expect(why(failed('signaling_reset'), 'no network report')).toBe('no network report')
    const more = report([...seen.checks, check('portal', 'blocked', 'captive_portal')])
    expect(why(failed('signaling_reset'), more)).toContain('captive_portal too')
    expect(why(failed('signaling_reset'), report(seen.checks, ['direct']))).toContain('carries calls')
  })

  it('is no pass where the witness does not confirm the cause, whatever the app says', () => {
    const row = rowOf(cause, 1, { told: failed('signaling_reset'), report: seen }, 'HTTP/1.1 200')
    expect(row).toMatchObject({ verdict: 'failed', why: expect.stringContaining('HTTP/1.1 200') })
  })

  it('wants the evidence where a cause says which', () => {
    const inspected = (evidence: string) =>
      rowOf(
        named('inspected-trusted'),
        1,
        {
          told: CONNECTED,
          report: report([check('inspection', 'warn', 'tls_inspected', evidence)], ['direct']),
        },
        null,
      ).verdict
    expect(inspected('opened by Zscaler Inc.')).toBe('passed')
    expect(inspected('opened by somebody')).toBe('failed')
  })

  it('leaves out the microphone that the desktop of the lab does not have', () => {
    const found = report([...seen.checks, check('microphone', 'failed', 'microphone_missing')])
    expect(rowOf(cause, 1, { told: failed('signaling_reset'), report: found }, null).verdict).toBe('passed')
  })

  it('that is not named yet is no pass, and fails once it is named', () => {
    const unheard = { ...named('caller-not-heard'), notNamed: 'nobody looks' }
    const rows = [CONNECTED, failed('relay_unheard')].map(told =>
      rowOf(unheard, 1, { told, report: report([], ['direct']) }, null),
    )
    expect(rows.map(({ verdict }) => verdict)).toEqual(['not named', 'failed'])
    expect(summaryOf(rows)).toBe('0 passed, 1 failed, 1 not named')
  })
})

describe('a healthy network', () => {
  const tcpOnly = [
    check('stun', 'blocked', 'relay_udp_blocked'),
    check('relays', 'warn', 'relay_udp_blocked'),
  ]

  it('is well where the check finds what is so, and nothing else', () => {
    expect(alarmsOf('open', CONNECTED, report([check('tls', 'ok', null)], ['direct']))).toEqual([])
    const limited = { ...report(tcpOnly, ['relay-tls']), verdict: 'limited' as const }
    expect(alarmsOf('only-443', CONNECTED, limited)).toEqual([])
  })

  it('is ill by a failed call, a finding that is not so, one that is missing its name, and a wrong verdict', () => {
    const well = report([], ['direct'])
    expect(alarmsOf('open', failed('relay_no_path'), well)).toHaveLength(1)
    expect(alarmsOf('open', CONNECTED, report(tcpOnly, ['direct']))).toHaveLength(2)
    expect(alarmsOf('open', CONNECTED, report([check('quality', 'warn', null)], ['direct']))).toHaveLength(1)
    expect(alarmsOf('only-443', CONNECTED, report(tcpOnly, ['relay-tls']))).toEqual(['the verdict is ready'])
    const heardLate: Told = {
      ...CONNECTED,
      proof: { ...NO_PROOF, findings: [{ what: 'caller_unheard', fromMs: 2_000, toMs: 3_000 }] },
    }
    expect(alarmsOf('open', heardLate, well)).toEqual(['the call found caller_unheard at 2000 ms'])
    expect(alarmsOf('open', CONNECTED, 'no network report')).toEqual(['no network report'])
  })
})
