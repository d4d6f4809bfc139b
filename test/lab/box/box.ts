// The box on the company's firewall: whatever is led into it is cut, opened, stripped or held for a sign-in page.
// A process of its own. Run: box.ts '{"mode", "pair", "places"}'. Must not know which cause wants what.
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer, request } from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { connect, createServer as createTlsServer } from 'node:tls'
import type { BoxOrder, BoxPlace } from './order'

const { mode, pair, places, webPort } = JSON.parse(process.argv[2] ?? '{}') as BoxOrder
const tls = () => ({ key: readFileSync(pair?.keyFile ?? ''), cert: readFileSync(pair?.certFile ?? '') })

/** Reads the ClientHello, and resets: the name in it was enough. */
const cut = () => createTcpServer(socket => socket.once('data', () => socket.resetAndDestroy()))

/** Opens the line, reads along and passes on; HTTP/2 is not spoken, as most boxes do not. */
const inspect = ({ host, address }: BoxPlace) =>
  createTlsServer({ ...tls(), ALPNProtocols: ['http/1.1'] }, socket => {
    const onward = { host: address, port: 443, servername: host, rejectUnauthorized: false }
    const far = connect({ ...onward, ALPNProtocols: ['http/1.1'] })
    const end = () => {
      socket.destroy()
      far.destroy()
    }
    for (const one of [socket, far]) one.on('error', end).on('close', end)
    socket.pipe(far).pipe(socket)
  })

/** What belongs to one connection and not to the message (RFC 9110 section 7.6.1): where upgrades die. */
const HOP_BY_HOP = ['connection', 'upgrade', 'keep-alive', 'transfer-encoding']

/** A reverse proxy that knows requests and answers only. `whole`: an answer is passed on when it has ended. */
function reverse({ host, address }: BoxPlace, answers: 'as they come' | 'whole') {
  const pass = (asked: IncomingMessage, response: ServerResponse) => {
    const headers = Object.fromEntries(
      Object.entries(asked.headers).filter(([name]) => !HOP_BY_HOP.includes(name)),
    )
    const onward = { host: address, port: 443, servername: host, rejectUnauthorized: false, headers }
    const far = request({ ...onward, method: asked.method, path: asked.url }, answer => {
      const head = Object.fromEntries(
        Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.includes(name)),
      )
      const chunks: Buffer[] = []
      const begin = () => response.writeHead(answer.statusCode ?? 502, head)
      if (answers === 'as they come') begin().flushHeaders()
      answer.on('data', chunk => (answers === 'as they come' ? response.write(chunk) : chunks.push(chunk)))
      answer.on('end', () => {
        if (answers === 'whole') begin()
        response.end(Buffer.concat(chunks))
      })
    })
    far.on('error', () => response.destroy())
    response.on('close', () => far.destroy())
    asked.pipe(far)
  }
  return createHttpsServer(tls(), pass)
}

const SIGN_IN = 'http://guests.hotel.test/sign-in'
const ask = (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(302, { location: SIGN_IN, 'content-type': 'text/html' }).end('<form>Sign in</form>')

const turnAway = (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(503, { 'retry-after': '30' }).end()

function serverOf(place: BoxPlace) {
  if (mode === 'cut') return cut()
  if (mode === 'inspect') return inspect(place)
  if (mode === 'portal') return createHttpsServer(tls(), ask)
  if (mode === 'busy') return createHttpsServer(tls(), turnAway)
  return reverse(place, mode === 'strip' ? 'as they come' : 'whole')
}

const listen = (server: ReturnType<typeof serverOf> | ReturnType<typeof createHttpServer>, port: number) => {
  server.on('connection', (socket: Socket) => socket.on('error', () => socket.destroy()))
  return new Promise<void>(resolve => server.listen(port, '0.0.0.0', resolve))
}

await Promise.all([
  ...places.map(place => listen(serverOf(place), place.port)),
  ...(mode === 'portal' ? [listen(createHttpServer(ask), webPort)] : []),
])
console.log('the box is listening')
