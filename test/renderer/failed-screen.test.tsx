// The failed screen: the hosts that the last check saw, the hop at which the line broke, and the moment before it is known.

import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { FailureName } from '../../protocol/catalogue'
import { App, type AppState, itViewOf, itViewText, titleOf } from '../../renderer/screens'
import { failedSpan } from '../../renderer/screens/model/spans'
import { SILENT } from '../../renderer/ui'
import { NO_ACTIONS } from '../fixtures/actions'
import { failedCall } from '../fixtures/calls'
import { REPORTS } from '../fixtures/networks'
import { STATES } from '../fixtures/states'

const stateNamed = (name: string): AppState => STATES[name] as AppState
const htmlOf = (state: AppState): string =>
  renderToStaticMarkup(<App state={state} actions={NO_ACTIONS} levels={SILENT} />)

describe('what is offered first', () => {
  const buttons = (name: FailureName) =>
    [
      ...htmlOf(stateNamed(`failed-${name}`)).matchAll(
        /class="btn (primary|plain) lg".*?<\/svg>([A-Z][a-z ]+)/g,
      ),
    ].map(([, tone, label]) => `${tone}: ${label}`)
  test('follows the layer', () => {
    expect(buttons('signaling_reset')).toEqual(['primary: Run network check', 'plain: Try again'])
    expect(buttons('relay_tls_reset')).toEqual(['primary: Try again', 'plain: Run network check'])
    expect(buttons('agent_busy')).toEqual(['primary: Try again'])
    expect(buttons('microphone_denied')).toEqual(['primary: Try again'])
  })
  test('is the system’s settings where the microphone is refused and they can be opened; elsewhere it is said where to look', () => {
    const on = (platform: string): string => {
      const state = stateNamed('failed-microphone_denied')
      return htmlOf({ ...state, app: state.app === null ? null : { ...state.app, platform } } as AppState)
    }
    for (const platform of ['win32', 'darwin']) {
      expect(on(platform)).toMatch(/btn primary lg".*?Open system settings.*btn plain lg".*?Try again/)
      expect(on(platform)).toContain('under privacy')
    }
    expect(on('linux')).not.toContain('Open system settings')
    expect(on('linux')).toContain('sound settings of your desktop')
    expect(htmlOf(stateNamed('failed-microphone_missing'))).not.toContain('Open system settings')
  })
  test('something that works now is the last action, unless it would fail alike', () => {
    expect(htmlOf(stateNamed('failed-relay_tls_reset'))).toContain('Call Test Agent')
    expect(htmlOf(stateNamed('failed-microphone_denied'))).not.toContain('Call Test Agent')
  })
})

describe('the hosts of the last check', () => {
  const failure = { name: 'relay_tls_reset' } as const
  const call = failedCall('relay_tls_reset')
  const state = stateNamed('failed-after-check')

  test('stand in the block and in what is copied, with what is asked', () => {
    const text = itViewText(itViewOf(state, call, failure))
    expect(text).toMatch(/^relay-euc\.corp\.example +443 +TURNS\/TCP +reset +allow$/m)
    expect(text).toMatch(/^relay-euc\.corp\.example +3478 +TURN\/UDP +silent +allow \(optional\)$/m)
    expect(text).toContain('Allow relay-euc.corp.example and relay-euw.corp.example on TCP 443.')
    expect(text).toContain('reset by peer 41 ms after ClientHello')
    expect(text).not.toContain('IT Helpdesk')
    expect(htmlOf(state)).toContain('<td class="closed">reset</td>')
  })
  test('are not shown where the check was of another gateway, of another time, or the failure of no network', () => {
    const report = REPORTS.shut
    const withReport = (over: object): AppState => ({
      ...state,
      check: { at: 'done', agentId: null, report: { ...report, ...over } },
    })
    expect(itViewOf(withReport({ gateway: 'other.example' }), call, failure).hosts).toEqual([])
    expect(itViewOf(withReport({ startedAt: '2020-01-01T00:00:00Z' }), call, failure).hosts).toEqual([])
    expect(itViewOf(state, failedCall('agent_busy'), { name: 'agent_busy' }).hosts).toEqual([])
    expect(itViewOf(withReport({}), call, failure).hosts).toEqual(report.kit)
  })
})

describe('the span breaks at the right hop', () => {
  const broken = (name: FailureName, viaProxy = false) => {
    const { nodes, spans } = failedSpan(failedCall(name), { name }, viaProxy)
    const at = spans.findIndex(({ state }) => state === 'broken')
    return at < 0
      ? nodes.find(({ state }) => state === 'broken')?.name
      : `${nodes[at]?.name}-${nodes[at + 1]?.name}`
  }
  test.each([
    ['microphone_denied', false, 'You'],
    ['signaling_reset', false, 'You-Gateway'],
    ['signaling_reset', true, 'Proxy-Gateway'],
    ['proxy_unreachable', false, 'You-Proxy'],
    ['proxy_credentials', true, 'You-Proxy'],
    ['proxy_refused', false, 'Proxy-Gateway'],
    ['relay_tls_reset', false, 'Gateway-Relay'],
    ['relay_tls_reset', true, 'Proxy-Relay'],
    ['relay_proxy_refused', false, 'Proxy-Relay'],
    ['agent_busy', true, 'Relay-Agent'],
  ] as const)('%s (through a proxy: %s): %s', (name, viaProxy, hop) => {
    expect(broken(name, viaProxy)).toBe(hop)
  })
})

describe('a call that fails is explained before it is shown', () => {
  const html = htmlOf(stateNamed('explaining'))
  test('on the connecting screen, in words, with the line broken where it was being built', () => {
    expect(html).toContain('class="connect"')
    expect(html).toContain('Finding out what is in the way')
    expect(html).toContain('class="deck broken"')
    expect(titleOf(stateNamed('explaining')).title).toBe('Calling')
  })
})
