// Whether a WebSocket upgrade reaches the gateway, or something on the way takes its headers off (RFC 6455 section 4).
// The token goes along only where Chromium trusted this very certificate: Node knows no roots of this computer.
import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { SUBPROTOCOL } from '../../../protocol/signaling'
import { askHead, type Head } from './head'
import type { Shut } from './shut'

export type Upgrade =
  | { readonly kind: 'passes'; readonly detail: string }
  | { readonly kind: 'filtered'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string }

/**
 * Judges the answer to an upgrade. A gateway refuses a plain request without token by `WWW-Authenticate`, an upgrade without:
 * so it shows which of the two it was given, and the same for 426 and 400.
 */
export function judgeUpgrade(answer: Head | Shut): Upgrade {
  if (typeof answer === 'string') {
    return answer === 'silent' || answer === 'reset'
      ? {
          kind: 'filtered',
          detail: `the upgrade was answered by ${answer === 'silent' ? 'silence' : 'a cut'}`,
        }
      : { kind: 'unknown', detail: answer }
  }
  const detail = `HTTP ${answer.status}`
  if (answer.status === 101) return { kind: 'passes', detail }
  if (answer.status === 401 || answer.status === 403) {
    const plain = answer.get('www-authenticate') !== ''
    return plain ? { kind: 'filtered', detail: `${detail} to a plain request` } : { kind: 'passes', detail }
  }
  if (answer.status === 429 || answer.status >= 500) return { kind: 'unknown', detail }
  return { kind: 'filtered', detail }
}

/** Asks for the upgrade over an open connection. Never rejects. */
export async function tryUpgrade(
  socket: Duplex,
  { url, token }: { readonly url: URL; readonly token?: string | undefined },
  boundMs: number,
): Promise<Upgrade> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Protocol': SUBPROTOCOL,
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  }
  return judgeUpgrade(
    await askHead(socket, { host: url.host, path: url.pathname + url.search, headers }, boundMs),
  )
}
