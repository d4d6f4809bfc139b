// The lab's long runs, their pure parts: quantiles, shares of many runs, credentials in coturn's log.
import { describe, expect, it } from 'vitest'
import { broken } from './callers/outcome'
import { quantile, spreadOf } from './figures'
import { rowOf, sharesOf, skipped } from './judge'
import { profile } from './profiles/base'
import { rotation, soak } from './profiles/long'
import { credentialsIn, lapses } from './services/coturn-log'

describe('quantiles', () => {
  it('are values that were measured (nearest rank)', () => {
    const values = Array.from({ length: 20 }, (_, index) => 20 - index)
    expect(spreadOf(values)).toEqual({ n: 20, p50: 10, p95: 19, max: 20 })
    expect(quantile([7], 0.95)).toBe(7)
  })

  it('of nothing are nothing', () => {
    expect(spreadOf([])).toEqual({ n: 0, p50: null, p95: null, max: null })
  })
})

describe('the shares of many runs', () => {
  const open = profile({ name: 'open', about: '' })
  const connected = { ...broken(''), outcome: 'connected', failure: null, silentAtEndMs: 0 } as const

  it('count what connected, apart for each caller, and spread the times of those that sounded', () => {
    const rows = [
      rowOf(open, 'viaduct', 1, { ...connected, firstMediaMs: 300 }),
      rowOf(open, 'plain', 1, { ...connected, firstMediaMs: 900 }),
      rowOf(open, 'viaduct', 2, broken('crashed')),
      skipped(open, 'viaduct', 3, 'no root'),
    ]
    expect(sharesOf(rows)).toEqual([
      {
        ...{ profile: 'open', caller: 'viaduct', runs: 2, connected: 0.5, passed: 0.5 },
        firstMediaMs: { n: 1, p50: 300, p95: 300, max: 300 },
      },
      {
        ...{ profile: 'open', caller: 'plain', runs: 1, connected: 1, passed: 1 },
        firstMediaMs: { n: 1, p50: 900, p95: 900, max: 900 },
      },
    ])
  })
})

describe('credentials at coturn', () => {
  const line = (user: string) =>
    `4: : session 000000000000000002: new, realm=<viaduct.test>, username=<${user}>, lifetime=600, cipher=X, method=TLSv1.2`
  const used = credentialsIn([
    `${line('1160:b')}\n4: : session 000000000000000003: realm <viaduct.test> user <>: error 401`,
    `${line('1100:a')}\n${line('1160:b')}\n${line('1200:c')}`,
  ])

  it('are each counted once, over all relays, by the time they expire', () => {
    expect(used.map(({ username }) => username)).toEqual(['1100:a', '1160:b', '1200:c'])
  })

  it('are in order when each was replaced before it expired and the last outlived the call', () => {
    expect(lapses(used, 60, 160)).toEqual([])
  })

  it('are complained about when one came late, the last expired early, or none was there', () => {
    expect(lapses(used, 50, 100)).toEqual(['credential 2 came 10 s after the one before had expired'])
    expect(lapses(used, 60, 200)).toEqual(['the last credential expired 40 s before the end'])
    expect(lapses([], 60, 1)).toEqual(['no credential was used'])
  })
})

describe('the long calls', () => {
  it('last as long as they are told', () => {
    expect(soak(30).seconds).toBe(1800)
    expect(rotation(10)).toMatchObject({ seconds: 600, turnTtlSeconds: 60 })
  })
})
