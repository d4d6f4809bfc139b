// What the proxy wrote of a call: whom it asked, whom it refused, what it opened. Reads squid's access log.
// Must not know what is expected.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const proxyLogOf = (folder: string): string => join(folder, 'squid-access.log')

export interface ProxyTale {
  /** Requests without credentials that were answered 407, by the host they were for. */
  readonly asked: Readonly<Record<string, number>>
  /** Connections that reached a verdict, by host: let through or not. */
  readonly connects: Readonly<Record<string, number>>
  /** Credentials that were answered 407: tries of a password. */
  readonly refused: number
  /** Right credentials with a nonce that had been used further meanwhile: Digest asks for the next (RFC 7616 section 3.3). */
  readonly stale: number
  /** The hosts to which tunnels were opened. */
  readonly tunnels: readonly string[]
}

/** Time, code/status, method, URL, user, and the challenge that was sent. */
export const PROXY_LOG_FORMAT = '%ts.%03tu %Ss/%03>Hs %rm %ru %[un "%{Proxy-Authenticate}<h"'

export function taleOf(log: string): ProxyTale {
  const asked: Record<string, number> = {}
  const connects: Record<string, number> = {}
  const tunnels: string[] = []
  let refused = 0
  let stale = 0
  for (const line of log.split('\n')) {
    const [, code = '', method, url = '', user = '-', ...challenge] = line.trim().split(/\s+/)
    if (method !== 'CONNECT') continue
    const host = url.replace(/:\d+$/, '')
    const status = code.split('/')[1]
    const counts = status === '407' && user === '-' ? asked : connects
    counts[host] = (counts[host] ?? 0) + 1
    if (status === '407' && user !== '-') {
      if (/\bstale=true\b/.test(challenge.join(' '))) stale += 1
      else refused += 1
    }
    if (status === '200') tunnels.push(host)
  }
  return { asked, connects, refused, stale, tunnels }
}

/** Null: the proxy was not used at all. */
export function readTale(folder: string): ProxyTale | null {
  try {
    return taleOf(readFileSync(proxyLogOf(folder), 'utf8'))
  } catch {
    return null
  }
}
