// Long-lived secrets: kept by the desktop's keyring, asked through a process that may hang without harm.
// Without a keyring they live in memory until the app ends; never in a file. Knows no keyring library.
import { Keyring, type KeyringDeps } from './keyring'
import { SECRET_BYTES_MAX, type Trouble } from './messages'

interface Troubled {
  readonly state: Trouble
  readonly detail?: string | undefined
}
export type Read = { readonly state: 'ok'; readonly secret: string; readonly kept: Kept } | Troubled
export type Written = { readonly state: 'ok'; readonly kept: Kept } | TooBig | Troubled
/** Where a secret lives: `memory` forgets it at the end of the app. */
export type Kept = 'keyring' | 'memory'
export interface TooBig {
  readonly state: 'too-big'
  readonly bytes: number
  readonly bytesMax: number
}

/** None rejects, and each is settled within two seconds whatever the keyring does. */
export interface Vault {
  get(account: string): Promise<Read>
  /** Leaves alone what is there and cannot be read. */
  set(account: string, secret: string): Promise<Written>
  delete(account: string): Promise<{ readonly state: 'ok' } | Troubled>
  /** Tells when a keyring that was `waiting` has been unlocked: what it held may be asked for again. */
  whenFreed(listener: () => void): void
  /** Ends the process and forgets what is in memory. */
  close(): void
}

/** Makes the vault of this app. Nothing is started before the first operation. */
export function createVault(deps: KeyringDeps): Vault {
  const memory = new Map<string, string>()
  const listeners: (() => void)[] = []
  const keyring = new Keyring(deps, () => {
    for (const listener of listeners) listener()
  })

  return {
    async get(account) {
      const result = await keyring.ask({ op: 'get', account })
      if (result.state === 'ok') {
        return result.secret === undefined
          ? { state: 'broken', detail: 'an answer without a secret' }
          : { state: 'ok', secret: result.secret, kept: 'keyring' }
      }
      // A keyring that came later does not know what was remembered until then.
      const mayRemember = result.state === 'absent' || result.state === 'missing'
      const remembered = mayRemember ? memory.get(account) : undefined
      return remembered === undefined ? result : { state: 'ok', secret: remembered, kept: 'memory' }
    },
    async set(account, secret) {
      const bytes = Buffer.byteLength(secret)
      if (bytes > SECRET_BYTES_MAX) return { state: 'too-big', bytes, bytesMax: SECRET_BYTES_MAX }
      const result = await keyring.ask({ op: 'set', account, secret })
      if (result.state === 'ok') {
        memory.delete(account)
        return { state: 'ok', kept: 'keyring' }
      }
      if (result.state !== 'absent') return result
      memory.set(account, secret)
      return { state: 'ok', kept: 'memory' }
    },
    async delete(account) {
      const remembered = memory.delete(account)
      const result = await keyring.ask({ op: 'delete', account })
      const isGone = result.state === 'absent' || result.state === 'missing'
      return remembered && isGone ? { state: 'ok' } : result
    },
    whenFreed: listener => void listeners.push(listener),
    close() {
      memory.clear()
      keyring.close()
    },
  }
}
