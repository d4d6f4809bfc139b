// The probes' parsers, on what strangers send: they name what they know and never throw.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Asked, troubleOf } from '../../../../main/network/probes/asked'
import { createBook } from '../../../../main/network/probes/book'
import { isClockOff, skewOf, skewText } from '../../../../main/network/probes/clock'
import { decide, parseDecision } from '../../../../main/network/probes/decision'
import { parseHead } from '../../../../main/network/probes/head'
import { askStun, mappingOf } from '../../../../main/network/probes/nat'
import { judgePortal } from '../../../../main/network/probes/portal'
import { readBinding, writeBinding } from '../../../../main/network/probes/stun'
import { judgeUpgrade } from '../../../../main/network/probes/websocket'
import { stun } from './servers'

describe('a proxy decision', () => {
  it('is read by its first entry', () => {
    expect(parseDecision('DIRECT')).toEqual({ kind: 'direct', text: 'DIRECT' })
    expect(parseDecision('PROXY proxy.example:8080;DIRECT')).toMatchObject({
      hop: { kind: 'http', host: 'proxy.example', port: 8080 },
    })
    expect(parseDecision('HTTPS [2001:db8::1]:443')).toMatchObject({
      hop: { host: '2001:db8::1', port: 443 },
    })
    expect(parseDecision('SOCKS5 10.0.0.1')).toMatchObject({ hop: { kind: 'socks', port: 1080 } })
  })

  it('is broken when Chromium has none, as with a PAC file that throws, and silent when none comes', async () => {
    expect(parseDecision('')).toEqual({ kind: 'broken' })
    expect(await decide(async () => '', 'wss://a.example/', 50)).toEqual({ kind: 'broken' })
    expect(await decide(() => new Promise(() => {}), 'wss://a.example/', 20)).toMatchObject({
      kind: 'silent',
    })
    expect(await decide(async url => `PROXY ${new URL(url).protocol}1`, 'wss://a/', 50)).toMatchObject({
      kind: 'proxy',
    })
  })
})

describe('STUN', () => {
  const transaction = Buffer.from('000102030405060708090a0b', 'hex')

  it('reads the answer of RFC 5769 section 2.2', () => {
    const own = Buffer.from('b7e7a701bc34d686fa87dfae', 'hex')
    const sample = Buffer.from(
      '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
      'hex',
    )
    expect(readBinding(sample, own)).toBe('192.0.2.1:32853')
    expect(readBinding(sample, transaction)).toBeNull()
  })

  it('reads IPv6 (section 2.3)', () => {
    const own = Buffer.from('b7e7a701bc34d686fa87dfae', 'hex')
    const sample = Buffer.from(
      '010100182112a442b7e7a701bc34d686fa87dfae002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9',
      'hex',
    )
    expect(readBinding(sample, own)).toBe('[2001:db8:1234:5678:11:2233:4455:6677]:32853')
  })

  it('never throws, and takes nobody else’s answer', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const answer = Buffer.concat([writeBinding(transaction), bytes])
        answer.writeUInt16BE(0x0101, 0)
        readBinding(answer, transaction)
        expect(readBinding(Buffer.from(bytes), transaction)).toBeNull()
      }),
    ))

  it('over real sockets: two servers that see the same mapping, two that do not, and one that is silent', async () => {
    const seen = { address: '198.51.100.7', port: 4242 }
    const ask = async (ports: readonly number[]) =>
      askStun(ports.map(port => ({ host: '127.0.0.1', port })), async () => null, 500) // biome-ignore format: one call
    const steady = await ask([await stun(seen), await stun(seen)])
    expect(steady.every(({ ms }) => ms !== null)).toBe(true)
    expect(mappingOf(steady)).toBe('steady')
    expect(mappingOf(await ask([await stun(seen), await stun({ ...seen, port: 4243 })]))).toBe('symmetric')
    const half = await ask([await stun(seen), await stun(null)])
    expect(half.map(({ ms }) => ms !== null)).toEqual([true, false])
    expect(mappingOf(half)).toBeNull()
  })
})

it('the clock is off by the Date of a server, by more than five minutes', () => {
  const now = Date.parse('2026-11-24T10:00:00Z')
  const skew = skewOf('Tue, 24 Nov 2026 08:00:00 GMT', now)
  expect(skew).toBe(2 * 3_600_000)
  expect([isClockOff(skew), isClockOff(4 * 60_000), isClockOff(skewOf('nonsense', now))]).toEqual([
    true,
    false,
    false,
  ])
  expect([skewText(skew ?? 0), skewText(-26 * 3_600_000)]).toEqual(['2 h 0 min ahead', '1 d 2 h behind'])
})

it('errors of Chromium have one meaning each', () => {
  const trouble = (code: string) => troubleOf({ kind: 'failed', code, ms: 1 } satisfies Asked)
  expect(
    [
      'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'ERR_PROXY_CONNECTION_FAILED', 'ERR_TUNNEL_CONNECTION_FAILED',
      'ERR_NAME_NOT_RESOLVED', 'ERR_CERT_DATE_INVALID', 'ERR_CERT_COMMON_NAME_INVALID', 'ERR_CERT_AUTHORITY_INVALID',
      'ERR_CONNECTION_RESET', 'ERR_SSL_PROTOCOL_ERROR', 'ERR_CONNECTION_REFUSED', 'ERR_EMPTY_RESPONSE',
      'ERR_CONNECTION_TIMED_OUT', 'ERR_FAILED',
    ].map(trouble),
  ).toEqual([
    'script broken', 'proxy unreachable', 'proxy refuses', 'unresolved', 'expired', 'wrong host', 'untrusted', 'reset', 'reset',
    'refused', 'no http', 'silent', 'other',
  ]) // biome-ignore format: two lists
})

it('hostile heads are read or not, and never throw', () =>
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 0, max: 999 }), (text, status) => {
      const head = parseHead(`HTTP/1.1 ${status} x\r\n${text}`) ?? parseHead(text)
      if (head === null) return
      judgePortal('gateway.example', head)
      judgeUpgrade(head)
    }),
  ))

it('the book holds the last word about each host, and no more hosts than it should', () => {
  const book = createBook()
  const issuer = { commonName: 'Root', organizations: ['Zscaler Inc.'] }
  const said = (hostname: string, verificationResult: string, isIssuedByKnownRoot: boolean) =>
    book.note({
      hostname,
      certificate: { fingerprint: `sha256/${Buffer.from('ab', 'hex').toString('base64')}`, issuer },
      isIssuedByKnownRoot,
      verificationResult,
    })
  said('a.example', 'net::ERR_CERT_AUTHORITY_INVALID', false)
  said('a.example', 'net::OK', false)
  expect(book.of('a.example')).toEqual({
    result: 'trusted',
    root: 'of this computer',
    signers: ['Zscaler Inc.', 'Root'],
    fingerprint: 'ab',
  })
  for (let n = 0; n < 64; n += 1) said(`${n}.example`, 'net::OK', true)
  expect(book.of('a.example')).toBeNull()
  book.forget()
  expect(book.of('1.example')).toBeNull()
})
