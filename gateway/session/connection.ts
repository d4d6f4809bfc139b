// One connection of a client: reads its texts, and ties it to a session at `hello`: a new one, or the one it lost.
// Must not know calls, nor which transport this is.
import type { Failure } from '../../protocol/failure'
import {
  type ClientMessage,
  type Frame,
  frameText,
  type Parsed,
  PROTOCOL_VERSIONS,
  parseClientFrame,
} from '../../protocol/signaling'
import type { Limits } from '../limits'
import { newSecret } from '../secrets'
import { Session, type Transport } from './session'

type Hello = Extract<ClientMessage, { type: 'hello' }>

/** What takes a session up again. */
export type Ticket = NonNullable<Hello['resume']>

/** Where sessions are found. */
export interface Sessions {
  /** Or why there is none to be had. */
  create(): Session | Failure
  find(sessionId: string): Session | null
  /** One that another gateway held, if the ticket is its. */
  takeOver(ticket: Ticket): Promise<Session | null>
}

/** What a text turned out to be. `garbage` and `oversize` end the session. */
export type Receipt = 'taken' | 'garbage' | 'oversize'

/** Lives from the transport's opening until `drop()`, or until its session or another connection of it closes it. */
export class Connection implements Transport {
  /** Unguessable: it ties the posts of an event stream to it. */
  readonly id = newSecret()
  readonly #transport: Transport
  readonly #sessions: Sessions
  readonly #limits: Limits
  readonly #greeting: NodeJS.Timeout
  #session: Session | null = null
  #phase: 'open' | 'over' = 'open'

  constructor(transport: Transport, sessions: Sessions, limits: Limits) {
    this.#transport = transport
    this.#sessions = sessions
    this.#limits = limits
    this.#greeting = setTimeout(() => this.#refuse('signaling_timeout', 'no hello came'), limits.helloMs)
  }

  /** Takes one text from the client and says whether it was a frame. Never throws. */
  receive(text: string): Receipt {
    if (this.#phase === 'over') return 'taken'
    if (Buffer.byteLength(text) > this.#limits.frameBytesMax) {
      this.refuseOversize()
      return 'oversize'
    }
    const parsed = parseClientFrame(text)
    if (parsed.kind === 'garbage') {
      this.#refuse('signaling_garbage', parsed.why)
      return 'garbage'
    }
    this.#take(parsed)
    return 'taken'
  }

  /** For transports that see the size before the text. */
  refuseOversize(): void {
    this.#refuse('signaling_oversize', `a frame is at most ${this.#limits.frameBytesMax} bytes`)
  }

  /** The transport is gone. */
  drop(): void {
    this.close()
    this.#session?.lose(this)
  }

  send(text: string): void {
    if (this.#phase === 'open') this.#transport.send(text)
  }

  close(): void {
    this.#phase = 'over'
    clearTimeout(this.#greeting)
    this.#transport.close()
  }

  #take(parsed: Exclude<Parsed<ClientMessage>, { kind: 'garbage' }>) {
    if (parsed.kind === 'frame' && parsed.frame.message.type === 'hello') {
      return this.#hello(parsed.frame, parsed.frame.message)
    }
    if (this.#session === null) return this.#refuse('signaling_garbage', 'hello must come first')
    if (parsed.kind === 'unknown') this.#session.take(parsed, { unknown: parsed.type })
    else this.#session.take(parsed.frame, { message: parsed.frame.message })
  }

  #hello({ ack }: Frame<unknown>, { versions, resume }: Hello) {
    const common = PROTOCOL_VERSIONS.filter(version => versions.includes(version))
    if (common.length === 0) {
      return this.#refuse('signaling_version', `this gateway speaks version ${PROTOCOL_VERSIONS.join(', ')}`)
    }
    const version = Math.max(...common)
    if (this.#session) this.#session.welcome(version, 'new')
    else if (resume) void this.#resume(version, ack, resume)
    else this.#begin(version)
  }

  #begin(version: number) {
    const session = this.#sessions.create()
    if (!(session instanceof Session)) return this.#say(session)
    this.#bind(session)
    session.open(this, version)
  }

  async #resume(version: number, ack: number, ticket: Ticket) {
    const resumes = (session: Session | null): session is Session =>
      session?.resume(this, { token: ticket.token, ack, version }) === 'resumed'
    const here = this.#sessions.find(ticket.session)
    if (resumes(here)) return this.#bind(here)
    const taken = await this.#sessions.takeOver(ticket).catch(() => null)
    if (this.#phase === 'over') return
    if (resumes(taken)) this.#bind(taken)
    // One sentence for every reason: which half was wrong is nobody's business.
    else this.#refuse('signaling_lost', 'there is no such session to resume')
  }

  #bind(session: Session) {
    clearTimeout(this.#greeting)
    this.#session = session
  }

  #refuse(name: Failure['name'], detail: string) {
    if (this.#session) return this.#session.refuse(name, detail)
    this.#say({ name, detail })
  }

  #say(failure: Failure) {
    this.send(frameText(0, 0, JSON.stringify({ type: 'error', failure })))
    this.close()
  }
}
