// Opens a plain TCP way to a host, straight or by CONNECT, and says how far it came. Node's sockets: Chromium tells of every
// refusal of a proxy by one and the same error, and here its own words are wanted. Carries no password.
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Hop } from './decision'
import { type Head, readHead } from './head'
import { codeOf, type Shut, shutBy } from './shut'

export type Tunnel =
  | { readonly kind: 'open'; readonly socket: Socket; readonly ms: number }
  /** `at`: whether the host itself or the proxy before it did not let us in. */
  | { readonly kind: 'shut'; readonly at: 'host' | 'proxy'; readonly how: Shut; readonly code: string }
  /** The proxy answered CONNECT with something else than 2xx. `schemes`: how it can be told who we are, in its order. */
  | { readonly kind: 'answered'; readonly status: number; readonly schemes: readonly string[] }
  /** There is nothing to say: SOCKS speaks no HTTP. */
  | { readonly kind: 'unknown' }

type Opening = { readonly socket: Socket } | { readonly how: Shut; readonly code: string }

function open({ kind, host, port }: Hop, boundMs: number): Promise<Opening> {
  return new Promise(resolve => {
    // A proxy's own certificate is none of a probe's business: nothing secret is said to it.
    const secure = kind === 'https'
    const socket = secure ? connectTls({ host, port, rejectUnauthorized: false }) : connect({ host, port })
    const shut = (how: Shut, code: string) => {
      clearTimeout(late)
      socket.destroy()
      resolve({ how, code })
    }
    const late = setTimeout(() => shut('silent', `no answer in ${boundMs} ms`), boundMs)
    socket.once('error', error => shut(shutBy(codeOf(error)), codeOf(error)))
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(late)
      socket.removeAllListeners('error')
      socket.on('error', () => socket.destroy())
      resolve({ socket })
    })
  })
}

/** RFC 9110 section 11.7.1: each header names a scheme first. */
export const schemesOf = (head: Head): string[] =>
  head.all('proxy-authenticate').map(value => (value.split(/\s/, 1)[0] ?? '').toLowerCase())

async function ask(socket: Socket, host: string, port: number, boundMs: number): Promise<Head | Shut> {
  const name = host.includes(':') ? `[${host}]` : host
  socket.write(`CONNECT ${name}:${port} HTTP/1.1\r\nHost: ${name}:${port}\r\n\r\n`)
  return readHead(socket, boundMs)
}

/** Opens the way. Never rejects; an `open` socket is the caller's to destroy. */
export async function openTunnel(
  host: string,
  port: number,
  hop: Hop | null,
  boundMs: number,
): Promise<Tunnel> {
  if (hop?.kind === 'socks') return { kind: 'unknown' }
  const sinceMs = performance.now()
  const opening = await open(hop ?? { kind: 'http', host, port }, boundMs)
  if ('how' in opening) return { kind: 'shut', at: hop === null ? 'host' : 'proxy', ...opening }
  const { socket } = opening
  const ms = () => performance.now() - sinceMs
  if (hop === null) return { kind: 'open', socket, ms: ms() }
  const head = await ask(socket, host, port, Math.max(1, boundMs - ms()))
  if (typeof head !== 'string' && head.status >= 200 && head.status < 300)
    return { kind: 'open', socket, ms: ms() }
  socket.destroy()
  if (typeof head === 'string') return { kind: 'shut', at: 'proxy', how: head, code: `CONNECT: ${head}` }
  return { kind: 'answered', status: head.status, schemes: schemesOf(head) }
}
