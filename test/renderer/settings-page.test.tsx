// The settings page: what the organisation has set, in words for people and exact for IT; and what the page does when it changes.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { EventPayload } from '../../protocol/ipc'
import { POLICY_KEYS } from '../../protocol/policy/keys'
import { policyReportSchema } from '../../protocol/policy-report'
import { policyText, settingValue } from '../../renderer/copy'
import { App, type AppState } from '../../renderer/screens'
import { policyViewOf } from '../../renderer/screens/model/settings'
import { createAppStore, followPolicy } from '../../renderer/store'
import { SILENT } from '../../renderer/ui'
import { NO_ACTIONS } from '../fixtures/actions'
import { CALLS } from '../fixtures/calls'
import { POLICIES } from '../fixtures/policies'
import { STATES } from '../fixtures/states'

const draw = (state: AppState): string =>
  renderToStaticMarkup(<App state={state} actions={NO_ACTIONS} levels={SILENT} />)
const page = (name: string): string => draw(STATES[`settings-${name}`] as AppState)

test('the fixtures are reports as main sends them', () => {
  for (const one of Object.values(POLICIES)) expect(policyReportSchema.parse(one)).toEqual(one)
})

describe('the page', () => {
  test.each([
    ['nobody', 'Nobody manages Viaduct on this computer.'],
    ['managed', 'Your organisation manages Viaduct on this computer.'],
    ['managed', 'Some settings are managed by your organisation.'],
    ['managed', 'proxy.corp.example:8080'],
    ['managed', 'Recommended by your organisation.'],
    ['managed', 'This version does not use it yet.'],
    ['wrong', 'VD-P01 /etc/viaduct/policy.d/50-branch.json: it is not JSON'],
    ['wrong', 'What /etc/viaduct/policy.d/20-relay.json says is not valid.'],
    ['wrong', '/etc/viaduct/policy.json stands behind.'],
    ['file', 'Viaduct was started with settings from a file.'],
    ['file', '/home/ada/trial.json'],
    ['loading', 'Reading the settings'],
  ])('%s says: %s', (name, words) => expect(page(name)).toContain(words))

  test('what is enforced is locked, and in the order of Tab; what is recommended is not', () => {
    const rows = [...page('managed').matchAll(/<li class="(srow[^"]*)"([^>]*)><div class="lb"><b>([^<]*)/g)]
    const locked = rows.filter(([, look]) => look === 'srow locked').map(([, , , name]) => name)
    expect(locked).toEqual(['Agents', 'Proxy', 'Relay regions', 'Consent to recording'])
    expect(rows.filter(([, , more]) => more?.includes('tabindex="0"')).map(([, , , name]) => name)).toEqual(
      locked,
    )
  })

  test('every key is on it, set or not', () => {
    for (const one of Object.values(POLICIES)) {
      const { set, rest } = policyViewOf(one)
      expect([...set, ...rest].map(({ key }) => key).toSorted()).toEqual(
        POLICY_KEYS.map(({ name }) => name).toSorted(),
      )
    }
  })

  test('a call that lives has the window to itself', () => {
    const html = draw({ ...(STATES['settings-managed'] as AppState), call: CALLS.active })
    expect(html).not.toContain('subnav')
    expect(html).toContain('Settings, after the call')
  })
})

test.each([
  [null, 'Not set'],
  [true, 'On'],
  [false, 'Off'],
  [0, '0'],
  ['relay-tls', 'relay-tls'],
  [[], 'None'],
  [[443, 3478], '443, 3478'],
  [[1, 2, 3, 4, 5], '5 entries'],
  [[{ id: 'a' }], '1 entry'],
  [{ fair: 100, poor: 200 }, 'fair 100, poor 200'],
])('%j reads %s', (value, words) => expect(settingValue(value)).toBe(words))

test('what IT is given names every problem and every key', () => {
  const text = policyText(POLICIES.wrong)
  for (const { code, where } of POLICIES.wrong.problems)
    expect(text).toMatch(new RegExp(`^${code} ${where}.*: .`, 'm'))
  for (const { key } of POLICIES.wrong.rows)
    expect(text).toMatch(new RegExp(`^${key.replace('.', '\\.')}:`, 'm'))
})

test('other settings reach the page: its limits, its directory, and what it shows of them', async () => {
  const store = createAppStore()
  store.setState({ app: STATES.home?.app ?? null })
  let tell: (fact: EventPayload<'policyFact'>) => void = () => undefined
  let holds: keyof typeof POLICIES = 'nobody'
  const read = followPolicy(
    {
      onPolicyFact: listener => {
        tell = listener
        return () => undefined
      },
      readPolicy: async () => POLICIES[holds],
      listAgents: async () => [],
    },
    store,
  )
  await read()
  expect(store.getState().policy?.from).toBe('nobody')
  holds = 'managed'
  const thresholds = { rttMs: { fair: 100, poor: 200 } }
  const history = { keep: true, keepDays: 7 }
  tell({ type: 'policy.changed', thresholds, relayCost: { perGb: 1, currency: 'EUR' }, history })
  await new Promise(wake => setTimeout(wake))
  const { app, policy, agents } = store.getState()
  expect(app).toMatchObject({ thresholds, relayCost: { perGb: 1, currency: 'EUR' }, history })
  expect(policy?.from).toBe('organisation')
  expect(agents).toEqual([])
})
