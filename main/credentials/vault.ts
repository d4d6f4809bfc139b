// Long-lived secrets: kept by the desktop's keyring, asked through a process that may hang without harm.
// Without a keyring they live in memory until the app ends; never in a file. Knows no keyring library.
import { Keyring, type KeyringDeps } from './keyring'
import { type KeyringOrder, type KeyringResult, SECRET_BYTES_MAX, type Trouble } from './messages'

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

/** None rejects. One operation runs at a time, so that a keyring that hangs hangs one call and not four. */
export interface Vault {
  get(account: string): Promise<Read>
  set(account: string, secret: string): Promise<Written>
  delete(account: string): Promise<{ readonly state: 'ok' } | Troubled>
  /** Ends the process and forgets what is in memory. */
  close(): void
}

/** Makes the vault of this app. Nothing is started before the first operation. */
export function createVault(deps: KeyringDeps): Vault {
  const keyring = new Keyring(deps)
  const memory = new Map<string, string>()
  let turn: Promise<unknown> = Promise.resolve()
  const ask = (order: KeyringOrder): Promise<KeyringResult> => {
    const result = turn.then(() => keyring.ask(order))
    turn = result
    return result
  }

  return {
    async get(account) {
      const result = await ask({ op: 'get', account })
      if (result.state === 'ok') {
        return result.secret === undefined
          ? { state: 'broken', detail: 'an answer without a secret' }
          : { state: 'ok', secret: result.secret, kept: 'keyring' }
      }
      const remembered = result.state === 'absent' ? memory.get(account) : undefined
      return remembered === undefined ? result : { state: 'ok', secret: remembered, kept: 'memory' }
    },
    async set(account, secret) {
      const bytes = Buffer.byteLength(secret)
      if (bytes > SECRET_BYTES_MAX) return { state: 'too-big', bytes, bytesMax: SECRET_BYTES_MAX }
      const result = await ask({ op: 'set', account, secret })
      if (result.state === 'ok') return { state: 'ok', kept: 'keyring' }
      if (result.state !== 'absent') return result
      memory.set(account, secret)
      return { state: 'ok', kept: 'memory' }
    },
    async delete(account) {
      const remembered = memory.delete(account)
      const result = await ask({ op: 'delete', account })
      return remembered && result.state === 'absent' ? { state: 'ok' } : result
    },
    close() {
      memory.clear()
      keyring.close()
    },
  }
}
