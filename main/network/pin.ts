// What a script decided, as fixed rules for the session that carries calls. Pure but for who applies them.
// Measured on Electron 33: under a script (PAC, WPAD) no TURN socket of a page with a scheme of its own gets a proxy decision. The
// resolver's process does not know the scheme, rejects the question and dies; requests of main are decided well.
import { LOOPBACK_RULES, type ProxySettings } from './proxy'

const DIRECT = 'direct://'
const SCHEMES: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
}

/** Chromium's list (`PROXY host:port; DIRECT`) in the words of its rules; empty: direct, or nothing that rules can say. */
export function rulesOf(decision: string): string {
  const entries = decision.split(';').flatMap(entry => {
    const [word = '', server = ''] = entry.trim().split(/\s+/)
    if (word.toUpperCase() === 'DIRECT') return [DIRECT]
    const scheme = SCHEMES[word.toUpperCase()]
    return scheme === undefined || server === '' ? [] : [`${scheme}://${server}`]
  })
  return entries[0] === DIRECT ? '' : entries.join(',')
}

/**
 * The proxies of all addresses in one list, the first address's first, and past it what goes direct. Rules do not tell addresses apart: one
 * that has another proxy goes through the first that takes it, and Chromium asks the next only where one refuses.
 */
export function pinned(
  decided: readonly { readonly address: string; readonly decision: string }[],
): ProxySettings {
  const ways = decided.map(({ address, decision }) => ({ address, rules: rulesOf(decision) }))
  const hops = [...new Set(ways.flatMap(({ rules }) => (rules === '' ? [] : rules.split(','))))]
  if (hops.length === 0) return { mode: 'direct' }
  // Whoever goes direct at last has tried every proxy before.
  const proxyRules = hops.toSorted((a, b) => Number(a === DIRECT) - Number(b === DIRECT)).join(',')
  const past = ways.filter(({ rules }) => rules === '').map(({ address }) => new URL(address).host)
  return { mode: 'fixed_servers', proxyRules, proxyBypassRules: [LOOPBACK_RULES, ...past].join(';') }
}
