// The distance of a server by its handshake, on real sockets.
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { handshakeMs } from '../../../main/network/handshake'
import { freePort } from '../../e2e/app'

const BOUND_MS = 2_000

test('a server that listens is as far as its handshake; one that refuses is nowhere', async () => {
  const heard: string[] = []
  const server = createServer(socket => {
    socket.on('data', data => heard.push(String(data)))
    socket.on('error', () => undefined)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const ms = await handshakeMs({ host: 'localhost', port }, BOUND_MS)
  expect(ms).not.toBeNull()
  expect(ms).toBeLessThan(BOUND_MS)
  server.close()
  expect(heard).toEqual([])
  expect(await handshakeMs({ host: '127.0.0.1', port: await freePort() }, BOUND_MS)).toBeNull()
})
