// One set of relays from every provider's writing, and none that must not be used.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalise, type Wishes } from '../../../main/relays/normalise'
import { readAnswer, readLinks } from '../../../main/relays/shapes'
import { iceServersSchema } from '../../../protocol/ice'

const NOW_MS = 1_764_000_000_000
const NOW_S = NOW_MS / 1000
const WISHES: Wishes = { needsTls443: false, allowsPrivate: false, lifetimeS: null }
const judged = (body: unknown, wishes: Partial<Wishes> = {}) => {
  const raw = readAnswer(body)
  return raw === null ? null : normalise(raw, { ...WISHES, ...wishes }, NOW_MS)
}
const used = (body: unknown, wishes: Partial<Wishes> = {}) => {
  const given = judged(body, wishes)
  if (given?.kind !== 'set') throw new Error(given?.why ?? 'no known shape')
  return given.set
}
const why = (body: unknown, wishes: Partial<Wishes> = {}) => {
  const given = judged(body, wishes)
  return given?.kind === 'refused' ? given.why : given
}
const password = { username: `${NOW_S + 600}:mia`, credential: 'c' }

describe('a provider', () => {
  test('coturn and draft-uberti: uris and password, the user name says when', () => {
    const uris = ['turns:relay.example:443?proto=tcp', 'turn:relay.example:3478?transport=udp', 'stun:relay.example']
    const username = `${NOW_S + 600}:mia`
    expect(used({ username, password: 'p', ttl: 86_400, uris })).toEqual({
      servers: [
        {
          urls: [
            'stun:relay.example:3478',
            'turn:relay.example:3478?transport=udp',
            'turns:relay.example:443?transport=tcp',
          ],
          username,
          credential: 'p',
        },
      ],
      expiresAtMs: NOW_MS + 600_000,
    })
    expect(used({ username: String(NOW_S + 90), password: 'p', uris: 'turn:a.example' }).expiresAtMs).toBe(NOW_MS + 90_000)
  })

  test('Twilio: ttl is a text, url stands beside urls', () => {
    const server = { url: 'turn:global.turn.example:3478?transport=udp', urls: 'turn:global.turn.example:3478?transport=udp' }
    const set = used({
      username: 'u',
      password: 'p',
      ttl: '3600',
      date_created: 'today',
      ice_servers: [
        { url: 'stun:global.stun.example:3478', urls: 'stun:global.stun.example:3478' },
        { ...server, username: 'u', credential: 'p' },
        { ...server, username: 'u', credential: 'p' },
      ],
    })
    expect(set.servers.map(({ urls }) => urls)).toEqual([['stun:global.stun.example:3478'], [server.urls]])
    expect(set.expiresAtMs).toBe(NOW_MS + 3_600_000)
  })

  test('Xirsys: one object or a list, and its errors; how long is the policy’s to say', () => {
    const server = { username: 'u', urls: ['stun:ss.example', 'turns:ss.example:443?transport=tcp'], credential: 'c' }
    const one = used({ s: 'ok', v: { iceServers: server } }, { lifetimeS: 60 })
    expect(one).toEqual(used({ s: 'ok', v: { iceServers: [server] } }, { lifetimeS: 60 }))
    expect(one.expiresAtMs).toBe(NOW_MS + 60_000)
    expect(judged({ s: 'error', v: 'unauthorized' })).toBeNull()
  })

  test('Cloudflare: DNS’s port is dropped', () => {
    const urls = ['turn:turn.example:3478?transport=udp', 'turn:turn.example:53?transport=udp', 'turns:turn.example:443?transport=tcp']
    const body = { iceServers: [{ urls: ['stun:stun.example:3478'] }, { urls, username: 'u', credential: 'c' }] }
    expect(used(body, { lifetimeS: 600 }).servers[1]?.urls).toEqual([urls[0], urls[2]])
  })

  test('WHIP: Link headers, quotes and commas in them', () => {
    const header =
      '<https://a.example/x>; rel="next", <stun:stun.example>; rel="ice-server", ' +
      `<turn:turn.example?transport=udp>; rel="ice-server"; username="${NOW_S + 60}:a, \\"b\\""; credential="p;q"; credential-type="password", ` +
      '<turn:o.example>; rel=ice-server; username=u; credential=c; credential-type=oauth'
    const raw = readLinks(header)
    expect(raw.servers).toEqual([
      { urls: ['stun:stun.example'], username: undefined, credential: undefined },
      { urls: ['turn:turn.example?transport=udp'], username: `${NOW_S + 60}:a, "b"`, credential: 'p;q' },
    ])
    expect(normalise(raw, WISHES, NOW_MS)).toMatchObject({ kind: 'set', set: { expiresAtMs: NOW_MS + 60_000 } })
  })
}) // biome-ignore format: answers as they come

