// Who may speak to this gateway: the access token, and for the embedded one the loopback guard. Pure over a request's headers.
import type { IncomingHttpHeaders } from 'node:http'
import { sameSecret } from '../secrets'

export interface AccessRules {
  /** `null`: anyone who reaches the port. */
  readonly token: string | null
  /** `local`: refuse web pages (any Origin) and DNS rebinding (any Host but our own address). */
  readonly guard: 'open' | 'local'
}

export type Access =
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly why: string }

/** Whether these headers open the door. `ownHost` is `address:port` as the guard wants to see it. */
export function judgeAccess(headers: IncomingHttpHeaders, rules: AccessRules, ownHost: string): Access {
  if (rules.guard === 'local') {
    if (headers.origin !== undefined) {
      return { kind: 'refused', status: 403, why: 'web pages may not use this gateway' }
    }
    if (headers.host !== ownHost)
      return { kind: 'refused', status: 403, why: 'this is not the host you named' }
  }
  return { kind: 'granted' }
}

/** Whether the Authorization header carries the token (RFC 6750 section 2.1). Health needs none, signaling does. */
export function judgeToken(headers: IncomingHttpHeaders, rules: AccessRules): Access {
  if (rules.token === null) return { kind: 'granted' }
  const given = /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  if (sameSecret(given, rules.token)) return { kind: 'granted' }
  return { kind: 'refused', status: 401, why: 'an access token is needed: Authorization: Bearer <token>' }
}
