// The name of the network this computer is in, kept up to date: what needs asking is asked anew at each change, not at each use.
// Must not know what is remembered under the name.
import { readFileSync } from 'node:fs'
import type { NetworkState } from './change'
import { networkName, type Surroundings } from './here'
import { within } from './look'

/** RFC 6762 and resolv.conf(5): the first `search` or the `domain` of the file that holds it, '' without one. */
export function suffixOf(resolvConf: string): string {
  const words = resolvConf.split('\n').map(line => line.trim().split(/\s+/))
  const named = words.findLast(
    ([key, value]) => (key === 'search' || key === 'domain') && value !== undefined,
  )
  return named?.[1] ?? ''
}

/** Windows and macOS keep it elsewhere; there gateway and proxy tell networks apart. */
export function readSuffix(): string {
  try {
    return suffixOf(readFileSync('/etc/resolv.conf', 'utf8'))
  } catch {
    return ''
  }
}

export interface Fingerprint {
  /** The name now. */
  name(): string
  /** Resolves when what was asked is known, or has taken too long to wait for. */
  settled(): Promise<void>
  /** Asks again, because the network or the proxy settings may have changed. */
  refresh(): void
}

export interface FingerprintDeps {
  readonly read: () => NetworkState
  readonly suffix: () => string
  /** Which proxy leads to the gateway most likely called, in Chromium's words. May never answer (a PAC file that hangs). */
  readonly decide: () => Promise<string>
}

/** A PAC file is decided within milliseconds, or it is the trouble itself. */
const SETTLE_MS = 500

export function createFingerprint({ read, suffix, decide }: FingerprintDeps): Fingerprint {
  let deciding: Promise<void> = Promise.resolve()
  let around: Surroundings = { suffix: suffix(), proxy: '' }
  let asked = 0
  const refresh = (): void => {
    asked += 1
    const mine = asked
    around = { ...around, suffix: suffix() }
    deciding = decide().then(
      proxy => {
        if (mine === asked) around = { ...around, proxy }
      },
      () => undefined,
    )
  }
  refresh()
  return {
    name: () => networkName(read(), around),
    settled: () => within(deciding, SETTLE_MS, undefined),
    refresh,
  }
}
