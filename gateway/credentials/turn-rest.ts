// Short-lived TURN credentials after draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` checks them.
// The secret comes in by value and never leaves; only the derived password does.
import { createHmac } from 'node:crypto'
import type { IceServer, IceServers } from '../../protocol/ice'

/** One address of a STUN or TURN server, and the region it stands in. */
export interface ServerUrl {
  /** `turn:`, `turns:`, `stun:` or `stuns:`. */
  readonly url: string
  readonly region: string | null
}

export interface TurnConfig {
  readonly urls: readonly ServerUrl[]
  /** Shared with the TURN servers of all regions; needed as soon as one address is a TURN one. */
  readonly secret: string | null
  readonly ttlSeconds: number
}

/** Between 30 and 60 min: long enough that few calls need fresh ones, short enough that a stolen one is soon worthless. */
export const TURN_TTL_SECONDS = 2700
export const NO_TURN: TurnConfig = { urls: [], secret: null, ttlSeconds: TURN_TTL_SECONDS }

/**
 * Username `<unix expiry>:<user>`, password base64(HMAC-SHA1(secret, username)) (draft-uberti section 2.2).
 * @param nowMs Unix milliseconds
 */
export function turnCredential(secret: string, user: string, ttlSeconds: number, nowMs: number) {
  const expiry = Math.floor(nowMs / 1000) + ttlSeconds
  const username = `${expiry}:${user}`
  const credential = createHmac('sha1', secret).update(username).digest('base64')
  return { username, credential, expiresAtMs: expiry * 1000 }
}

export const isTurn = (url: string): boolean => /^turns?:/.test(url)

/** What clients are given as one server: the addresses of one region and one kind, for STUN takes no credentials. */
export interface ServerGroup {
  readonly kind: 'stun' | 'turn'
  readonly region: string | null
  readonly urls: string[]
}

/** The groups, in the order in which they are first mentioned. */
export function groupServers(urls: readonly ServerUrl[]): readonly ServerGroup[] {
  const groups: ServerGroup[] = []
  for (const { url, region } of urls) {
    const kind = isTurn(url) ? 'turn' : 'stun'
    const group = groups.find(one => one.kind === kind && one.region === region)
    if (group) group.urls.push(url)
    else groups.push({ kind, region, urls: [url] })
  }
  return groups
}

/**
 * The servers for one `welcome`, made fresh. `user` ends up in the TURN server's log, so it names a session; it must be another
 * one each time, or old and new credentials cannot be told apart there.
 */
export function iceServersFor(config: TurnConfig, user: string, nowMs: number): IceServers {
  const { secret, ttlSeconds } = config
  const groups = groupServers(config.urls).filter(({ kind }) => kind === 'stun' || secret !== null)
  const needed = secret !== null && groups.some(({ kind }) => kind === 'turn')
  const issued = needed ? turnCredential(secret, user, ttlSeconds, nowMs) : null
  const servers = groups.map(({ kind, region, urls }): IceServer => {
    const credentials =
      kind === 'turn' && issued ? { username: issued.username, credential: issued.credential } : {}
    return { urls, ...credentials, ...(region === null ? {} : { region }) }
  })
  return { servers, expiresAtMs: issued?.expiresAtMs ?? null }
}
