// Names what went wrong on the way to a gateway: errno, Chromium net error or HTTP status to the failure catalogue.
// Pure. Must not know which transport met the trouble.
import type { FailureName } from '../../protocol/catalogue'
import type { Failure } from '../../protocol/failure'
import { type Headers, statedMs } from './retry-after'

const DETAIL_MAX = 300
/** How deep an error's `cause` chain is followed; `fetch` wraps the errno once or twice. */
const CAUSES_MAX = 4

export const failure = (name: FailureName, detail: string): Failure => ({
  name,
  detail: detail.slice(0, DETAIL_MAX),
})

/** The first rule that matches a code decides. Node errno and OpenSSL codes, `ws` codes, Chromium codes without `net::`. */
const RULES: readonly (readonly [RegExp, FailureName])[] = [
  [/^ERR_PROXY_AUTH_\w+$/, 'proxy_authentication'],
  [/^(ENOTFOUND|EAI_\w+|ERR_(NAME_|DNS_|ICANN_NAME_)\w+)$/, 'signaling_name'],
  [/^(ERR_CERT_COMMON_NAME_INVALID|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'certificate_host'],
  // Whether the certificate or this computer's clock is wrong shows only on a second look.
  [/^(ERR_CERT_DATE_INVALID|CERT_HAS_EXPIRED)$/, 'certificate_expired'],
  [
    /^(ERR_CERT_\w+|ERR_TLS_CERT_\w+|ERR_SSL_PINNED\w+|ERR_CERTIFICATE_\w+|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA)$/,
    'signaling_certificate',
  ],
  [
    /^(ETIMEDOUT|ESOCKETTIMEDOUT|ERR_(CONNECTION_)?TIMED_OUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/,
    'signaling_timeout',
  ],
  [
    /^(WS_ERR_UNSUPPORTED_MESSAGE_LENGTH|WS_ERR_TOO_MANY_BUFFERED_PARTS|ERR_MSG_TOO_BIG)$/,
    'signaling_oversize',
  ],
  [/^WS_ERR_\w+$/, 'signaling_garbage'],
]

/** What is there answers, but not as a gateway does: a portal page, another server, a wrong path. */
export const notAGateway = (evidence: string): Failure =>
  failure('signaling_unreachable', `not a gateway: ${evidence}`)

const NOT_A_GATEWAY_CODE = /^(HPE_\w+|ERR_INVALID_HTTP_RESPONSE|ERR_EMPTY_RESPONSE|ERR_RESPONSE_HEADERS_\w+)$/
const NOT_A_GATEWAY_TEXT = /redirect|subprotocol|Sec-WebSocket|Upgrade header|Unexpected server response/i

/** Names one error code. Anything unlisted (refused, reset, no route, tunnel refused) is `signaling_unreachable`. */
export function failureOfCode(code: string): Failure {
  if (NOT_A_GATEWAY_CODE.test(code)) return notAGateway(code)
  const rule = RULES.find(([pattern]) => pattern.test(code))
  return failure(rule?.[1] ?? 'signaling_unreachable', code)
}

const textOf = (value: unknown, key: 'code' | 'message'): string => {
  const found = typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : ''
  return typeof found === 'string' ? found : ''
}

const causeOf = (error: unknown): unknown => {
  if (error instanceof AggregateError) return error.errors[0]
  return error instanceof Error ? error.cause : undefined
}

/** Names whatever a network call threw: looks for a code along the `cause` chain. Never throws. */
export function failureOfError(error: unknown): Failure {
  let current = error
  for (let depth = 0; depth < CAUSES_MAX && current !== undefined; depth += 1) {
    const message = textOf(current, 'message')
    const code = /net::(ERR_\w+)/.exec(message)?.[1] ?? textOf(current, 'code')
    if (code !== '') return failureOfCode(code)
    if (NOT_A_GATEWAY_TEXT.test(message)) return notAGateway(message)
    current = causeOf(current) ?? undefined
  }
  return failure('signaling_unreachable', 'the connection failed without saying why')
}

/** Whoever refuses may say when to come back. */
function overloaded(detail: string, headers: Headers | undefined): Failure {
  const retryAfterMs = headers === undefined ? null : statedMs(headers, Date.now())
  const named = failure('signaling_overloaded', detail)
  return retryAfterMs === null ? named : { ...named, retryAfterMs }
}

/** Names an HTTP status that is not the one a gateway opens with (RFC 9110 section 15; 429 is RFC 6585). */
export function failureOfStatus(status: number, headers?: Headers): Failure {
  const detail = `HTTP ${status}`
  if (status === 401 || status === 403) return failure('signaling_unauthorised', detail)
  if (status === 429 || status === 503) return overloaded(detail, headers)
  if (status === 407) return failure('proxy_authentication', detail)
  if (status === 413) return failure('signaling_oversize', detail)
  if (status === 408 || status === 504) return failure('signaling_timeout', detail)
  if (status === 500 || status === 502) return failure('signaling_unreachable', detail)
  return notAGateway(detail)
}

/** Names the close of a WebSocket that was open (RFC 6455 section 7.4.1 and its registry). */
export function failureOfClose(code: number, reason: string): Failure {
  const detail = reason === '' ? `close ${code}` : `close ${code}: ${reason}`
  if (code === 1009) return failure('signaling_oversize', detail)
  if (code === 1013) return failure('signaling_overloaded', detail)
  if (code === 1002 || code === 1003 || code === 1007) return failure('signaling_garbage', detail)
  return failure('signaling_lost', detail)
}

/** Names an error of a connection that had been open: the path died, unless the content itself was at fault. */
export function failureMidway(error: unknown): Failure {
  const named = failureOfError(error)
  const content = named.name === 'signaling_oversize' || named.name === 'signaling_garbage'
  return content ? named : failure('signaling_lost', named.detail ?? '')
}
