// Real servers for probes: every way in which a host, a proxy or a box between may answer or not. All on loopback, cleared up after each test.
import { createSocket } from 'node:dgram'
import { connect, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { afterEach } from 'vitest'
import type { Hop } from '../../../../main/network/probes/decision'
import type { Pair } from './certificates'

const house: (() => unknown)[] = []
afterEach(async () => {
  for (const clear of house.splice(0).toReversed()) await clear()
})

function keep(server: { close(done: () => void): unknown }, sockets: Set<Socket>): void {
  house.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>(done => server.close(done))
  })
}

/** A TCP server that does as it is told with each connection. */
export function tcp(take: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    take(socket)
  })
  keep(server, sockets)
  return new Promise(ready =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      ready(typeof address === 'object' && address !== null ? address.port : 0)
    }),
  )
}

export const cutAtFirstByte = () => tcp(socket => socket.once('data', () => socket.resetAndDestroy()))
export const closeAtFirstByte = () => tcp(socket => socket.once('data', () => socket.end()))
export const keepSilent = () => tcp(() => undefined)
/** Says one text to whoever says anything. */
export const answerWith = (text: string) => tcp(socket => socket.once('data', () => socket.end(text)))
/** A port where nobody listens. */
export async function nobody(): Promise<number> {
  const server = createServer()
  const port = await new Promise<number>(ready =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      ready(typeof address === 'object' && address !== null ? address.port : 0)
    }),
  )
  await new Promise<void>(done => server.close(() => done()))
  return port
}

export function tls(pair: Pair, take: (socket: TLSSocket) => void = () => undefined): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createTlsServer({ ...pair, ALPNProtocols: ['http/1.1'] }, socket => {
    socket.on('error', () => undefined)
    take(socket)
  })
  server.on('connection', socket => sockets.add(socket))
  keep(server, sockets)
  return new Promise(ready =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      ready(typeof address === 'object' && address !== null ? address.port : 0)
    }),
  )
}

export const http = (status: string, headers: string, body = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`

/** A CONNECT proxy that lets through what `allow` allows and answers the rest with `refuse`. */
export async function proxy(
  allow: (target: string) => boolean,
  refuse = http('403 Forbidden', ''),
): Promise<Hop> {
  const port = await tcp(socket =>
    socket.once('data', request => {
      const target = /^CONNECT (\S+) HTTP/.exec(request.toString('latin1'))?.[1] ?? ''
      if (!allow(target)) return socket.end(refuse)
      const upstream = connect({ host: '127.0.0.1', port: Number(target.split(':').at(-1)) })
      upstream.on('error', () => socket.destroy())
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(upstream).pipe(socket)
      return undefined
    }),
  )
  return { kind: 'http', host: '127.0.0.1', port }
}

/** A STUN server (RFC 8489) that claims to see everybody at this address and port. Silent without one. */
export function stun(seen: { readonly address: string; readonly port: number } | null): Promise<number> {
  const socket = createSocket('udp4')
  socket.on('message', (message, { address, port }) => {
    if (seen === null) return
    const answer = Buffer.alloc(32)
    answer.writeUInt16BE(0x0101, 0)
    answer.writeUInt16BE(12, 2)
    message.copy(answer, 4, 4, 20)
    answer.writeUInt16BE(0x0020, 20)
    answer.writeUInt16BE(8, 22)
    answer[25] = 1
    answer.writeUInt16BE(seen.port ^ 0x2112, 26)
    seen.address.split('.').forEach((part, index) => {
      answer[28 + index] = Number(part) ^ (answer[4 + index] ?? 0)
    })
    socket.send(answer, port, address)
  })
  house.push(() => new Promise<void>(done => socket.close(() => done())))
  return new Promise(ready => socket.bind(0, '127.0.0.1', () => ready(socket.address().port)))
}
