// Asks as Chromium does, with Node's HTTPS: the same errors by the same names (measured side by side on Electron 33), for a direct way.
import { request as plain } from 'node:http'
import { request } from 'node:https'
import type { Ask } from '../../../main/network/probes'

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'ERR_CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_CERT_AUTHORITY_INVALID',
  HPE_INVALID_CONSTANT: 'ERR_INVALID_HTTP_RESPONSE',
}

/** @param ca the roots of this computer */
export const nodeAsk =
  (ca: readonly string[]): Ask =>
  (url, boundMs) =>
    new Promise(resolve => {
      const sinceMs = performance.now()
      const ms = () => performance.now() - sinceMs
      const make = url.startsWith('https:') ? request : plain
      const asked = make(url, { ca: [...ca], agent: false }, response => {
        clearTimeout(late)
        response.resume()
        const headers = Object.fromEntries(
          Object.entries(response.headers).map(([key, value]) => [key, String(value)]),
        )
        resolve({ kind: 'answered', status: response.statusCode ?? 0, headers, start: '', ms: ms() })
      })
      const late = setTimeout(() => {
        resolve({ kind: 'silent', ms: ms() })
        asked.destroy()
      }, boundMs)
      asked.on('error', error => {
        clearTimeout(late)
        const code = 'code' in error ? String(error.code) : ''
        resolve({
          kind: 'failed',
          code: CODES[code] ?? (code.startsWith('ERR_SSL') ? 'ERR_SSL_PROTOCOL_ERROR' : code),
          ms: ms(),
        })
      })
      asked.end()
    })
