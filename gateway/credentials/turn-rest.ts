// Short-lived TURN credentials after draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` checks them.
// The secret comes in by value and never leaves; only the derived password does.
import { createHmac } from 'node:crypto'
import type { IceServer, IceServers } from '../../protocol/ice'

export interface TurnConfig {
  /** `turn:`, `turns:`, `stun:` or `stuns:` addresses. */
  readonly urls: readonly string[]
  /** Shared with the TURN server; needed as soon as one address is a TURN one. */
  readonly secret: string | null
  readonly ttlSeconds: number
}

export const TURN_TTL_SECONDS = 1800
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

/** The servers for one `welcome`, made fresh; `user` ends up in the TURN server's log, so it names a session. */
export function iceServersFor(config: TurnConfig, user: string, nowMs: number): IceServers {
  const isTurn = (url: string) => /^turns?:/.test(url)
  const stun = config.urls.filter(url => !isTurn(url))
  const turn = config.urls.filter(isTurn)
  const stunServers: IceServer[] = stun.length > 0 ? [{ urls: stun }] : []
  if (turn.length === 0 || config.secret === null) return { servers: stunServers, expiresAtMs: null }
  const { username, credential, expiresAtMs } = turnCredential(config.secret, user, config.ttlSeconds, nowMs)
  return { servers: [...stunServers, { urls: turn, username, credential }], expiresAtMs }
}
