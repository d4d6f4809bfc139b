// The command line: every bad input is one clear sentence. And the embedded entry, driven as its parent drives it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readServeOptions, SERVE_DEFAULTS, type ServeOptions, UsageError } from '../../gateway/cli-options'
import { type EmbeddedReply, serveParent } from '../../gateway/embedded'
import { noLog } from '../../gateway/log'
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
    expect(config.turn).toEqual({ urls: ['turn:relay.test'], secret: 'north', ttlSeconds: 1800 })
    expect(config.access.token).toBe('north')
    expect(config.agents).toEqual(['test-agent', 'desk'])
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
