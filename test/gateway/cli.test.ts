// The command line: every bad input is one clear sentence. And the embedded entry, driven as its parent drives it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readServeOptions, SERVE_DEFAULTS, type ServeOptions, UsageError } from '../../gateway/cli-options'
import { iceServersFor } from '../../gateway/credentials/turn-rest'
import { type EmbeddedReply, serveParent } from '../../gateway/embedded'
import { noLog } from '../../gateway/log'
import { iceServersSchema } from '../../protocol/ice'
import { HELLO, openSocket } from './signaling-client'

const folder = mkdtempSync(join(tmpdir(), 'gateway-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const read = (options: Partial<ServeOptions>) =>
  readServeOptions({ ...SERVE_DEFAULTS, turnUrl: [], agent: [], ...options }, '0', noLog)

describe('serve', () => {
  it('by default serves this computer only', () => {
    expect(read({})).toMatchObject({ host: '127.0.0.1', port: 8443, tls: null, reach: { kind: 'loopback' } })
  })

  it.each<[string, Partial<ServeOptions>, RegExp]>([
    ['a port that is none', { port: '80x' }, /--port must be a whole number from 0 to 65535, not "80x"/],
    [
      'a missing key',
      { tlsKey: '/no/key', tlsCert: '/no/cert' },
      /cannot read the TLS key \/no\/key: there is no such file/,
    ],
    ['a certificate alone', { tlsCert: '/no/cert' }, /--tls-cert needs --tls-key/],
    ['a key alone', { tlsKey: '/no/key' }, /--tls-key needs --tls-cert/],
    ['plain HTTP for others', { host: '0.0.0.0' }, /without --tls-key and --tls-cert/],
    ['a relay without secret', { turnUrl: ['turn:relay.test'] }, /needs --turn-secret-file/],
    ['a relay that is no address', { turnUrl: ['relay.test'] }, /--turn-url must look like/],
    [
      'a region that is no name',
      { turnUrl: ['EU=turn:relay.test'] },
      /a region of --turn-url is .* not "EU"/,
    ],
    ['a region without a name', { turnUrl: ['=turn:relay.test'] }, /a region of --turn-url is/],
    ['a region without an address', { turnUrl: ['eu='] }, /--turn-url must look like .* not "eu="/],
    [
      'more servers than clients take',
      { turnUrl: Array.from({ length: 9 }, (_, i) => `r${i}=stun:r${i}.test`) },
      /--turn-url names 9 servers .*, and clients take 8/,
    ],
    [
      'more addresses of a region than clients take',
      { turnUrl: Array.from({ length: 9 }, (_, i) => `eu=turn:${i}.test`) },
      /--turn-url names 9 TURN addresses of region eu, and clients take 8/,
    ],
    ['lines without number', { maxLines: 'many' }, /--max-lines must be a whole number from 0/],
    [
      'credentials that live too shortly',
      { turnTtl: '59' },
      /--turn-ttl must be a whole number from 60 to 86400/,
    ],
    ['a public name', { publicAddress: 'gateway.test' }, /must be an IP address/],
    ['keeping what is not recorded', { keepDays: '3' }, /--keep-days needs --recordings/],
    ['no calls at all', { maxCalls: '0' }, /--max-calls must be a whole number/],
  ])('refuses %s', (_what, options, sentence) => {
    expect(() => read(options)).toThrow(UsageError)
    expect(() => read(options)).toThrow(sentence)
  })

  it('refuses files that hold the wrong thing', () => {
    const empty = file('empty', '\n')
    expect(() => read({ tokenFile: empty })).toThrow(/token file .* is empty/)
    expect(() => read({ tlsKey: empty, tlsCert: empty })).toThrow(/are not a private key and its certificate/)
    expect(() => read({ recordings: join(empty, 'x') })).toThrow(/is not a folder/)
  })

  it('reads secrets from files, without the line end', () => {
    const secret = file('secret', 'north\n')
    const config = read({
      turnUrl: ['turn:relay.test'],
      turnSecretFile: secret,
      tokenFile: secret,
      agent: ['desk'],
    })
    const urls = [{ url: 'turn:relay.test', region: null }]
    expect(config.turn).toEqual({ urls, secret: 'north', ttlSeconds: 2700 })
    expect(config.access.token).toBe('north')
    expect(config.agents).toEqual(['test-agent', 'desk'])
  })
})

describe('the region of a server', () => {
  it('stands before an equals sign, and an equals sign of the address makes none', () => {
    const turnUrl = ['eu-west-1=turns:relay.test:443?transport=tcp', 'turn:relay.test?transport=tcp']
    const { turn } = read({ turnUrl, turnSecretFile: file('secret', 'north') })
    expect(turn.urls).toEqual([
      { region: 'eu-west-1', url: 'turns:relay.test:443?transport=tcp' },
      { region: null, url: 'turn:relay.test?transport=tcp' },
    ])
  })

  it('is in what a client is given, whose schema takes as many as may be named', () => {
    const turnUrl = ['r0', 'r1', 'r2', 'r3'].flatMap(region =>
      Array.from({ length: 8 }, (_, i) => [`${region}=turn:${i}.test`, `${region}=stun:${i}.test`]).flat(),
    )
    const { turn } = read({ turnUrl, turnSecretFile: file('secret', 'north') })
    const ice = iceServersSchema.parse(iceServersFor(turn, 'session-1', 0))
    expect(ice.servers.map(({ region, urls }) => [region, urls.length])).toEqual(
      ['r0', 'r0', 'r1', 'r1', 'r2', 'r2', 'r3', 'r3'].map(region => [region, 8]),
    )
  })
})

describe('the embedded gateway', () => {
  it('opens on order, serves whoever has the token, and stops', async () => {
    const token = 'a-token-for-this-start'
    let order = (_event: { data: unknown }): void => undefined
    const replies: EmbeddedReply[] = []
    const exited = new Promise<number>(resolve => {
      serveParent(
        {
          on: (_event, listener) => {
            order = listener
          },
          postMessage: reply => replies.push(reply),
        },
        resolve,
      )
    })
    order({ data: { type: 'dance' } })
    expect(replies).toMatchObject([{ type: 'failed' }])
    order({ data: { type: 'start', token } })
    await expect.poll(() => replies.length).toBe(2)
    const reply = replies[1]
    if (reply?.type !== 'listening') throw new Error('not listening')
    const url = `ws://127.0.0.1:${reply.port}/`
    await expect(openSocket(url)).rejects.toThrow('401')
    const client = await openSocket(url, { authorization: `Bearer ${token}` })
    client.send(HELLO)
    expect((await client.next('welcome')).ice).toEqual({ servers: [], expiresAtMs: null })
    order({ data: { type: 'stop' } })
    expect(await exited).toBe(0)
    await client.closed
  })
})
