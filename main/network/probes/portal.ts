// A sign-in page in the gateway's place: asks the gateway's own host on port 80, and no third party, what answers there.
// A web server may well answer there; it is a portal's doing only where the gateway itself cannot be reached.
import { askHead, type Head } from './head'
import type { Shut } from './shut'
import { openTunnel } from './tunnel'

export type Portal =
  | { readonly kind: 'none' }
  /** `detail`: what it did, for IT. */
  | { readonly kind: 'seen'; readonly detail: string }

const HTTP_PORT = 80
/** What a page says that wants something of a person first. */
const ASKS =
  /<form|http-equiv=["']?refresh|wispr|location\.(href|replace|assign)|log ?in|sign ?in|accept|terms|guest|voucher|hotspot|captive/i

const hostOf = (location: string, base: string): string | null =>
  URL.canParse(location, base) ? new URL(location, base).hostname : null

/** Reads an answer from port 80 of `host`. */
export function judgePortal(host: string, head: Head | Shut): Portal {
  if (typeof head === 'string') return { kind: 'none' }
  // RFC 6585 section 6: network authentication required.
  if (head.status === 511) return { kind: 'seen', detail: 'HTTP 511' }
  if (head.status >= 300 && head.status < 400) {
    const to = hostOf(head.get('location'), `http://${host}/`)
    return to === null || to === host
      ? { kind: 'none' }
      : { kind: 'seen', detail: `HTTP ${head.status} to ${to}` }
  }
  const page = head.status === 200 && /^text\/html\b/i.test(head.get('content-type'))
  return page && ASKS.test(head.start)
    ? { kind: 'seen', detail: 'a page that asks for something' }
    : { kind: 'none' }
}

/** Asks. Never rejects; silence is no portal. */
export async function seekPortal(host: string, boundMs: number, port = HTTP_PORT): Promise<Portal> {
  const tunnel = await openTunnel(host, port, null, boundMs)
  if (tunnel.kind !== 'open') return { kind: 'none' }
  const head = await askHead(tunnel.socket, { host, path: '/', headers: { Connection: 'close' } }, boundMs)
  tunnel.socket.destroy()
  return judgePortal(host, head)
}
