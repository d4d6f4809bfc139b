// The keyring as seen from main: one process at a time, started when needed, ended when it hangs or is not needed.
// Must not know what is kept, nor any keyring library.
import { parse } from '../../protocol/parse'
import { type KeyringOrder, type KeyringRequest, type KeyringResult, replySchema } from './messages'

/** The keyring's process, as Electron's `utilityProcess.fork` gives it. */
export interface KeyringProcess {
  postMessage(request: KeyringRequest): void
  on(event: 'message', listener: (reply: unknown) => void): void
  on(event: 'exit', listener: () => void): void
  kill(): void
}

export interface KeyringDeps {
  readonly fork: () => KeyringProcess
  /** For each operation, its process's start included. */
  readonly deadlineMs?: number
  /** The process costs tens of megabytes, so it does not stay. */
  readonly idleMs?: number
}

const DEADLINE_MS = 2_000
/** The app asks once at its start, for all gateways in a row; the next question is a person's, and may wait for a start. */
const IDLE_MS = 3_000

interface Question {
  readonly id: number
  readonly settle: (result: KeyringResult) => void
}

/** Takes one order at a time: whoever asks waits for the answer before asking again. */
export class Keyring {
  readonly #deps: KeyringDeps
  #process: KeyringProcess | null = null
  #question: Question | null = null
  #idle: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(deps: KeyringDeps) {
    this.#deps = deps
  }

  /** Never rejects, and answers by the deadline. */
  async ask(order: KeyringOrder): Promise<KeyringResult> {
    clearTimeout(this.#idle)
    const { deadlineMs = DEADLINE_MS, idleMs = IDLE_MS } = this.#deps
    const late = setTimeout(() => {
      // Settled before the process ends, or its end would be the answer. A keyring that waits for a person to type
      // its password looks just like this.
      this.#settle({ state: 'locked', detail: `no answer within ${deadlineMs} ms` })
      this.close()
    }, deadlineMs)
    const result = await this.#answer(order).catch((error): KeyringResult => {
      this.close()
      return { state: 'broken', detail: String(error).slice(0, 200) }
    })
    clearTimeout(late)
    this.#idle = setTimeout(() => this.close(), idleMs)
    this.#idle.unref()
    return result
  }

  /** Ends the process; the next order starts another. */
  close(): void {
    clearTimeout(this.#idle)
    this.#process?.kill()
    this.#process = null
  }

  #answer(order: KeyringOrder): Promise<KeyringResult> {
    return new Promise(resolve => {
      this.#lastId += 1
      const id = this.#lastId
      this.#question = { id, settle: resolve }
      this.#process ??= this.#start()
      this.#process.postMessage({ ...order, id })
    })
  }

  #settle(result: KeyringResult): void {
    this.#question?.settle(result)
    this.#question = null
  }

  #start(): KeyringProcess {
    const started = this.#deps.fork()
    started.on('message', data => {
      const reply = parse(replySchema, data)
      // A late answer to an earlier question must not be taken for this one's.
      if (reply.success && reply.data.id === this.#question?.id) this.#settle(reply.data.result)
    })
    started.on('exit', () => {
      if (this.#process !== started) return
      this.#process = null
      this.#settle({ state: 'broken', detail: 'the keyring process ended' })
    })
    return started
  }
}
