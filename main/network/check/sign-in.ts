// A check answers a proxy as a call does: before it looks, with what is known already. It asks nobody.
// Must not know where passwords are kept.
import { within } from '../look'
import type { Ask } from '../probes'
import type { Ready } from '../proxy-auth'

/** A proxy that says nothing is waited for 1 s (proxy-auth/primer.ts), and its script may hang. */
const READY_MS = 1_200

/**
 * Waits until the way's proxy took a password, or asks for none; then asks.
 * A password that was refused meanwhile counts as a try of whoever is asked for one after that: nobody offers it again.
 */
export async function signedIn(ask: Ask, preparing: Promise<Ready> | null): Promise<Ask> {
  const ready = preparing === null ? null : await within(preparing, READY_MS, null)
  if (ready?.kind !== 'failed' || ready.failure.name !== 'proxy_credentials') return ask
  return async (url, boundMs) => {
    const asked = await ask(url, boundMs)
    return asked.kind === 'login' && asked.isProxy ? { ...asked, tries: Math.max(1, asked.tries) } : asked
  }
}
