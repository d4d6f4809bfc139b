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
  /** For each operation from when it is asked for: its turn and its process's start included. */
  readonly deadlineMs?: number
  /** How long a prompt may stay on screen after whoever caused it has been told that it is there. */
  readonly promptMs?: number
  /** The process costs tens of megabytes, so it does not stay. */
  readonly idleMs?: number
}

/** What is promised is two seconds; timers of a busy computer are late. */
const DEADLINE_MS = 1_800
/** Long enough to find a password, short enough not to meet somebody who comes back to a forgotten window. */
const PROMPT_MS = 60_000
/** The app asks once at its start, for all gateways in a row; the next question is a person's, and may wait for a start. */
const IDLE_MS = 3_000

const ENDED: KeyringResult = { state: 'broken', detail: 'the keyring process ended' }

interface Question {
  readonly order: KeyringOrder
  readonly settle: (result: KeyringResult) => void
  late: NodeJS.Timeout | undefined
}

/**
 * Puts one question at a time, so that a keyring that hangs hangs one call and not four. A question that has waited too long
 * for its turn is never put.
 */
export class Keyring {
  readonly #deps: KeyringDeps
  readonly #freed: () => void
  #process: KeyringProcess | null = null
  /** The process has said that it listens. */
  #isUp = false
  #queue: readonly Question[] = []
  /** The one that was put, and its number; `told`: whoever asked knows already that the keyring waits. */
  #put: { readonly question: Question; readonly id: number; told: boolean } | null = null
  #idle: NodeJS.Timeout | undefined
  #prompt: NodeJS.Timeout | undefined
  #lastId = 0

  /** @param freed told when a prompt that was waited for in vain has been answered after all */
  constructor(deps: KeyringDeps, freed: () => void = () => undefined) {
    this.#deps = deps
    this.#freed = freed
  }

  /** Never rejects, and answers by the deadline. */
  ask(order: KeyringOrder): Promise<KeyringResult> {
    return new Promise(resolve => {
      const question: Question = { order, settle: resolve, late: undefined }
      question.late = setTimeout(() => this.#tooLate(question), this.#deps.deadlineMs ?? DEADLINE_MS)
      this.#queue = [...this.#queue, question]
      this.#next()
    })
  }

  /** Ends the process, and with it any prompt of the keyring; whoever waits is told. The next order starts another. */
  close(): void {
    for (const { late, settle } of this.#queue) {
      clearTimeout(late)
      settle(ENDED)
    }
    this.#queue = []
    this.#end()
  }

  #end(): void {
    const ended = this.#process
    this.#process = null
    this.#settle(ENDED)
    clearTimeout(this.#idle)
    ended?.kill()
    this.#next()
  }

  #next(): void {
    const [question, ...rest] = this.#queue
    if (this.#put !== null || question === undefined) return
    clearTimeout(this.#idle)
    try {
      this.#process ??= this.#start()
      if (!this.#isUp) return
      this.#queue = rest
      this.#lastId += 1
      this.#put = { question, id: this.#lastId, told: false }
      this.#process.postMessage({ ...question.order, id: this.#lastId })
    } catch (error) {
      this.#failed({ state: 'broken', detail: String(error).slice(0, 200) })
    }
  }

  #tooLate(question: Question): void {
    const waiting = { state: 'waiting', detail: 'no answer in time' } as const
    if (this.#put?.question !== question) {
      this.#queue = this.#queue.filter(one => one !== question)
      // A busy computer may need longer for the process itself; that says nothing about the keyring. The next one finds it up.
      question.settle(this.#isUp ? waiting : { state: 'broken', detail: 'its process did not start in time' })
    } else if (question.order.op === 'get') {
      // The process stays for the prompt's sake: a keyring takes it away from whoever is gone.
      this.#put.told = true
      question.settle(waiting)
      this.#prompt = setTimeout(() => this.#end(), this.#deps.promptMs ?? PROMPT_MS)
      this.#prompt.unref()
    } else {
      // Whoever was told that nothing was changed must not find later that it was.
      this.#settle(waiting)
      this.#end()
    }
  }

  #settle(result: KeyringResult): void {
    if (this.#put === null) return
    const { question, told } = this.#put
    this.#put = null
    clearTimeout(question.late)
    clearTimeout(this.#prompt)
    question.settle(result)
    if (told && (result.state === 'ok' || result.state === 'missing')) this.#freed()
    this.#idle = setTimeout(() => this.#end(), this.#deps.idleMs ?? IDLE_MS)
    this.#idle.unref()
  }

  /** The process is of no use: whoever's turn it is hears why, the next one gets another. */
  #failed(why: KeyringResult): void {
    if (this.#put === null) {
      const [question, ...rest] = this.#queue
      this.#queue = rest
      clearTimeout(question?.late)
      question?.settle(why)
    }
    this.#settle(why)
    this.#end()
  }

  #start(): KeyringProcess {
    this.#isUp = false
    const started = this.#deps.fork()
    started.on('message', data => {
      const reply = parse(replySchema, data)
      if (!reply.success || this.#process !== started) return
      if ('ready' in reply.data) this.#isUp = true
      // A late answer to an earlier question must not be taken for this one's.
      else if (reply.data.id !== this.#put?.id) return
      // libsecret holds on to a daemon that is gone: in this process nothing would be right again.
      else if (reply.data.result.state === 'broken') return this.#failed(reply.data.result)
      else this.#settle(reply.data.result)
      this.#next()
    })
    started.on('exit', () => {
      if (this.#process === started) this.#failed(ENDED)
    })
    return started
  }
}
