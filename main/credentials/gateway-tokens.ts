// Access tokens of the policy's gateways, as IT or sign-in put them into the keyring: account `gateway:<host>`.
// Asked for once and ahead of the first dial, so that a call never waits for a keyring.
import type { Vault } from './vault'

export interface GatewayTokens {
  /** The token for a gateway's address, once it is known. */
  tokenFor(url: string): string | undefined
  /** Resolves when every gateway has been asked about: each within the vault's own deadline. */
  readonly asked: Promise<void>
  /** Asks about gateways that nobody has asked about. */
  ask(urls: readonly string[]): void
}

/** Only these are worth a line: most gateways have no token, and most desktops a keyring. */
const WORTH_SAYING: readonly string[] = ['locked', 'waiting', 'denied', 'broken']

export function createGatewayTokens(
  vault: Pick<Vault, 'get' | 'whenFreed'>,
  urls: readonly string[],
  log: (line: string) => void,
): GatewayTokens {
  const tokens = new Map<string, string>()
  const ask = async (host: string): Promise<void> => {
    const answer = await vault.get(`gateway:${host}`)
    if (answer.state === 'ok') tokens.set(host, answer.secret)
    else if (WORTH_SAYING.includes(answer.state)) log(`token of ${host}: keyring ${answer.state}`)
  }
  const known = new Set<string>()
  // The prompt of the first question was answered after it: the others find the keyring open now.
  vault.whenFreed(() => void Promise.all([...known].filter(host => !tokens.has(host)).map(ask)))
  const askAll = async (more: readonly string[]): Promise<void> => {
    const hosts = new Set(more.map(url => new URL(url).host).filter(host => !known.has(host)))
    for (const host of hosts) known.add(host)
    await Promise.all([...hosts].map(ask))
  }
  return {
    tokenFor: url => tokens.get(new URL(url).host),
    asked: askAll(urls),
    ask: more => void askAll(more),
  }
}
