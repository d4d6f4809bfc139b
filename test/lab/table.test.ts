// The lab's pure parts: the table of profiles, what is judged, the firewall's text, DNS answers and the command line.
import { describe, expect, it } from 'vitest'
import { policySchema } from '../../protocol/policy'
import { GATEWAY, NAMES, REGIONS, TURN_URLS } from './addresses'
import { type Outcome, UNHEARD } from './callers/outcome'
import { answerTo, octetsOf } from './dns/message'
import { OPEN, rulesetOf } from './firewall'
import { complaint, rowOf, skipped, summaryOf, textOf } from './judge'
import { parseOptions } from './options'
import type { Profile } from './profile'
import { PROFILES } from './profiles/profiles'
import { whatIsMissing } from './requirements'
import { subjectAltNames } from './services/certificates'

const named = (name: string): Profile => {
  const found = PROFILES.find(profile => profile.name === name)
  if (found === undefined) throw new Error(`no profile ${name}`)
  return found
}

const CONNECTED: Outcome = {
  outcome: 'connected',
  failure: null,
  firstMediaMs: 700,
  fromAttemptMs: 400,
  failedMs: null,
  path: 'direct/udp',
  marks: {},
  recoveries: [],
  alarms: 0,
  concealedPct: 0,
  proof: null,
  proxy: null,
  ...UNHEARD,
  silenceMs: 40,
  silentAtEndMs: 20,
}
const failedIn = (layer: 'signaling' | 'relay', failedMs = 5000): Outcome => ({
  ...CONNECTED,
  outcome: 'failed',
  failure: { name: `${layer}_something`, layer, detail: null },
  firstMediaMs: null,
  failedMs,
})

describe('the table of profiles', () => {
  it('holds every network that issue 2 names, each once', () => {
    const names = PROFILES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of [
      ...[
        'open',
        'symmetric-nat',
        'udp-dropped',
        'udp-rejected',
        'only-443',
        'proxy-443',
        'dns-dead',
        'cut-udp',
      ],
      ...[
        'tcp-reset',
        'relay-killed',
        'relay-frozen',
        'address-change',
        'route-flip',
        'nat-rebind',
        'idle-60s',
      ],
      ...['narrow-64k', 'loss-5', 'loss-10', 'loss-20', 'loss-30', 'bursts', 'ipv6-only', 'region-dead'],
    ])
      expect(names).toContain(name)
  })

  it('leaves a call long enough for its disturbance to be judged', () => {
    for (const { during, seconds } of PROFILES) {
      if (during === null) continue
      const { afterMs, undo } = during
      expect(seconds * 1000).toBeGreaterThanOrEqual(afterMs + (undo?.afterMs ?? 0) + 5000)
    }
  })

  it('names proxies as the policy takes them', () => {
    for (const { proxy } of PROFILES) {
      if (proxy === null) continue
      const policy = { version: 1, proxy: { mode: 'fixed', server: proxy } }
      expect(policySchema.safeParse(policy).success).toBe(true)
    }
  })
})

