// What Chromium made of each host's certificate, last: it is asked of nobody but its own verifier, so a book is kept beside it.
// Knows Electron's verification request by its shape; decides nothing.

/** Electron's `Request` of `setCertificateVerifyProc`, as far as it is used. Asked for TURN over TLS too (measured). */
export interface Verification {
  readonly hostname: string
  readonly certificate: {
    readonly fingerprint: string
    readonly issuer: { readonly commonName: string; readonly organizations: readonly string[] }
    readonly issuerCert?: Verification['certificate']
  }
  /** False for a root that only this computer knows: a company's own, or an inspecting box's. */
  readonly isIssuedByKnownRoot: boolean
  /** `net::OK`, or the error. */
  readonly verificationResult: string
}

export interface Verified {
  readonly result: 'trusted' | 'refused'
  readonly root: 'public' | 'of this computer'
  readonly signers: readonly string[]
  /** SHA-256 in small hex. */
  readonly fingerprint: string
}

export interface Book {
  note(verification: Verification): void
  of(host: string): Verified | null
  /** Another network: what was seen says nothing of it. Chromium asks again only for another certificate. */
  forget(): void
}

/** More hosts than a gateway and its relays have. */
const HOSTS_MAX = 64

function signersOf(certificate: Verification['certificate'] | undefined, depth = 0): string[] {
  if (certificate === undefined || depth > 6) return []
  const { organizations, commonName } = certificate.issuer
  return [...organizations, commonName, ...signersOf(certificate.issuerCert, depth + 1)]
}

/** Chromium writes `sha256/` and base64. */
const hexOf = (fingerprint: string): string =>
  Buffer.from(fingerprint.replace(/^sha256\//, ''), 'base64').toString('hex')

export function createBook(): Book {
  const hosts = new Map<string, Verified>()
  return {
    note: ({ hostname, certificate, isIssuedByKnownRoot, verificationResult }) => {
      hosts.delete(hostname)
      hosts.set(hostname, {
        result: verificationResult === 'net::OK' ? 'trusted' : 'refused',
        root: isIssuedByKnownRoot ? 'public' : 'of this computer',
        signers: [...new Set(signersOf(certificate))].filter(one => one !== '').map(one => one.slice(0, 80)),
        fingerprint: hexOf(certificate.fingerprint),
      })
      const oldest = hosts.keys().next()
      if (hosts.size > HOSTS_MAX && !oldest.done) hosts.delete(oldest.value)
    },
    of: host => hosts.get(host) ?? null,
    forget: () => hosts.clear(),
  }
}
