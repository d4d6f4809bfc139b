// The network page: every state in words, rows in their places from the start, the verdict, and what is given to IT.

import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { CHECKS } from '../../protocol/checks'
import { CHECK_STATUSES, networkReportSchema } from '../../protocol/network-report'
import { checkCopy, checkWord, kitRequest, kitWish, reportText, verdictSentence } from '../../renderer/copy'
import { obstacleOf } from '../../renderer/network'
import { App, type AppState, networkOf } from '../../renderer/screens'
import { checkListOf, matrixOf } from '../../renderer/screens/model/checks'
import { networkSpan } from '../../renderer/screens/model/network-span'
import { announcementOf, isLive, placeOf } from '../../renderer/screens/model/screen'
import { SILENT } from '../../renderer/ui'
import { NO_ACTIONS } from '../fixtures/actions'
import { CALLS } from '../fixtures/calls'
import { CHECKED, REPORTS } from '../fixtures/networks'
import { report } from '../fixtures/reports'
import { STATES } from '../fixtures/states'

const home = STATES.home as AppState
const pageOf = (check: AppState['check']): string =>
  renderToStaticMarkup(
    <App state={{ ...home, place: 'network', check }} actions={NO_ACTIONS} levels={SILENT} />,
  )
const rowsOf = (html: string): readonly string[] =>
  [...html.matchAll(/data-check="([a-z-]+)"/g)].flatMap(([, id]) => id ?? [])

test('the fixtures are reports as main sends them', () => {
  for (const one of Object.values(REPORTS)) expect(networkReportSchema.parse(one)).toEqual(one)
})

test('every check in every state has its line of plain words', () => {
  for (const id of CHECKS)
    for (const status of CHECK_STATUSES) {
      expect(checkCopy[id][status]).toMatch(/^[A-Z][^_{}]*\.$/)
      expect(checkCopy[id][status].length).toBeLessThanOrEqual(64)
      expect(checkWord(id, status)).toMatch(/^[a-z ]+$/)
    }
})

test.each([
  ['none', 'Not checked on this network yet'],
  ['started', 'What carries calls here is known in about a second.'],
  ['running', 'Checking'],
  ['decided', 'They travel over TLS on port 443 because UDP is blocked.'],
  ['broken', 'No result'],
  ['done', 'Firewall kit'],
  ['open', 'Sound takes the fast way, over UDP.'],
  ['limited', 'Sound may waver.'],
  ['offline', 'closed the connection to our relay'],
  ['dead-proxy', 'a proxy that cannot be reached'],
] as const)('%s says: %s', (name, said) => {
  expect(pageOf(CHECKED[name])).toContain(said)
})

test('every row has its place before anything is known, and keeps it', () => {
  const order = rowsOf(pageOf(CHECKED.started))
  expect([...order].sort()).toEqual([...CHECKS].sort())
  for (const name of ['running', 'decided', 'done', 'offline', 'broken'] as const)
    expect(rowsOf(pageOf(CHECKED[name]))).toEqual(order)
})

test('all rows together are one tab stop', () => {
  expect(pageOf(CHECKED.done).split('tabindex="0"')).toHaveLength(2)
})

test('a report can be given away once it is whole, and only then', () => {
  expect(pageOf(CHECKED.running)).toMatch(/disabled=""[^>]*>(<svg.*?<\/svg>)?Export report/)
  expect(pageOf(CHECKED.done)).not.toMatch(/disabled=""[^>]*>(<svg.*?<\/svg>)?Export report/)
  expect(pageOf(CHECKED.open)).not.toContain('Firewall kit')
})

describe('what keeps calls from working', () => {
  test('is the first thing that a call meets, and not what is merely less good', () => {
    expect(obstacleOf(REPORTS.shut.checks)?.id).toBe('relays')
    expect(obstacleOf(REPORTS['dead-proxy'].checks)?.id).toBe('connect')
    expect(obstacleOf(REPORTS.proxied.checks)).toBeNull()
  })
  test('is not one way of setting up calls while the other one works', () => {
    const down = REPORTS.open.checks.map(check =>
      check.id === 'websocket' ? { ...check, status: 'blocked' as const } : check,
    )
    expect(obstacleOf(down)).toBeNull()
    const both = down.map(check =>
      check.id === 'event-stream' ? { ...check, status: 'failed' as const } : check,
    )
    expect(obstacleOf(both)?.id).toBe('websocket')
  })
  test('is red in its row; what lies behind it was not reached', () => {
    const { way } = checkListOf(CHECKED['dead-proxy'])
    const looks = Object.fromEntries(way.map(({ id, look, value }) => [id, `${look}: ${value}`]))
    expect(looks).toMatchObject({
      name: 'skipped: skipped',
      connect: 'bad: failed',
      tls: 'skipped: not reached',
      stun: 'no: blocked',
    })
  })
})