describe('the judge', () => {
  it('passes what connects where it should, and what fails in the right layer in time', () => {
    expect(complaint(named('open'), CONNECTED)).toBeNull()
    expect(complaint(named('signaling-only'), failedIn('relay'))).toBeNull()
  })

  it('complains about a failure, a wrong layer, a late verdict, a late first sound and a call that should not be', () => {
    expect(complaint(named('open'), failedIn('relay'))).toContain('did not connect')
    expect(complaint(named('closed'), failedIn('relay'))).toContain('blamed relay')
    expect(complaint(named('closed'), failedIn('signaling', 9000))).toContain('9000 ms')
    expect(complaint(named('open'), { ...CONNECTED, firstMediaMs: 2001 })).toContain('2000 ms')
    expect(complaint(named('closed'), CONNECTED)).toContain('should have failed')
  })

  it('tells a call that died mid-call from one that never was', () => {
    expect(complaint(named('cut-udp'), { ...failedIn('relay'), firstMediaMs: 800 })).toContain(
      'did not survive',
    )
  })

  it('believes the wire, not the app: a call that ended in silence has not survived', () => {
    expect(complaint(named('cut-udp'), { ...CONNECTED, silentAtEndMs: 9000 })).toBe(
      'silent for the last 9000 ms',
    )
    expect(complaint(named('open'), { ...CONNECTED, silentAtEndMs: null })).toContain('no sound arrived')
  })

  it('holds a call to the moment when its network was whole again', () => {
    const [dark, back] = [named('blackout-5'), { ...CONNECTED, soundBackMs: 900 }]
    expect(complaint(dark, back)).toBeNull()
    expect(complaint(dark, { ...back, soundBackMs: 1001 })).toContain('1001 ms after the network')
    expect(complaint(dark, { ...back, soundBackMs: null })).toContain('never')
  })

  it('measures plain WebRTC without judging it, but a run that measured nothing has failed', () => {
    expect(rowOf(named('open'), 'plain', 1, failedIn('relay')).verdict).toBe('passed')
    const nothing = {
      ...failedIn('relay'),
      failure: { name: 'no_report', layer: 'app', detail: null },
    } as const
    expect(rowOf(named('open'), 'plain', 1, nothing).verdict).toBe('failed')
    expect(rowOf(named('open'), 'plain', 1, failedIn('signaling')).verdict).toBe('failed')
    expect(rowOf(named('closed'), 'plain', 1, failedIn('signaling')).verdict).toBe('passed')
  })

  it('never counts a skipped run as passed, and says why it was skipped', () => {
    const rows = [
      rowOf(named('open'), 'viaduct', 1, CONNECTED),
      rowOf(named('open'), 'viaduct', 2, failedIn('relay')),
      skipped(named('closed'), 'viaduct', 1, 'no root'),
    ]
    expect(summaryOf(rows)).toBe('1 passed, 1 failed, 1 skipped')
    expect(summaryOf(rows.slice(0, 1))).toBe('1 passed, 0 failed')
    expect(textOf(skipped(named('closed'), 'viaduct', 1, 'no root'))).toMatch(/skipped.*# no root$/)
  })
})

describe('the firewall', () => {
  it('replaces itself in one step', () => {
    expect(rulesetOf(OPEN).startsWith('table inet lab\ndelete table inet lab\ntable inet lab {')).toBe(true)
  })

  it('writes a rule for each thing in the way, and none for an open network', () => {
    expect(rulesetOf(OPEN)).not.toMatch(/udp drop|reject|fully-random|dport (53|443)/)
    expect(rulesetOf({ ...OPEN, udp: 'dropped' })).toContain('meta l4proto udp drop')
    expect(rulesetOf({ ...OPEN, udp: 'rejected' })).toContain('udp reject with icmpx')
    expect(rulesetOf({ ...OPEN, udp: 'relays-only' })).toContain(
      `ip daddr ${GATEWAY.v4} meta l4proto udp drop`,
    )
    expect(rulesetOf({ ...OPEN, tcp: 'only-443' })).toContain('tcp dport != 443 drop')
    expect(rulesetOf({ ...OPEN, nat: 'symmetric' })).toContain('masquerade fully-random')
    expect(rulesetOf({ ...OPEN, dns: 'dead' })).toContain('dport 53 drop')
    expect(rulesetOf({ ...OPEN, connections: 'reset' })).toContain('reject with tcp reset')
  })

  it('lets the desktop reach the proxy only where there is one', () => {
    expect(rulesetOf(OPEN)).toContain('oifname "dmz0" drop')
    expect(rulesetOf({ ...OPEN, proxy: 'reachable' })).toContain('oifname "dmz0" tcp dport 3128 accept')
  })
})

/** A question as a resolver's client sends it, with recursion desired. */
function question(name: string, type: number): Buffer {
  const labels = name.split('.').flatMap(label => [label.length, ...Buffer.from(label)])
  return Buffer.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1])
}

