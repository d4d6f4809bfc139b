// Whether UDP leads out and back, and how this network's NAT maps it: one socket asks several STUN servers.
// A TURN server answers Binding without a password (RFC 8656 section 3), so relays serve too.
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { isIP } from 'node:net'
import { readBinding, writeBinding } from './stun'

export interface StunServer {
  readonly host: string
  readonly port: number
}
export interface StunSeen extends StunServer {
  /** Null: no answer, or no address for its name. */
  readonly ms: number | null
  /** Where it sees us. For comparison only: an address of ours goes into no report. */
  readonly mapped: string | null
}

/** One packet may be lost; RFC 8489 section 6.2.1 doubles from 500 ms, and a probe has no time for that. */
const SEND_AT_MS = [0, 150, 400, 900]

/** Asks all servers from one socket, within a bound. Never rejects. */
export async function askStun(
  servers: readonly StunServer[],
  resolve: (host: string) => Promise<string | null>,
  boundMs: number,
): Promise<readonly StunSeen[]> {
  const addresses = await Promise.all(
    servers.map(({ host }) => (isIP(host) === 0 ? resolve(host).catch(() => null) : host)),
  )
  const families = new Set(addresses.flatMap(address => (address === null ? [] : [isIP(address)])))
  const seen = await Promise.all(
    [...families].map(family =>
      askFamily(
        servers.flatMap((server, index) => {
          const address = addresses[index]
          return address && isIP(address) === family ? [{ ...server, address }] : []
        }),
        family === 6 ? 'udp6' : 'udp4',
        boundMs,
      ),
    ),
  )
  const found = seen.flat()
  return servers.map(
    server =>
      found.find(({ host, port }) => host === server.host && port === server.port) ?? {
        ...server,
        ms: null,
        mapped: null,
      },
  )
}

type Addressed = StunServer & { readonly address: string }

function askFamily(
  servers: readonly Addressed[],
  type: 'udp4' | 'udp6',
  boundMs: number,
): Promise<StunSeen[]> {
  return new Promise(settle => {
    const socket = createSocket(type)
    const asked = servers.map(({ address, host, port }) => ({
      address,
      host,
      port,
      transaction: randomBytes(12),
    }))
    const answers = new Map<(typeof asked)[number], StunSeen>()
    const sinceMs = performance.now()
    const send = () => {
      for (const one of asked)
        if (!answers.has(one))
          socket.send(writeBinding(one.transaction), one.port, one.address, () => undefined)
    }
    const timers = SEND_AT_MS.filter(ms => ms < boundMs).map(ms => setTimeout(send, ms))
    const done = () => {
      for (const timer of [...timers, late]) clearTimeout(timer)
      socket.close()
      settle(asked.map(one => answers.get(one) ?? { host: one.host, port: one.port, ms: null, mapped: null }))
    }
    const late = setTimeout(done, boundMs)
    socket.on('error', () => undefined)
    socket.on('message', message => {
      const one = asked.find(({ transaction }) => readBinding(message, transaction) !== null)
      if (one === undefined || answers.has(one)) return
      const mapped = readBinding(message, one.transaction)
      answers.set(one, { host: one.host, port: one.port, ms: performance.now() - sinceMs, mapped })
      if (answers.size === asked.length) done()
    })
  })
}

/**
 * Address and port the same for every server: another peer can find us (RFC 4787, endpoint-independent). Different: symmetric,
 * and a direct path needs a far end that everybody can reach. Null: fewer than two answers.
 */
export function mappingOf(seen: readonly StunSeen[]): 'steady' | 'symmetric' | null {
  const mapped = seen.flatMap(({ mapped }) => (mapped === null ? [] : [mapped]))
  if (mapped.length < 2) return null
  return new Set(mapped).size === 1 ? 'steady' : 'symmetric'
}