test('the span is whole, strained or broken at the hop', () => {
  const told = (name: keyof typeof CHECKED) => networkSpan(CHECKED[name]).label
  expect(told('done')).toBe('You to Proxy open 3 ms, Proxy to Relay open 152 ms')
  expect(told('open')).toBe('You to Relay open 38 ms')
  expect(told('limited')).toContain('Proxy to Relay strained')
  expect(told('offline')).toBe('You to Proxy open 3 ms, Proxy to Relay broken closed')
  expect(told('dead-proxy')).toBe('You to Proxy broken no answer, Proxy to Gateway waiting')
  expect(told('started')).toBe('You to Relay building')
})

describe('the matrix', () => {
  test('names ports that the servers share, the nearest region, and what did not answer', () => {
    const matrix = matrixOf(CHECKED.done)
    expect(matrix?.heads).toEqual(['UDP 3478', 'TCP', 'TLS 443'])
    expect(matrix?.rows.map(({ isNearest }) => isNearest)).toEqual([true, false, false, false])
    expect(matrix?.rows[0]?.cells.map(({ value }) => value)).toEqual(['no answer', 'no answer', '152 ms'])
  })
  test('rates an allocation by its round trips, as a call would be rated', () => {
    expect(matrixOf(CHECKED.open)?.rows.map(({ cells }) => cells[2]?.tone)).toEqual([
      'line', 'line', 'line', 'strain',
    ]) // biome-ignore format: one column
  })
  test('keeps the regions in their places while the next check runs', () => {
    expect(matrixOf(CHECKED.decided)?.rows.map(({ region }) => region)).toEqual([
      'eu-central', 'eu-west', 'us-east', 'ap-south',
    ]) // biome-ignore format: one column
    expect(matrixOf(CHECKED.started)).toBeNull()
  })
})

describe('what IT is asked', () => {
  test('names every host, the port and the transport', () => {
    expect(kitRequest(REPORTS.shut.kit)).toBe(
      'Allow relay-euc.corp.example and relay-euw.corp.example on TCP 443.',
    )
    expect(kitWish(REPORTS.shut.kit)).toBe(
      'Allow relay-euc.corp.example and relay-euw.corp.example on UDP 3478.',
    )
    expect(kitRequest(REPORTS.open.kit)).toBeNull()
  })
  test('is as short as the kit allows', () => {
    const [row] = REPORTS.shut.kit
    if (!row) throw new Error('no kit')
    const ask = (request: NonNullable<typeof row.request>) => ({ ...row, request })
    expect(kitRequest([ask('exempt from inspection'), ask('resolve'), ask('bypass proxy')])).toBe(
      'Let voice.corp.example bypass the proxy. Exempt voice.corp.example from TLS inspection. Resolve voice.corp.example in DNS.',
    )
  })
  test('is in the report as text, with every check and its evidence', () => {
    const text = reportText(REPORTS.shut)
    for (const { evidence } of REPORTS.shut.checks) expect(text).toContain(evidence)
    expect(text).toMatch(/^Reaching the relays +blocked 4.0 s VD-R12 +TCP connected/m)
    expect(text).toMatch(/^Network: +Offline$/m)
  })
})

test('the verdict tells the gateway’s trouble before the relays’', () => {
  const { checks } = REPORTS['dead-proxy']
  expect(verdictSentence({ verdict: 'offline', carries: [], checks })).toContain('proxy')
})

describe('the rail', () => {
  const word = (over: Partial<AppState>) => networkOf({ ...home, recent: [], ...over }).word
  test('says what the last report said', () => {
    expect(word({ check: CHECKED.open })).toBe('Ready')
    expect(word({ check: CHECKED.limited })).toBe('Limited')
    expect(word({ check: CHECKED.offline })).toBe('Offline')
    expect(word({ check: CHECKED.decided })).toBe('Ready')
  })
  test('believes the call that came after it', () => {
    const later = { startedAt: new Date(Date.now() + 1_000).toISOString() }
    expect(word({ check: CHECKED.offline, recent: [report(later)] })).toBe('Ready')
    const failure = {
      code: 'VD-R01',
      name: 'relay_no_path',
      layer: 'relay',
      message: '',
      detail: null,
    } as const
    expect(word({ check: CHECKED.open, recent: [report({ ...later, outcome: 'failed', failure })] })).toBe(
      'Limited',
    )
    const before = { startedAt: '2020-01-01T00:00:00Z', outcome: 'failed', failure } as const
    expect(word({ check: CHECKED.open, recent: [report(before)] })).toBe('Ready')
  })
  test('closes the network page while a call lives, and its call has the window', () => {
    for (const call of Object.values(CALLS)) {
      const state: AppState = { ...home, call, place: 'network' }
      expect(placeOf(state)).toBe(isLive(call) ? 'calls' : 'network')
      const html = renderToStaticMarkup(<App state={state} actions={NO_ACTIONS} levels={SILENT} />)
      expect(html.includes('class="place closed"')).toBe(isLive(call))
    }
  })
})

test('what is read out is the beginning and the verdict, not the rows', () => {
  const said = (check: AppState['check']) => announcementOf({ ...home, place: 'network', check })
  expect(said(CHECKED.running)).toBe('Checking the network')
  expect(said(CHECKED.decided)).toMatch(/^Ready\. Calls work here\./)
  expect(said(CHECKED.offline)).toMatch(/^Offline\. /)
})
