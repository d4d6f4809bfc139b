import { describe, expect, it } from 'vitest'
import {
  failureMidway,
  failureOfClose,
  failureOfCode,
  failureOfError,
  failureOfStatus,
} from '../../../main/signaling/failures'
import type { FailureName } from '../../../protocol/catalogue'
import { FAILURE_NAMES } from '../../../protocol/failure'

const CODES: readonly (readonly [string, FailureName])[] = [
  ['ECONNREFUSED', 'signaling_unreachable'],
  ['ECONNRESET', 'signaling_unreachable'],
  ['EHOSTUNREACH', 'signaling_unreachable'],
  ['ENETUNREACH', 'signaling_unreachable'],
  ['EPIPE', 'signaling_unreachable'],
  ['UND_ERR_SOCKET', 'signaling_unreachable'],
  ['ERR_CONNECTION_REFUSED', 'signaling_unreachable'],
  ['ERR_CONNECTION_RESET', 'signaling_unreachable'],
  ['ERR_CONNECTION_CLOSED', 'signaling_unreachable'],
  ['ERR_ADDRESS_UNREACHABLE', 'signaling_unreachable'],
  ['ERR_INTERNET_DISCONNECTED', 'signaling_unreachable'],
  ['ERR_NETWORK_CHANGED', 'signaling_unreachable'],
  ['ERR_TUNNEL_CONNECTION_FAILED', 'signaling_unreachable'],
  ['ERR_PROXY_CONNECTION_FAILED', 'signaling_unreachable'],
  ['ERR_PROXY_AUTH_REQUESTED', 'proxy_authentication'],
  ['ERR_SSL_PROTOCOL_ERROR', 'signaling_unreachable'],
  ['EPROTO', 'signaling_unreachable'],
  ['ERR_EMPTY_RESPONSE', 'signaling_unreachable'],
  ['ERR_INVALID_HTTP_RESPONSE', 'signaling_unreachable'],
  ['HPE_INVALID_CONSTANT', 'signaling_unreachable'],
  ['ENOTFOUND', 'signaling_name'],
  ['EAI_AGAIN', 'signaling_name'],
  ['ERR_NAME_NOT_RESOLVED', 'signaling_name'],
  ['ERR_NAME_RESOLUTION_FAILED', 'signaling_name'],
  ['ERR_DNS_TIMED_OUT', 'signaling_name'],
  ['ERR_CERT_AUTHORITY_INVALID', 'signaling_certificate'],
  ['ERR_CERT_COMMON_NAME_INVALID', 'certificate_host'],
  ['ERR_CERT_DATE_INVALID', 'certificate_expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_host'],
  ['CERT_HAS_EXPIRED', 'certificate_expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'signaling_certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'signaling_certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'signaling_certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'signaling_certificate'],
  ['ETIMEDOUT', 'signaling_timeout'],
  ['ERR_TIMED_OUT', 'signaling_timeout'],
  ['ERR_CONNECTION_TIMED_OUT', 'signaling_timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'signaling_timeout'],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'signaling_oversize'],
  ['WS_ERR_INVALID_UTF8', 'signaling_garbage'],
  ['WS_ERR_INVALID_OPCODE', 'signaling_garbage'],
  ['a code of next year', 'signaling_unreachable'],
]

const STATUSES: readonly (readonly [number, FailureName])[] = [
  [200, 'signaling_unreachable'],
  [301, 'signaling_unreachable'],
  [400, 'signaling_unreachable'],
  [401, 'signaling_unauthorised'],
  [403, 'signaling_unauthorised'],
  [404, 'signaling_unreachable'],
  [407, 'proxy_authentication'],
  [408, 'signaling_timeout'],
  [413, 'signaling_oversize'],
  [426, 'signaling_unreachable'],
  [429, 'signaling_overloaded'],
  [500, 'signaling_unreachable'],
  [502, 'signaling_unreachable'],
  [503, 'signaling_overloaded'],
  [504, 'signaling_timeout'],
]

const CLOSES: readonly (readonly [number, FailureName])[] = [
  [1000, 'signaling_lost'],
  [1001, 'signaling_lost'],
  [1002, 'signaling_garbage'],
  [1006, 'signaling_lost'],
  [1007, 'signaling_garbage'],
  [1009, 'signaling_oversize'],
  [1011, 'signaling_lost'],
  [1013, 'signaling_overloaded'],
]

describe('what went wrong on the way to a gateway', () => {
  it.each(CODES)('%s is %s', (code, name) => {
    expect(failureOfCode(code).name).toBe(name)
    expect(failureOfCode(code).detail).toContain(code)
  })

  it.each(CODES.filter(([code]) => code.startsWith('ERR_')))(
    'net::%s as Electron words it is %s',
    (code, name) => {
      expect(failureOfError(new Error(`net::${code}`)).name).toBe(name)
    },
  )

  it.each(STATUSES)('HTTP %i is %s', (status, name) => {
    expect(failureOfStatus(status).name).toBe(name)
    expect(failureOfStatus(status).detail).toContain(String(status))
  })

  it.each(CLOSES)('a WebSocket closed with %i is %s', (code, name) => {
    expect(failureOfClose(code, '').name).toBe(name)
  })

  it('finds the errno inside what fetch throws', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    const both = new AggregateError([refused, refused])
    expect(failureOfError(new TypeError('fetch failed', { cause: both }))).toEqual({
      name: 'signaling_unreachable',
      detail: 'ECONNREFUSED',
    })
  })

  it.each([
    "Attempted to redirect, but redirect policy was 'error'",
    'Server sent no subprotocol',
    'Invalid Sec-WebSocket-Accept header',
  ])('says "not a gateway" of: %s', message => {
    expect(failureOfError(new Error(message)).detail).toMatch(/^not a gateway/)
  })

  it('calls any dead path of an open connection lost, and keeps the evidence', () => {
    expect(failureMidway(new Error('net::ERR_CONNECTION_RESET'))).toEqual({
      name: 'signaling_lost',
      detail: 'ERR_CONNECTION_RESET',
    })
  })

  it.each([undefined, null, 0, 'text', {}, [], { code: 7 }, new AggregateError([])])(
    'names whatever was thrown: %j',
    thrown => {
      expect(FAILURE_NAMES).toContain(failureOfError(thrown).name)
    },
  )

  it('is not caught by a circle of causes', () => {
    const error = new Error('round')
    error.cause = error
    expect(failureOfError(error).name).toBe('signaling_unreachable')
  })

  it('keeps the evidence to one line that the catalogue takes', () => {
    expect(failureOfError(new Error(`redirect ${'x'.repeat(900)}`)).detail?.length).toBe(300)
  })
})
