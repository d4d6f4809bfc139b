// Applies the policy's proxy to the session that carries calls: signaling and TURN over TCP and TLS follow it.
// Authentication is not answered here. Knows Electron's session by its shape only.
import type { Policy } from '../../protocol/policy'

type ProxyPolicy = Policy['proxy']

/** The part of Electron's `ProxyConfig` that is used. */
export interface ProxySettings {
  readonly mode: 'system' | 'direct' | 'pac_script' | 'fixed_servers'
  readonly pacScript?: string
  readonly proxyRules?: string
  readonly proxyBypassRules?: string
}

/** The part of Electron's `Session` that is used. */
export interface ProxySession {
  setProxy(settings: ProxySettings): Promise<void>
  resolveProxy(url: string): Promise<string>
}

/**
 * What is on this computer is never asked of a proxy. Chromium's `<local>` would let every name without a dot pass by as well,
 * which is not what a policy means that names a proxy.
 */
export const LOOPBACK_RULES = 'localhost;*.localhost;127.0.0.0/8;[::1]'

/** The policy in Electron's words. */
export function proxySettingsOf(policy: ProxyPolicy): ProxySettings {
  switch (policy.mode) {
    case 'system':
      return { mode: 'system' }
    case 'direct':
      return { mode: 'direct' }
    case 'pac':
      return { mode: 'pac_script', pacScript: policy.pacUrl }
    case 'fixed':
      return { mode: 'fixed_servers', proxyRules: policy.server, proxyBypassRules: LOOPBACK_RULES }
  }
}

/** Chromium's own switches; measured: `setProxy({mode: 'system'})` would silence them. */
const SWITCHES = ['proxy-server', 'proxy-pac-url', 'no-proxy-server'] as const

/**
 * Applies the policy (measured: 0.1 to 0.3 ms). Resolves once it holds for whatever is opened next; what was open stays as it
 * was. A switch given at the start stands for the system's settings; a policy that names a way stands above it.
 */
export async function applyProxy(
  session: ProxySession,
  policy: ProxyPolicy,
  hasSwitch: (name: string) => boolean,
): Promise<void> {
  if (policy.mode === 'system' && SWITCHES.some(hasSwitch)) return
  await session.setProxy(proxySettingsOf(policy))
}

const KINDS = { DIRECT: 'direct', PROXY: 'http', HTTP: 'http', HTTPS: 'https', QUIC: 'quic' } as const

/** How an address is reached, by the first entry of Chromium's list (`PROXY host:port; DIRECT`). Never says where. */
export function proxyKindOf(decision: string): string {
  const word = /^\s*([A-Z0-9]+)/i.exec(decision)?.[1]?.toUpperCase() ?? ''
  if (word.startsWith('SOCKS')) return 'socks'
  return KINDS[word as keyof typeof KINDS] ?? 'unknown'
}

/** Says in the log how a gateway is reached; the address of the proxy is the company's business. */
export function logProxyDecision(session: ProxySession, url: string, log: (line: string) => void): void {
  session.resolveProxy(url.replace(/^ws/, 'http')).then(
    decision => log(`proxy decision for ${new URL(url).host}: ${proxyKindOf(decision)}`),
    () => log('proxy decision: unknown'),
  )
}