describe('a set is refused', () => {
  const turn = (url: string, more: object = password) => ({ iceServers: [{ urls: url, ...more }] })

  test('without any relay that can be used', () => {
    expect(why({ iceServers: [] })).toBe('empty')
    expect(why(turn('stun:a.example'))).toBe('empty')
    expect(why(turn('turn:a.example', {}))).toBe('empty')
    expect(why(turn('turn:a.example:99999'))).toBe('empty')
    expect(why(turn('turn:user@a.example'))).toBe('empty')
  })

  test('where nobody says when its secret ends, or that is more than a day away', () => {
    expect(why(turn('turn:a.example', { username: 'u', credential: 'for ever' }))).toBe('long-lived')
    expect(why({ ...turn('turn:a.example', { username: 'u', credential: 'c' }), ttl: 604_800 })).toBe(
      'long-lived',
    )
    expect(why(turn('turn:a.example', { username: `${NOW_S + 40 * 86_400}:u`, credential: 'c' }))).toBe(
      'long-lived',
    )
  })

  test('when it is over, or as good as', () => {
    expect(why({ ...turn('turn:a.example'), ttl: 10 })).toBe('expired')
    expect(why(turn('turn:a.example', { username: `${NOW_S - 1}:u`, credential: 'c' }))).toBe('expired')
  })

  test('without TLS on 443 where calls may take nothing else', () => {
    const wishes = { needsTls443: true }
    expect(why(turn('turns:a.example:5349'), wishes)).toBe('no-tls-443')
    expect(why(turn('turns:a.example'), wishes)).toBe('no-tls-443')
    expect(why(turn('turn:a.example:443?transport=tcp'), wishes)).toBe('no-tls-443')
    expect(used(turn('turns:a.example:443'), wishes).servers).toHaveLength(1)
  })

  test('at a private address that the policy does not speak of', () => {
    for (const host of [
      '10.0.0.1',
      '127.0.0.1',
      '192.168.1.1',
      '[::1]',
      'relay',
      'relay.local',
      '169.254.1.1',
    ])
      expect(why(turn(`turn:${host}:3478`))).toBe('private')
    expect(used(turn('turn:10.0.0.1'), { allowsPrivate: true }).servers).toHaveLength(1)
  })

  test('with more servers than a deployment has', () => {
    const iceServers = Array.from({ length: 9 }, (_, n) => ({ urls: `turn:r${n}.example`, ...password }))
    expect(why({ iceServers })).toBe('too-many')
    expect(used({ iceServers: iceServers.slice(1) }).servers).toHaveLength(8)
  })
})

describe('whatever is answered', () => {
  const often = <T>(likely: fc.Arbitrary<T>) => fc.oneof({ weight: 19, arbitrary: likely }, fc.anything())
  const url = fc.oneof(
    { weight: 1, arbitrary: fc.string() },
    {
      weight: 19,
      arbitrary: fc
        .tuple(
          fc.constantFrom('turn', 'turn', 'turns', 'TURN', 'stun', 'stuns', 'http'),
          fc.constantFrom('a.example', 'b.example', 'c.example', 'd.example', '10.0.0.1', '[::1]', ''),
          fc.constantFrom('', ':443', ':443', ':53', ':3478', ':0', ':99999'),
          fc.constantFrom('', '?transport=udp', '?transport=tcp', '?proto=tcp', '?x'),
        )
        .map(parts => parts.join('').replace(/^[A-Za-z]+/, scheme => `${scheme}:`)),
    },
  )
  const username = fc.oneof(
    fc.string(),
    fc.integer({ min: NOW_S - 100, max: NOW_S + 100_000 }).map(at => `${at}:u`),
  )
  const server = fc.record(
    {
      urls: often(fc.oneof(url, fc.array(url, { maxLength: 9 }))),
      username: often(username),
      credential: often(fc.string({ minLength: 1 })),
    },
    { requiredKeys: ['urls'] },
  )
  const ttl = often(fc.oneof(fc.integer({ max: 100_000 }), fc.nat({ max: 100_000 }).map(String)))
  const servers = fc.oneof(server, fc.array(server, { maxLength: 9 }))
  const body = fc.oneof(
    fc.anything(),
    servers,
    fc.record({ iceServers: servers, ttl }, { requiredKeys: ['iceServers'] }),
    fc.record({ ice_servers: servers, ttl }, { requiredKeys: ['ice_servers'] }),
    fc.record({ s: fc.constantFrom('ok', 'error'), v: fc.record({ iceServers: servers }) }),
    fc.record({ uris: fc.array(url), username, password: fc.string(), ttl }),
  )
  const wishes = fc.record({
    needsTls443: fc.boolean(),
    allowsPrivate: fc.boolean(),
    lifetimeS: fc.option(fc.integer({ min: 60, max: 86_400 })),
  })

  test('what comes out is what the wire allows, once each, good for a while and for a day at most', () => {
    let sets = 0
    fc.assert(
      fc.property(body, wishes, (answer, wished) => {
        const given = judged(answer, wished)
        if (given?.kind !== 'set') return
        sets += 1
        const { servers: out, expiresAtMs } = given.set
        expect(iceServersSchema.parse(given.set)).toEqual(given.set)
        const urls = out.flatMap(one => one.urls)
        expect(new Set(urls).size).toBe(urls.length)
        expect(urls.some(one => /:53(\?|$)/.test(one))).toBe(false)
        if (!wished.allowsPrivate) expect(urls.join()).not.toMatch(/10\.0\.0\.1|::1/)
        if (wished.needsTls443) expect(urls.join()).toMatch(/turns:[^,]*:443/)
        expect(expiresAtMs).toBeGreaterThanOrEqual(NOW_MS + 30_000 - 1)
        expect(expiresAtMs).toBeLessThanOrEqual(NOW_MS + 86_700_000)
        for (const { username } of out) {
          const [, at] = /^(\d{9,11})(?:\D|$)/.exec(username ?? '') ?? []
          if (at && out.every(one => one.urls.some(each => each.startsWith('turn'))))
            expect(expiresAtMs).toBeLessThanOrEqual(Number(at) * 1000)
        }
      }),
      { numRuns: 3_000 },
    )
    expect(sets).toBeGreaterThan(15)
  })

  test('no header is too strange to be read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[<>;,="\\ a-z:]*$/)), header => {
        expect(Array.isArray(readLinks(header).servers)).toBe(true)
      }),
    )
    const before = performance.now()
    readLinks(`<turn:a>${'; rel="'.repeat(20_000)}`)
    readLinks(`<a>${';a=\\"'.repeat(20_000)}`)
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})