describe('the resolver', () => {
  it('answers A and AAAA of the names in its table', () => {
    const a = answerTo(question(GATEWAY.name, 1), NAMES)
    const aaaa = answerTo(question(GATEWAY.name.toUpperCase(), 28), NAMES)
    expect(a?.readUInt16BE(6)).toBe(1)
    expect([...(a?.subarray(-4) ?? [])].join('.')).toBe(GATEWAY.v4)
    expect(aaaa?.subarray(-16)).toEqual(octetsOf(GATEWAY.v6))
    expect(a?.subarray(0, 2)).toEqual(Buffer.from([0xab, 0xcd]))
  })

  it('says that other names do not exist, and that other types hold nothing', () => {
    expect(answerTo(question('stun.example.com', 1), NAMES)?.readUInt16BE(2)).toBe(0x8183)
    const https = answerTo(question(GATEWAY.name, 65), NAMES)
    expect(https?.readUInt16BE(2)).toBe(0x8180)
    expect(https?.readUInt16BE(6)).toBe(0)
  })

  it('gives no answer to what is no question', () => {
    for (const octets of [
      [],
      [1, 2, 3],
      new Array(12).fill(0),
      [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 0x0c],
    ])
      expect(answerTo(Buffer.from(octets), NAMES)).toBeNull()
  })

  it('writes IPv6 addresses as octets', () => {
    expect(octetsOf('2001:db8::1').toString('hex')).toBe('20010db8000000000000000000000001')
  })
})

describe('the command line', () => {
  it('runs everything of ours once by default, two worlds at a time', () => {
    const options = parseOptions([])
    expect(options).toMatchObject({ named: false, runs: 1, plain: false, jobs: 2, jsonFile: null })
    expect(options.profiles).toEqual(PROFILES)
  })

  it('leaves out what it is told to', () => {
    const { profiles, named } = parseOptions(['--except', 'blackout-60', 'idle-60s', '--jobs', '2'])
    expect(profiles).toEqual(PROFILES.filter(({ name }) => !['blackout-60', 'idle-60s'].includes(name)))
    expect(named).toBe(false)
  })

  it('takes profiles, runs and a file, and compares in one world at a time', () => {
    const options = parseOptions(['only-443', 'open', '--runs', '5', '--plain', '--json', 'rows.json'])
    expect(options.profiles.map(({ name }) => name)).toEqual(['open', 'only-443'])
    expect(options).toMatchObject({ named: true, runs: 5, plain: true, jobs: 1, jsonFile: 'rows.json' })
  })
})

describe('what the lab needs', () => {
  const able = { platform: 'linux', isRoot: true, hasTun: true, missingTools: [] } as const

  it('is nothing more on a machine that has it all', () => {
    expect(whatIsMissing(able)).toEqual([])
  })

  it('is said exactly', () => {
    const lacking = whatIsMissing({ ...able, isRoot: false, missingTools: ['turnserver', 'certutil'] })
    expect(lacking.join(' ')).toContain('needs root')
    expect(lacking.join(' ')).toContain('turnserver, certutil (Debian: apt-get install coturn libnss3-tools)')
    expect(whatIsMissing({ ...able, platform: 'darwin' })).toEqual([expect.stringContaining('needs Linux')])
  })

  it('covers every name and address by its certificates, and hands out no more addresses of a region than a client takes', () => {
    for (const [name, { v4, v6 }] of Object.entries(NAMES))
      expect(subjectAltNames()).toContain(`DNS:${name},IP:${v4},IP:${v6}`)
    for (const region of REGIONS) {
      const urls = TURN_URLS.filter(url => url.startsWith(`${region}=turn`))
      expect(urls.length).toBeGreaterThan(0)
      expect(urls.length).toBeLessThanOrEqual(8)
    }
  })
})
