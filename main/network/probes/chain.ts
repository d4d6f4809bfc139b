// A certificate as a probe sees it: who signed it, when it holds, for whom. Pure.
// Must not decide whether it is trusted: that is Chromium's, which knows the operating system's roots.
import { isIP } from 'node:net'
import { checkServerIdentity, type DetailedPeerCertificate } from 'node:tls'

export interface Chain {
  /** Who signed the server's own certificate: organisation, else common name. */
  readonly issuer: string
  /** Everything that the chain's signers call themselves, to know an inspecting box by. */
  readonly signers: readonly string[]
  readonly validFromMs: number
  readonly validToMs: number
  /** SHA-256 of the server's own certificate, in small hex. */
  readonly fingerprint: string
  readonly fits: 'host' | 'another host'
}

const text = (value: string | string[] | undefined): string => [value ?? ''].flat().join(' ')

/** Certificates come from strangers: a name is cut to what a line can hold. */
const name = (value: string): string =>
  value
    .replace(/[^\p{L}\p{N}\p{P}\p{Zs}]/gu, '')
    .trim()
    .slice(0, 80)

function signersOf(certificate: DetailedPeerCertificate): string[] {
  const found: string[] = []
  let current: DetailedPeerCertificate | undefined = certificate
  // A chain may end in itself, or be made to go round.
  for (let depth = 0; depth < 8 && current?.issuer !== undefined; depth += 1) {
    found.push(text(current.issuer.O), text(current.issuer.CN), text(current.issuer.OU))
    const next: DetailedPeerCertificate | undefined = current.issuerCertificate
    if (next === current) break
    current = next
  }
  return [...new Set(found.map(name))].filter(one => one !== '')
}

/** Null: the server showed no certificate. */
export function chainOf(host: string, certificate: DetailedPeerCertificate): Chain | null {
  if (certificate.issuer === undefined) return null
  const signers = signersOf(certificate)
  return {
    issuer: signers[0] ?? 'unknown',
    signers,
    validFromMs: Date.parse(certificate.valid_from),
    validToMs: Date.parse(certificate.valid_to),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    fits: checkServerIdentity(host, certificate) === undefined ? 'host' : 'another host',
  }
}

/** @param atMs Unix milliseconds */
export const isValidAt = ({ validFromMs, validToMs }: Chain, atMs: number): boolean =>
  validFromMs <= atMs && atMs <= validToMs

/** The name for SNI (RFC 6066 section 3): none for an address. */
export const serverName = (host: string): { servername?: string } =>
  isIP(host) === 0 ? { servername: host } : {}

/**
 * What boxes that open TLS call the roots they sign with, by the names their makers ship. A company may name its own root as it
 * likes; then only a certificate that was another one elsewhere gives it away.
 */
const INSPECTORS =
  /zscaler|netskope|forti(net|gate)|palo ?alto|forward[ -](un)?trust|blue ?coat|symantec web|umbrella|ironport|mcafee web|skyhigh|forcepoint|websense|check ?point|sophos|barracuda|iboss|menlo|cato networks|watchguard|sonicwall|smoothwall|lightspeed|securly|contentkeeper|untangle|pfsense|mitmproxy|charles proxy|fiddler|burp|squid|kaspersky|eset ssl|avast|avg technologies|bitdefender|dr\.?web|inspect|intercept|decrypt|ssl[ -]?(scan|visib|forward)|web (gateway|filter|security)|secure web|proxy (ca|root)/i

/** Who opens the line, by the name in the chain; null: nothing says that anybody does. */
export const inspectorOf = (signers: readonly string[]): string | null =>
  signers.find(signer => INSPECTORS.test(signer)) ?? null
