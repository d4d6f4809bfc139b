// Which proxy stands before a URL, as the session says: the decision, that none could be made, or that none came.
// Must not know what a proxy then answers.

export interface Hop {
  readonly kind: 'http' | 'https' | 'socks'
  readonly host: string
  readonly port: number
}

export type Decision =
  | { readonly kind: 'direct'; readonly text: string }
  /** The first proxy of the list: Chromium goes on to the next only when that one refuses (measured). */
  | { readonly kind: 'proxy'; readonly text: string; readonly hop: Hop }
  /** A PAC file that cannot be loaded, does not compile or throws: Chromium answers with nothing (measured on Electron 33). */
  | { readonly kind: 'broken' }
  /** A PAC file that loops, or whose server keeps silent. */
  | { readonly kind: 'silent'; readonly ms: number }

const KINDS: Readonly<Record<string, Hop['kind']>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  QUIC: 'https',
}
const PORTS = { http: 80, https: 443, socks: 1080 } as const

/** Reads the list that Chromium answers with: `PROXY host:port; DIRECT`. */
export function parseDecision(text: string): Decision {
  const first = text.split(';')[0]?.trim() ?? ''
  if (first === '') return { kind: 'broken' }
  const [word = '', address = ''] = first.split(/\s+/)
  if (word.toUpperCase() === 'DIRECT') return { kind: 'direct', text }
  const kind = word.toUpperCase().startsWith('SOCKS') ? 'socks' : KINDS[word.toUpperCase()]
  const [, host = '', port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(address) ?? []
  if (kind === undefined || host === '') return { kind: 'broken' }
  return {
    kind: 'proxy',
    text,
    hop: { kind, host: host.replace(/^\[|\]$/g, ''), port: port ? Number(port) : PORTS[kind] },
  }
}

/** Asks the session, within a bound. Never rejects. */
export async function decide(
  resolveProxy: (url: string) => Promise<string>,
  url: string,
  boundMs: number,
): Promise<Decision> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Decision>(resolve => {
    timer = setTimeout(resolve, boundMs, { kind: 'silent', ms: boundMs })
  })
  const asked = resolveProxy(url.replace(/^ws/, 'http')).then(
    parseDecision,
    (): Decision => ({ kind: 'broken' }),
  )
  const decision = await Promise.race([asked, late])
  clearTimeout(timer)
  return decision
}

/** How IT reads it. */
export const decisionText = (decision: Decision): string => {
  if (decision.kind === 'broken') return 'the PAC file cannot be loaded or run'
  if (decision.kind === 'silent') return `no decision in ${Math.round(decision.ms)} ms`
  return decision.kind === 'direct' ? 'DIRECT' : decision.text.slice(0, 200)
}
