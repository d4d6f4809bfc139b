// From what a provider wrote to what a call may use, or the reason why it may not. Pure: the clock and the policy's wishes come in.
import { type IceServer, type IceServers, SERVERS_MAX } from '../../protocol/ice'
import { nearness } from '../signaling/near'
import type { RawServer, RawSet } from './shapes'

export interface Wishes {
  /** Whether calls may take nothing but a relay over TLS: without one on port 443 the set is of no use. */
  readonly needsTls443: boolean
  /** Whether relays inside the organisation's network are meant. */
  readonly allowsPrivate: boolean
  /** How long credentials live whose answer does not say, in seconds. */
  readonly lifetimeS: number | null
}

/**
 * `empty`: no relay in it. `too-many`: more servers than any deployment has. `long-lived`: credentials that do not expire within
 * a day, or nobody says when; those are a secret to be stolen. `expired`: they open nothing any more, or not for long enough.
 */
export type Refusal = 'empty' | 'too-many' | 'long-lived' | 'expired' | 'private' | 'no-tls-443'
export type Judged =
  | { readonly kind: 'set'; readonly set: IceServers & { readonly expiresAtMs: number } }
  | { readonly kind: 'refused'; readonly why: Refusal }

/** Twilio gives a day unless asked for less. */
const LIFE_MAX_S = 86_400
/** Clocks differ. */
const SKEW_S = 300
/** What lives shorter is over before a call has used it. */
const LIFE_MIN_S = 30

interface Address {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly over: 'udp' | 'tcp' | 'tls' | 'stun'
}

const ADDRESS = /^(stuns?|turns?):(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?(?:\?(?:transport|proto)=(udp|tcp))?$/i // biome-ignore format: one pattern
const ORDER = ['stun', 'udp', 'tcp', 'tls'] as const

/** RFC 7064 and 7065, with `?proto=` of older samples; null: nothing that Chromium would take. */
function readAddress(text: string): Address | null {
  const [, scheme = '', host = '', given, transport = ''] = ADDRESS.exec(text.trim()) ?? []
  if (host === '') return null
  const kind = scheme.toLowerCase()
  const port = given === undefined ? (kind.endsWith('s') ? 5349 : 3478) : Number(given)
  // Browsers do not connect to DNS's port, and wait for it instead.
  if (port === 53 || port < 1 || port > 65_535) return null
  const isStun = kind.startsWith('stun')
  const over = isStun ? 'stun' : kind === 'turns' ? 'tls' : transport.toLowerCase() === 'tcp' ? 'tcp' : 'udp'
  // TURN over DTLS is none of Chromium's ways.
  if (kind === 'turns' && transport.toLowerCase() === 'udp') return null
  const tail = isStun ? '' : `?transport=${over === 'udp' ? 'udp' : 'tcp'}`
  return { url: `${kind}:${host.toLowerCase()}:${port}${tail}`, host: host.toLowerCase(), port, over }
}

/** The Unix second at the head of a user name (draft-uberti-behave-turn-rest section 2.2); a bare one is allowed. */
const expiryOf = ({ username }: RawServer): number => {
  const [, second] = /^(\d{9,11})(?:\D|$)/.exec(username ?? '') ?? []
  return second === undefined ? Number.POSITIVE_INFINITY : Number(second)
}

interface Read {
  readonly raw: RawServer
  readonly addresses: readonly Address[]
}

/** Each address once in the whole set, relays only with credentials, by UDP, TCP and TLS. */
function readServers(servers: readonly RawServer[]): readonly Read[] {
  const seen = new Set<string>()
  return servers
    .map(raw => {
      const usable = raw.urls.flatMap(text => {
        const address = readAddress(text)
        const isOpen = address?.over === 'stun' || Boolean(raw.username && raw.credential)
        if (address === null || !isOpen || seen.has(address.url)) return []
        seen.add(address.url)
        return [address]
      })
      return { raw, addresses: usable.sort((a, b) => ORDER.indexOf(a.over) - ORDER.indexOf(b.over)) }
    })
    .filter(({ addresses }) => addresses.length > 0)
}

const serverOf = ({ raw, addresses }: Read): IceServer => {
  const urls = addresses.map(({ url }) => url)
  const { username, credential } = raw
  return username === undefined || credential === undefined ? { urls } : { urls, username, credential }
}

/**
 * What a call may use of a set.
 * @param nowMs Unix milliseconds
 */
export function normalise({ servers, ttlS }: RawSet, wishes: Wishes, nowMs: number): Judged {
  const refused = (why: Refusal): Judged => ({ kind: 'refused', why })
  const read = readServers(servers)
  const all = read.flatMap(({ addresses }) => addresses)
  const relays = read.filter(({ addresses }) => addresses.some(({ over }) => over !== 'stun'))
  if (relays.length === 0) return refused('empty')
  if (read.length > SERVERS_MAX || read.some(({ addresses }) => addresses.length > SERVERS_MAX))
    return refused('too-many')
  if (!wishes.allowsPrivate && all.some(({ host }) => nearness(`https://${host}`) === 'near'))
    return refused('private')
  if (wishes.needsTls443 && !all.some(({ over, port }) => over === 'tls' && port === 443))
    return refused('no-tls-443')
  const nowS = nowMs / 1000
  const told = Math.min(
    ttlS === null ? Number.POSITIVE_INFINITY : nowS + ttlS,
    ...relays.map(({ raw }) => expiryOf(raw)),
  )
  const expiresS =
    told === Number.POSITIVE_INFINITY && wishes.lifetimeS !== null ? nowS + wishes.lifetimeS : told
  if (expiresS > nowS + LIFE_MAX_S + SKEW_S) return refused('long-lived')
  if (expiresS < nowS + LIFE_MIN_S) return refused('expired')
  return { kind: 'set', set: { servers: read.map(serverOf), expiresAtMs: Math.floor(expiresS * 1000) } }
}
