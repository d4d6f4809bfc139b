// Screens: each state shows its title and the one thing to do; keys, search and shapes are pure and repeatable.

import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { FAILURES } from '../../protocol/catalogue'
import { failureCopy } from '../../renderer/copy'
import {
  App,
  type AppState,
  eventsOf,
  itViewOf,
  type KeyPress,
  keyCommand,
  layersOf,
  matchAgents,
  modKey,
  moved,
  networkOf,
  type ScreenName,
  screenOf,
  titleOf,
} from '../../renderer/screens'
import { heldMs } from '../../renderer/screens/model/steady'
import { follow, SILENT, sparkPoints, tickLength, voiceprint } from '../../renderer/ui'
import { NO_ACTIONS } from '../fixtures/actions'
import { AGENTS } from '../fixtures/agents'
import { CALLS, FAILED_CALLS, failedCall } from '../fixtures/calls'
import { STORY } from '../fixtures/reports'
import { STATES } from '../fixtures/states'

const stateNamed = (name: string): AppState => {
  const state = STATES[name]
  if (!state) throw new Error(`no fixture ${name}`)
  return state
}
const htmlOf = (state: AppState): string =>
  renderToStaticMarkup(<App state={state} actions={NO_ACTIONS} levels={SILENT} />)
/** What is read on the screen: tags away, entities back. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replace(/\s+/g, ' ')

const SHOWN = {
  home: ['Calls', 'aria-label="Call IT Helpdesk Agent"'],
  'home-first': ['Test Agent', 'No calls yet'],
  'home-loading': ['Calls', 'aria-label="Loading agents"'],
  'home-empty': ['No agents yet', 'Your organisation decides'],
  preparing: ['Finding the agent', '>Cancel<'],
  inviting: ['Building a path', '>Cancel<'],
  ringing: ['Ringing', '>Cancel<'],
  connecting: ['TLS relay, port 443', '>Cancel<'],
  active: ['Speaking', 'aria-label="End call"'],
  'active-muted': ['You are muted', '>Unmute<'],
  'active-recording': ['Recording', 'aria-label="End call"'],
  recovering: ['Reconnecting. The agent is holding your place.', 'aria-label="End call"'],
  ending: ['Ending the call', 'aria-label="End call"'],
  ended: ['You ended the call with IT Helpdesk Agent after', '>Call again<'],
  'ended-early': ['Call cancelled', '>Call again<'],
} as const satisfies Record<string, readonly [string, string]>

test.each(Object.entries(SHOWN))('%s shows what is going on and its main action', (name, [said, action]) => {
  const html = htmlOf(stateNamed(name))
  expect(textOf(html)).toContain(said)
  expect(html.replaceAll('> ', '>')).toContain(action.replace(/^>|<$/g, ''))
})

describe.each(FAILED_CALLS)('the screen of %s', (name, call) => {
  const html = htmlOf({ ...stateNamed('home'), call })
  const text = textOf(html)

  test('says what happened, offers to try again and names the code for IT', () => {
    expect(text).toContain(failureCopy({ name }).headline.replaceAll("'", '’'))
    expect(text).toContain('Try again')
    expect(text).toContain(`${FAILURES[name].code} ${name}`)
  })

  test('folds the IT block where there is nothing to open', () => {
    const { layer } = FAILURES[name]
    expect(html.includes('<details')).toBe(layer === 'microphone' || layer === 'agent')
  })
})

test('no screen carries a style element, which the content security policy would refuse', () => {
  for (const state of Object.values(STATES)) expect(htmlOf(state)).not.toContain('<style')
})

test('five thousand agents put only the visible rows on the page', () => {
  expect(htmlOf(stateNamed('home-thousands')).split('role="option"').length).toBeLessThan(40)
})

test('on macOS the system draws the window buttons and Ctrl reads ⌘', () => {
  const html = htmlOf(stateNamed('home-mac'))
  expect(html).not.toContain('aria-label="Minimise"')
  expect(html).toContain('⌘K')
  expect(modKey('K', false)).toBe('Ctrl K')
})

describe('layers are told from facts', () => {
  test('a blocked relay: microphone and signaling held, the agent had answered', () => {
    const layers = layersOf(failedCall('relay_no_path'), { name: 'relay_no_path' })
    expect(layers.map(({ state }) => state)).toEqual(['ok', 'ok', 'bad', 'ok'])
  })
  test('a refused microphone: nothing else was reached', () => {
    const layers = layersOf(failedCall('microphone_denied'), { name: 'microphone_denied' })
    expect(layers.map(({ state }) => state)).toEqual(['bad', 'skipped', 'skipped', 'skipped'])
  })
  test('IT gets the host and the call id, and never the agent’s name', () => {
    const { facts, asks } = itViewOf(stateNamed('home'), failedCall('relay_no_path'), {
      name: 'relay_no_path',
    })
    expect([...facts, ...asks].map(([label]) => label)).toEqual(
      expect.arrayContaining(['Code', 'When', 'Gateway', 'Tried', 'Please', 'Call ID']),
    )
    expect(JSON.stringify([facts, asks])).not.toContain('IT Helpdesk')
  })
})

describe('a call that is up at once does not flash', () => {
  const home = stateNamed('home')
  const young = { ...home, call: { ...CALLS.preparing, dialedAtMs: 1_000 } }
  test('the screen before it stays for 200 ms, then gives way', () => {
    expect(heldMs(home, young, 1_000)).toBe(200)
    expect(heldMs(home, young, 1_120)).toBe(80)
    expect(heldMs(home, young, 1_200)).toBe(0)
  })
  test('sound, an end, a failure and a page that takes a call over are shown at once', () => {
    for (const call of [CALLS.active, CALLS.ended, stateNamed('explaining').call])
      expect(heldMs(home, { ...home, call }, Date.now())).toBe(0)
    expect(heldMs(young, young, 1_100)).toBe(0)
    expect(heldMs(home, young, 500)).toBe(0)
  })
})

describe('keys', () => {
  const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
    key, ctrl: false, meta: false, alt: false, repeat: false, typing: false, selecting: false, ...over,
  }) // biome-ignore format: one line of nothing pressed
  const cases: readonly (readonly [KeyPress, ScreenName, boolean, string | null])[] = [
    [press('k', { ctrl: true }), 'home', false, 'focusDial'],
    [press('k', { meta: true }), 'home', true, 'focusDial'],
    [press('k', { ctrl: true }), 'home', true, null],
    [press('Escape'), 'connecting', false, 'cancel'],
    [press('m'), 'call', false, 'mute'],
    [press('M'), 'call', false, 'mute'],
    [press('m', { typing: true }), 'call', false, null],
    [press('m', { ctrl: true }), 'call', false, null],
    [press('m', { repeat: true }), 'call', false, null],
    [press('Escape'), 'call', false, 'close'],
    [press('e', { ctrl: true }), 'call', false, 'end'],
    [press('e', { ctrl: true, typing: true }), 'call', false, 'end'],
    [press('r'), 'failed', false, 'retry'],
    [press('Escape'), 'failed', false, 'close'],
    [press('c', { ctrl: true }), 'failed', false, 'copy'],
    [press('c', { ctrl: true, selecting: true }), 'failed', false, null],
    [press('r'), 'home', false, null],
    [press('r'), 'network', false, 'retry'],
    [press('s', { ctrl: true }), 'network', false, 'save'],
    [press('c', { meta: true }), 'network', true, 'copy'],
    [press('3', { ctrl: true }), 'home', false, 'goNetwork'],
    [press('1', { ctrl: true, typing: true }), 'network', false, 'goCalls'],
    [press('2', { ctrl: true }), 'home', false, 'goHistory'],
    [press('4', { ctrl: true }), 'home', false, 'goSettings'],
    [press('5', { ctrl: true }), 'home', false, null],
    [press('f', { ctrl: true }), 'history', false, 'focusSearch'],
    [press('f', { ctrl: true }), 'home', false, null],
    [press('Delete'), 'history', false, 'erase'],
    [press('Delete', { typing: true }), 'history', false, null],
    [press('Backspace', { meta: true }), 'history', true, 'erase'],
    [press('Backspace', { ctrl: true, typing: true }), 'history', false, null],
    [press('z', { ctrl: true }), 'history', false, 'undo'],
    [press('z', { ctrl: true, typing: true }), 'history', false, null],
  ]
  test.each(cases)('%o on %s (mac %s) means %s', (key, screen, mac, command) => {
    expect(keyCommand(key, screen, mac)).toBe(command)
  })
  test('arrows stop at both ends', () => {
    expect([moved('ArrowUp', 0, 8), moved('ArrowDown', 7, 8), moved('ArrowDown', 2, 8)]).toEqual([0, 7, 3])
    expect(moved('a', 2, 8)).toBeNull()
  })
})

describe('search', () => {
  const found = (query: string) => matchAgents(AGENTS, query).map(({ id }) => id)
  test('by name, purpose and language', () => {
    expect(found('payroll')).toEqual(['payroll'])
    expect(found('vpn')).toEqual(['it-helpdesk'])
    expect(found('polish')).toEqual(['hr-policy'])
    expect(found('agent german desk')).toEqual(['it-helpdesk', 'facilities'])
  })
  test('names that begin with the query come first', () => expect(found('t')[0]).toBe('travel-desk'))
  test('nobody', () => expect(found('invoices')).toEqual([]))
})

describe('shapes', () => {
  test('an agent’s voiceprint is always the same, and its own', () => {
    expect(voiceprint('test-agent')).toEqual(voiceprint('test-agent'))
    expect(voiceprint('test-agent')).not.toEqual(voiceprint('payroll'))
    for (const { id } of AGENTS) {
      const ticks = voiceprint(id)
      expect([40, 48, 56]).toContain(ticks.length)
      for (const outer of ticks) expect(outer > 0.2 && outer <= 0.475).toBe(true)
    }
  })
  test('the ring reaches outward for the agent, inward for you, and grows with the level', () => {
    expect(tickLength(0.8, 0.5, 'out')).toBeGreaterThan(0)
    expect(tickLength(0.8, 0.5, 'in')).toBeLessThan(0)
    expect(tickLength(0.8, 1, 'out')).toBeGreaterThan(tickLength(0.8, 0.2, 'out'))
  })
  test('sound rises faster than it falls', () => {
    expect(follow(0, 1, 60)).toBeCloseTo(1 - Math.exp(-1))
    expect(follow(1, 0, 180)).toBeCloseTo(Math.exp(-1))
  })
  test('a sparkline ends at the right edge and keeps forty points', () => {
    const points = sparkPoints(Array.from({ length: 60 }, (_, n) => n))
    expect(points).toHaveLength(40)
    expect(points.at(-1)?.[0]).toBe(136)
  })
})

test('every phase has its screen', () => {
  const screens = Object.values(CALLS).map(screenOf)
  expect(new Set(screens)).toEqual(new Set(['home', 'connecting', 'call', 'ended']))
  expect(screenOf({ ...CALLS.ending, activeAtMs: null })).toBe('connecting')
})

test('the title bar names what is going on, and with whom', () => {
  expect(titleOf(stateNamed('home'))).toEqual({ title: 'Calls', subject: null })
  expect(titleOf(stateNamed('recovering'))).toEqual({ title: 'Reconnecting', subject: 'IT Helpdesk Agent' })
  expect(titleOf(stateNamed('failed-relay_lost')).title).toBe('Call interrupted')
  expect(titleOf(stateNamed('failed-relay_no_path')).title).toBe('Could not connect')
})

test('events tell the story newest first', () => {
  const texts = eventsOf(CALLS.active, STORY.slice(0, 3)).map(({ text }) => text)
  expect(texts.slice(0, 3)).toEqual([
    'Path changed, 0.2 s gap',
    'Recording on, by viaduct-gateway',
    'Connected over the TLS relay',
  ])
  expect(texts.at(-1)).toBe('Call started')
})

test('the network word follows what calls have shown', () => {
  expect(networkOf(stateNamed('home')).word).toBe('Ready')
  expect(networkOf(stateNamed('recovering')).word).toBe('Unstable')
  expect(networkOf(stateNamed('failed-relay_no_path')).word).toBe('Limited')
  expect(networkOf(stateNamed('failed-microphone_denied')).word).toBe('Ready')
  expect(networkOf(stateNamed('failed-proxy_refused')).word).toBe('Limited')
})
