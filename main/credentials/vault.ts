// Long-lived secrets: kept by the desktop's keyring, asked through a process that may hang without harm.
// Without a keyring they live in memory until the app ends; never in a file. Knows no keyring library.
import {
  type KeyringOrder,
  type KeyringReply,
  type KeyringRequest,
  type KeyringResult,
  replySchema,
  SECRET_BYTES_MAX,
  type Trouble,
} from './messages'

/** The keyring's process, as Electron's `utilityProcess.fork` gives it. */
export interface KeyringProcess {
  postMessage(request: KeyringRequest): void
  on(event: 'message', listener: (reply: unknown) => void): void
  on(event: 'exit', listener: () => void): void
  kill(): void
}

export interface VaultDeps {
  readonly fork: () => KeyringProcess
  /** For each operation, its process's start included. */
  readonly deadlineMs?: number
  /** The process costs tens of megabytes, so it does not stay. */
  readonly idleMs?: number
}

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

const DEADLINE_MS = 2_000
const IDLE_MS = 10_000

interface Keyring {
  ask(order: KeyringOrder): Promise<KeyringResult>
  close(): void
}

/** One process at a time, started when needed, ended when it hangs or is not needed. */
function createKeyring({ fork, deadlineMs = DEADLINE_MS, idleMs = IDLE_MS }: VaultDeps): Keyring {
  let process: KeyringProcess | null = null
  let settle: ((reply: KeyringReply) => void) | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  const drop = () => {
    clearTimeout(idle)
    process?.kill()
    process = null
  }
  const start = (): KeyringProcess => {
    const started = fork()
    started.on('message', data => {
      const reply = replySchema.safeParse(data)
      if (reply.success) settle?.(reply.data)
    })
    started.on('exit', () => {
      if (process !== started) return
      process = null
      settle?.({ id: lastId, result: { state: 'broken', detail: 'the keyring process ended' } })
    })
    return started
  }
  const answer = (order: KeyringOrder): Promise<KeyringResult> =>
    new Promise(resolve => {
      lastId += 1
      const id = lastId
      const done = (result: KeyringResult) => {
        clearTimeout(late)
        settle = null
        resolve(result)
      }
      const late = setTimeout(() => {
        drop()
        // A keyring that waits for a person to type its password looks just like this.
        done({ state: 'locked', detail: `no answer within ${deadlineMs} ms` })
      }, deadlineMs)
      settle = reply => {
        if (reply.id === id) done(reply.result)
      }
      process ??= start()
      process.postMessage({ ...order, id })
    })

  return {
    async ask(order) {
      clearTimeout(idle)
      const result = await answer(order).catch((error): KeyringResult => {
        drop()
        return { state: 'broken', detail: String(error).slice(0, 200) }
      })
      idle = setTimeout(drop, idleMs)
      idle.unref()
      return result
    },
    close: drop,
  }
}

/** Makes the vault of this app. Nothing is started before the first operation. */
export function createVault(deps: VaultDeps): Vault {
  const keyring = createKeyring(deps)
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
