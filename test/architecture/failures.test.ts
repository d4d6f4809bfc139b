// Every failure of the catalogue is raised by the room that can know of it, and the machine's own have their story.
import { expect, test } from 'vitest'
import { FAILURES, type FailureName } from '../../protocol/catalogue'
import { FAILURE_NAMES } from '../../protocol/failure'
import { type Sources, sourcesOf } from './sources'

const RAISED_BY: Record<FailureName, string> = {
  microphone_denied: 'renderer/media',
  microphone_missing: 'renderer/media',
  microphone_busy: 'renderer/media',
  microphone_dead: 'renderer/call',
  microphone_silent: 'main/network',
  signaling_unreachable: 'main/signaling',
  signaling_timeout: 'renderer/call',
  signaling_version: 'main/signaling',
  signaling_garbage: 'main/signaling',
  signaling_oversize: 'main/signaling',
  signaling_unauthorised: 'main/signaling',
  signaling_lost: 'main/signaling',
  signaling_name: 'main/signaling',
  signaling_certificate: 'main/signaling',
  signaling_overloaded: 'main/signaling',
  signaling_reset: 'main/network',
  signaling_idle: 'main/network',
  proxy_authentication: 'main/network',
  proxy_credentials: 'main/network',
  proxy_refused: 'main/network',
  proxy_unreachable: 'main/network',
  proxy_script_broken: 'main/network',
  proxy_script_silent: 'main/network',
  certificate_expired: 'main/network',
  certificate_host: 'main/network',
  tls_inspected: 'main/network',
  captive_portal: 'main/network',
  clock_wrong: 'main/network',
  websocket_blocked: 'main/network',
  agent_must_record: 'main/signaling',
  relay_no_path: 'renderer/call',
  relay_no_sound: 'renderer/call',
  relay_lost: 'renderer/call',
  relay_unheard: 'main/command-line',
  relay_udp_blocked: 'main/network',
  relay_unauthorised: 'main/network',
  relay_quota: 'main/network',
  relay_expired: 'main/network',
  relay_certificate: 'main/network',
  relay_proxy_refused: 'main/network',
  relay_unreachable: 'main/network',
  relay_tls_reset: 'main/network',
  agent_unknown: 'main/signaling',
  agent_no_answer: 'renderer/call',
  agent_busy: 'gateway',
  agent_offline: 'gateway',
  agent_refused: 'gateway',
  agent_answer_without_audio: 'renderer/media',
  agent_answer_without_data: 'renderer/media',
  agent_answer_broken: 'renderer/media',
  agent_gone: 'renderer/call',
  agent_silent: 'main/command-line',
  policy_invalid: 'main',
  policy_key: 'main',
  policy_unreadable: 'main',
  policy_unsafe: 'main',
  policy_refused: 'main',
  app_usage: 'main',
  app_broken: 'renderer',
  app_test_agent: 'main/signaling',
  app_gone: 'renderer',
}

const says = (sources: Sources, room: string, name: string): boolean =>
  [...sources].some(([path, text]) => path.startsWith(`${room}/`) && text.includes(`'${name}'`))

const unraised = (sources: Sources): readonly string[] =>
  FAILURE_NAMES.filter(name => !says(sources, RAISED_BY[name], name))
const untold = (stories: Sources): readonly string[] =>
  FAILURE_NAMES.filter(name => RAISED_BY[name] === 'renderer/call' && !says(stories, 'test/scenario', name))

const product = new Map([...sourcesOf(['main', 'renderer', 'gateway'])].filter(([path]) => !path.startsWith('renderer/copy/'))) // biome-ignore format: one line

test('every name is raised where it is known', () => expect(unraised(product)).toEqual([]))
test('every name that the machine gives has a story', () =>
  expect(untold(sourcesOf(['test/scenario']))).toEqual([]))
test('a name nobody raises and a verdict without a story are found', () => {
  const poorer = new Map([...product].filter(([path]) => !path.startsWith('gateway/')))
  expect(unraised(poorer)).toEqual(['agent_busy', 'agent_refused', 'agent_offline'])
  expect(untold(new Map())).toContain('relay_no_sound')
})

test('a code names one failure, in the family of its layer', () => {
  const family = { microphone: 'M', signaling: 'S', relay: 'R', agent: 'A', policy: 'P', app: 'X' } as const
  const all = Object.entries(FAILURES)
  expect(new Set(all.map(([, { code }]) => code)).size).toBe(all.length)
  /** What stands between this computer and the gateway is named by what it is. */
  const ofTheWay = /^(proxy|certificate|tls|captive|clock|websocket)_/
  for (const [name, { code, layer }] of all) {
    const fits = name.startsWith(`${layer}_`) || (layer === 'signaling' && ofTheWay.test(name))
    expect([fits, code.startsWith(`VD-${family[layer]}`)], name).toEqual([true, true])
  }
})
