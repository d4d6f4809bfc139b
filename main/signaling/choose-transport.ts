// Which transport carries signaling to an address, given what this runtime has. Pure.
// Must not open anything.

export interface Runtime {
  /** Electron 44 and later have a WebSocket on the desktop's own network stack. */
  readonly netWebSocket: 'present' | 'absent'
}

export type TransportKind = 'socket' | 'net-web-socket' | 'event-stream' | 'none'

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Whether a URL's host is this computer itself. */
export const isLoopback = (url: URL): boolean => LOOPBACK.has(url.hostname)

/**
 * Plain `ws:` stays on this computer. Everything else goes through Chromium's stack, because only that one follows the
 * desktop's proxies and trusts the operating system's certificates (a Node socket does neither).
 */
export function chooseTransport(address: string, runtime: Runtime): TransportKind {
  if (!URL.canParse(address)) return 'none'
  const url = new URL(address)
  if (url.protocol === 'ws:') return isLoopback(url) ? 'socket' : 'none'
  if (url.protocol !== 'wss:') return 'none'
  return runtime.netWebSocket === 'present' ? 'net-web-socket' : 'event-stream'
}
