// What one request over Chromium's own stack showed: the shape, and what its errors mean. Pure.
// Must not know who asked, nor which session.

/** Never a body: its start only, to tell a gateway from a page. */
export type Asked =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>
      readonly start: string
      readonly ms: number
    }
  | { readonly kind: 'redirected'; readonly to: string; readonly ms: number }
  /** Somebody asks who we are. `tries`: answers that were refused. */
  | {
      readonly kind: 'login'
      readonly isProxy: boolean
      readonly scheme: string
      readonly tries: number
      readonly ms: number
    }
  /** `code`: Chromium's, without `net::`. */
  | { readonly kind: 'failed'; readonly code: string; readonly ms: number }
  | { readonly kind: 'silent'; readonly ms: number }

/** Asks a URL, within a bound. Never rejects. */
export type Ask = (url: string, boundMs: number) => Promise<Asked>

/** What stands behind an error of Chromium's stack (net/base/net_error_list.h). */
export type Trouble =
  | 'script broken'
  | 'proxy unreachable'
  | 'proxy refuses'
  | 'unresolved'
  | 'expired'
  | 'wrong host'
  | 'untrusted'
  | 'reset'
  | 'refused'
  /** TLS came about, and then no HTTP: a relay that speaks none, or a proxy's box behind it. */
  | 'no http'
  | 'silent'
  | 'other'

const TROUBLES: readonly (readonly [RegExp, Trouble])[] = [
  [/^ERR_(MANDATORY_PROXY_CONFIGURATION|PAC_)\w*/, 'script broken'],
  [/^ERR_(PROXY_CONNECTION_FAILED|SOCKS_\w+|PROXY_CERTIFICATE_INVALID)$/, 'proxy unreachable'],
  [/^ERR_TUNNEL_CONNECTION_FAILED$/, 'proxy refuses'],
  [/^ERR_(NAME_|DNS_|ICANN_NAME_)\w+$/, 'unresolved'],
  [/^ERR_CERT_(DATE_INVALID|VALIDITY_TOO_LONG)$/, 'expired'],
  [/^ERR_CERT_COMMON_NAME_INVALID$/, 'wrong host'],
  [/^ERR_(CERT_\w+|CERTIFICATE_\w+|SSL_PINNED\w*)$/, 'untrusted'],
  [/^ERR_(CONNECTION_(RESET|CLOSED|ABORTED)|SSL_\w+)$/, 'reset'],
  [/^ERR_(CONNECTION_REFUSED|ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|NETWORK_\w+)$/, 'refused'],
  [/^ERR_(EMPTY_RESPONSE|INVALID_HTTP_RESPONSE|HTTP2_\w+|RESPONSE_\w+)$/, 'no http'],
  [/^ERR_(CONNECTION_)?TIMED_OUT$/, 'silent'],
]

/** Names the trouble of a request that brought no answer; null where it brought one, or somebody asked for a password. */
export function troubleOf(asked: Asked): Trouble | null {
  if (asked.kind === 'silent') return 'silent'
  if (asked.kind !== 'failed') return null
  return TROUBLES.find(([pattern]) => pattern.test(asked.code))?.[1] ?? 'other'
}

/** One line for IT. */
export function askedText(asked: Asked): string {
  switch (asked.kind) {
    case 'answered':
      return `HTTP ${asked.status}`
    case 'redirected':
      return `redirected to ${asked.to.slice(0, 100)}`
    case 'login':
      return `${asked.isProxy ? 'HTTP 407' : 'HTTP 401'} ${asked.scheme}, ${asked.tries} refused`
    case 'failed':
      return asked.code
    case 'silent':
      return `no answer in ${Math.round(asked.ms)} ms`
  }
}
