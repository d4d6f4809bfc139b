// Whether a resolver answers: asked of real sockets on this computer, one that speaks DNS and one that never says a word.
import { createSocket, type Socket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { afterEach, expect, test } from 'vitest'
import { askResolver } from '../../../main/network/names'

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
})

/** A name server on loopback. `answer` makes the reply to a query, or none. */
async function serve(answer: (query: Buffer) => Buffer | null): Promise<Resolver> {
  const socket = createSocket('udp4')
  sockets.push(socket)
  socket.on('message', (query, { port, address }) => {
    const reply = answer(query)
    if (reply !== null) socket.send(reply, port, address)
  })
  await new Promise<void>(ready => socket.bind(0, '127.0.0.1', ready))
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return resolver
}

/** RFC 1035 section 4.1.1: the query as a response, with code 3: no such name. */
const noSuchName = (query: Buffer): Buffer => {
  const reply = Buffer.from(query)
  reply.writeUInt16BE(0x8183, 2)
  return reply
}

test('a resolver that knows no such name answers', async () => {
  expect(await askResolver('relay.example', await serve(noSuchName))).toBe('answers')
})

test('one that says nothing is silent', async () => {
  expect(await askResolver('relay.example', await serve(() => null))).toBe('silent')
})

test.each(['127.0.0.1', '[::1]', '192.0.2.7'])('of %s nobody is asked', async address => {
  let asked = 0
  const resolver = await serve(() => {
    asked += 1
    return null
  })
  expect(await askResolver(address, resolver)).toBe('answers')
  expect(asked).toBe(0)
})
