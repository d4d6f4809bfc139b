// What is known of relays, from what they showed: how far they are, and whether a proxy stands before them.
import { expect, test } from 'vitest'
import { relayOf } from '../../renderer/health'
import { createRelayBook } from '../../renderer/store/relay-book'
import { DIRECT, TLS_RELAY } from '../fixtures/reports'

const NO_PROXY = { viaProxy: false, proxyMs: null }
const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))
const SERVER = `turns:${TLS_RELAY.server}:443?transport=tcp`

test.each([
  ['turns:eu.example:443?transport=tcp', { host: 'eu.example', protocol: 'tls' }],
  ['turn:eu.example:3478?transport=tcp', { host: 'eu.example', protocol: 'tcp' }],
  ['turn:eu.example:3478?transport=udp', { host: 'eu.example', protocol: 'udp' }],
  ['turn:eu.example', { host: 'eu.example', protocol: 'udp' }],
  ['turns:[2001:db8::1]:443', { host: '[2001:db8::1]', protocol: 'tls' }],
  ['stun:eu.example', null],
])('%s', (url, relay) => expect(relayOf(url)).toEqual(relay))

test('a relay is as far as its fastest allocation says, by the round trips of its protocol', () => {
  const book = createRelayBook({ wayToRelay: async () => NO_PROXY })
  expect(book.legsMs(TLS_RELAY)).toBeNull()
  for (const ms of [160, 96, 300]) book.showed({ server: SERVER, what: 'allocated', ms })
  expect(book.legsMs(TLS_RELAY)).toEqual([24])
  expect(book.legsMs({ ...TLS_RELAY, protocol: 'udp' })).toBeNull()
  expect(book.legsMs({ ...TLS_RELAY, viaProxy: true })).toBeNull()
  expect(book.legsMs(DIRECT)).toBeNull()
  book.forget()
  expect(book.legsMs(TLS_RELAY)).toBeNull()
})

test('main is asked once for each relay and network, and again where it could not say', async () => {
  const asked: string[] = []
  const answers = [
    () => Promise.reject(new Error('not now')),
    async () => ({ viaProxy: true, proxyMs: 4 }),
    async () => NO_PROXY,
  ]
  const book = createRelayBook({
    wayToRelay: ({ server }) => {
      asked.push(server)
      return (answers.shift() ?? (async () => NO_PROXY))()
    },
  })
  const show = async (server = SERVER): Promise<boolean | null> => {
    book.showed({ server, what: 'allocated', ms: 100 })
    await settled()
    return book.isProxied(TLS_RELAY.server ?? '')
  }
  expect([await show(), await show(), await show()]).toEqual([null, true, true])
  await show('turn:udp.example:3478?transport=udp')
  expect(asked).toEqual([SERVER, SERVER])
  book.forget()
  expect(book.isProxied(TLS_RELAY.server ?? '')).toBeNull()
  expect(await show()).toBe(false)
})

test('behind a proxy the way has two legs before the relay, once the proxy has been greeted', async () => {
  const path = { ...TLS_RELAY, viaProxy: true }
  const legs = async (proxyMs: number | null, ms: number) => {
    const book = createRelayBook({ wayToRelay: async () => ({ viaProxy: true, proxyMs }) })
    book.showed({ server: SERVER, what: 'allocated', ms })
    await settled()
    return book.legsMs(path)
  }
  // Four round trips through the proxy to a relay 20 ms behind it, and one to the proxy itself.
  expect(await legs(4, 100)).toEqual([4, 20])
  expect(await legs(null, 100)).toBeNull()
  // A proxy that greets slower than the relay answers through it was busy.
  expect(await legs(90, 100)).toBeNull()
})
