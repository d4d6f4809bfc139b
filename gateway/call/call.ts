// One call: joins attempts, an agent and (if asked) a recording on one 20 ms clock. Owns how a call ends.
// Must not know transports, SDP or what the agent says.

import type { Candidate } from '../../protocol/ice'
import type { GatewayMessage, Go, Hearing, Redundancy, Stages } from '../../protocol/signaling'
import type { Agent, AgentFact, AgentMaker } from '../agent/agent'
import type { Limits } from '../limits'
import type { Log } from '../log'
import type { AnswererMaker, Leg } from '../media/leg'
import type { Metronome } from '../media/metronome'
import type { CallRecording, RecordingEnd } from '../recording/recording'
import { type AttemptFact, Attempts } from './attempts'
import type { CallHandle, CallRequest, EndReason } from './desk'
import { createListening } from './hearing'
import { toldOf } from './words'

export interface CallDeps {
  readonly agent: AgentMaker
  readonly answerer: AnswererMaker
  readonly metronome: Metronome
  readonly limits: Limits
  readonly log: Log
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** Starts the recording when sound begins; `null` when this call is not recorded or cannot be. */
  readonly record: () => CallRecording | null
  /** Who records, as the caller is told. */
  readonly recorderName: string
}

/** Whole milliseconds; what is not known stays away. */
const wholeStages = (stages: Stages): Stages =>
  Object.fromEntries(Object.entries(stages).map(([name, ms = 0]) => [name, Math.round(ms)]))

/** A disk that hangs holds back nobody's goodbye: the client waits 0.8 s for it. */
const RECORDING_END_MS = 500

/** What a recording has become; nothing is known of one whose disk hangs but that it is not whole yet. */
function endOf(recording: CallRecording): Promise<Partial<RecordingEnd>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Partial<RecordingEnd>>(resolve => {
    timer = setTimeout(() => resolve({ complete: false }), RECORDING_END_MS)
  })
  return Promise.race([recording.close(), late]).finally(() => clearTimeout(timer))
}

export class Call implements CallHandle {
  readonly #request: CallRequest
  readonly #deps: CallDeps
  readonly #emit: (message: GatewayMessage) => void
  readonly #onOver: () => void
  readonly #attempts: Attempts
  readonly #agent: Agent
  readonly #listening = createListening()
  readonly #startedMs: number
  readonly #lifetime: NodeJS.Timeout
  #lonely: NodeJS.Timeout | null = null
  #recording: CallRecording | null = null
  #leaveClock: (() => void) | null = null
  #soundsSinceMs: number | null = null
  #heardAtMs: number
  #parting: EndReason | null = null
  #state: 'open' | 'over' = 'open'
  #answered: 'never' | 'once' = 'never'

  constructor(
    request: CallRequest,
    deps: CallDeps,
    emit: (message: GatewayMessage) => void,
    onOver: () => void,
  ) {
    this.#request = request
    this.#deps = deps
    this.#emit = emit
    this.#onOver = onOver
    this.#startedMs = deps.now()
    this.#heardAtMs = this.#startedMs
    this.#agent = deps.agent(fact => this.#onAgent(fact))
    const { answerer, limits, now } = deps
    const attempts = { callId: request.callId, answerer, max: limits.attemptsMax, now }
    this.#attempts = new Attempts(attempts, fact => this.#onAttempt(fact))
    this.#lifetime = setTimeout(() => this.leave('agent'), deps.limits.callMs)
    this.#watchConnection()
    this.#log(`started with ${request.agent}`)
  }

  offer(attempt: number, sdp: string): void {
    if (this.#state === 'open') this.#attempts.offer(attempt, sdp)
  }

  adopt(attempt: number, leg: Leg): void {
    if (this.#state === 'open') this.#attempts.adopt(attempt, leg)
    else leg.close()
  }

  candidate(attempt: number, candidate: Candidate): void {
    this.#attempts.candidate(attempt, candidate)
  }

  endAttempt(attempt: number): void {
    this.#attempts.end(attempt)
    this.#watchConnection()
  }

  go(order: Go): void {
    this.#attempts.go(order)
  }

  redundancy(wish: Redundancy): void {
    this.#attempts.redundancy(wish)
  }

  hold(on: boolean): void {
    if (this.#state === 'over') return
    this.#agent.hold?.(on, this.#deps.now())
    this.#log(on ? 'is on hold' : 'goes on')
  }

  /** A key of the caller, and how it came. The agent is asked nothing: that it came is what the caller is told. */
  digit(digit: string, by: 'rtp' | 'signaling'): void {
    if (this.#state === 'over') return
    this.#emit({ type: 'dtmf.heard', callId: this.#request.callId, digit, by })
    this.#log(`a key came by ${by}`)
  }

  read(id: string, text: string): void {
    if (this.#state === 'over' || this.#agent.read === undefined) return
    this.#emit({ type: 'message.taken', callId: this.#request.callId, id })
    this.#agent.read(text)
  }

  quietMs(): number {
    return this.#deps.now() - this.#heardAtMs
  }

  /** Lets the agent say goodbye first. */
  leave(reason: Exclude<EndReason, 'caller'>): void {
    if (this.#state === 'open') this.#agent.leave(reason)
  }

  end(reason: EndReason, told: 'tell' | 'silent'): void {
    if (this.#state === 'over') return
    const recording = this.#recording
    this.#release(`ended by ${reason}`)
    const last = () => {
      if (told === 'tell') this.#emit({ type: 'call.end', callId: this.#request.callId, reason })
      this.#onOver()
    }
    const whole = recording && endOf(recording)
    if (whole === null || told === 'silent') {
      last()
      return
    }
    // What has become of the recording is said before the last word.
    void whole.then(end => {
      this.#tellRecording('off', end)
      last()
    })
  }

  #onAgent(fact: AgentFact): void {
    const { callId } = this.#request
    if (this.#state === 'over') return
    if (fact.type === 'state') this.#emit({ type: 'agent.state', callId, state: fact.state })
    else if (fact.type === 'turn') {
      const responseMs = Math.round(fact.responseMs)
      this.#emit({ type: 'agent.turn', callId, n: fact.n, responseMs, stages: wholeStages(fact.stages) })
      this.#log(`turn ${fact.n}, answered in ${responseMs} ms`)
    } else if (fact.type === 'hushed') this.#attempts.hush()
    else if (fact.type !== 'left') this.#emit(toldOf(fact, { callId, atMs: this.#inCallMs() }))
    else if (this.#attempts.lagMs() === 0) this.end(fact.reason, 'tell')
    // It has hung up, but its last words are still on their way.
    else this.#parting = fact.reason
  }

  #inCallMs(): number {
    return this.#soundsSinceMs === null ? 0 : Math.round(this.#deps.now() - this.#soundsSinceMs)
  }

  #onAttempt(fact: AttemptFact): void {
    const { callId } = this.#request
    const { attempt } = fact
    if (fact.type === 'heard') {
      this.#heardAtMs = this.#deps.now()
      this.#tellHearing(this.#listening.heard(fact.packet, this.#heardAtMs))
      this.#agent.heard(fact.packet, this.#heardAtMs)
      this.#recording?.heard(attempt, fact.packet)
    } else if (fact.type === 'adopted') {
      this.#answered = 'once'
      this.#emit({ type: 'attempt.adopted', callId, attempt })
    } else if (fact.type === 'answered') {
      this.#answered = 'once'
      this.#emit({ type: 'attempt.answer', callId, attempt, sdp: fact.sdp })
    } else if (fact.type === 'candidate') {
      this.#emit({ type: 'attempt.candidate', callId, attempt, candidate: fact.candidate })
    } else if (fact.type === 'connected') this.#onConnected(attempt)
    else if (fact.type === 'digit') this.digit(fact.digit, 'rtp')
    else if (fact.type === 'moved') this.#log(`attempt ${attempt} is live, ${fact.lagMs} ms behind`)
    else if (fact.type === 'lost') this.#onLost(attempt, fact.why)
    else this.#log(`attempt ${attempt}: a candidate that leads elsewhere was dropped`)
  }

  #onConnected(attempt: number): void {
    this.#log(`attempt ${attempt} connected`)
    this.#watchConnection()
    if (this.#leaveClock) return
    this.#recording = this.#deps.record()
    if (this.#recording) this.#tellRecording('on')
    this.#soundsSinceMs = this.#deps.now()
    this.#listening.begin(this.#deps.now())
    this.#agent.mediaUp(this.#deps.now())
    this.#leaveClock = this.#deps.metronome.join(nowMs => this.#beat(nowMs))
    // The first word does not wait for the clock's next beat.
    this.#beat(this.#deps.now())
  }

  #beat(nowMs: number): void {
    const frames = this.#agent.tick(nowMs)
    this.#attempts.beat(frames)
    this.#tellHearing(this.#listening.beat(nowMs))
    if (this.#parting && this.#attempts.lagMs() === 0) this.end(this.#parting, 'tell')
    const recording = this.#recording
    if (recording?.beat(frames) !== 'broken') return
    this.#recording = null
    void endOf(recording).then(end => {
      if (this.#state === 'open') this.#tellRecording('off', { ...end, complete: false })
    })
    this.#log('the recording stopped: it could not be written')
  }

  #tellHearing(state: Hearing | null): void {
    if (state === null) return
    this.#emit({ type: 'caller.heard', callId: this.#request.callId, state })
    this.#log(`of the caller arrives ${state}`)
  }

  #tellRecording(state: 'on' | 'off', end: Partial<RecordingEnd> = {}): void {
    const { callId } = this.#request
    this.#emit({ type: 'recording', callId, by: this.#deps.recorderName, state, ...end })
  }

  /**
   * One bad attempt among others is the client's to replace, and so is one that was answered and found no path: the client has
   * another, or says what its network forbade. A call without any attempt that could be answered is over.
   */
  #onLost(attempt: number, why: string): void {
    this.#log(`attempt ${attempt} lost: ${why}`)
    this.#watchConnection()
    if (this.#attempts.open() > 0 || this.#answered === 'once' || this.#state === 'over') return
    const { callId } = this.#request
    this.#emit({ type: 'error', callId, failure: { name: 'agent_refused', detail: why } })
    this.#release('refused')
    this.#onOver()
  }

  #watchConnection(): void {
    const connected = this.#state === 'open' && this.#attempts.connected() > 0
    if (this.#lonely && !connected) return
    if (this.#lonely) clearTimeout(this.#lonely)
    this.#lonely = null
    if (connected || this.#state === 'over') return
    this.#lonely = setTimeout(() => this.end('gateway', 'tell'), this.#deps.limits.unconnectedMs)
  }

  /** What every end does, whatever ended the call. */
  #release(line: string): void {
    this.#state = 'over'
    this.#leaveClock?.()
    clearTimeout(this.#lifetime)
    if (this.#lonely) clearTimeout(this.#lonely)
    this.#attempts.close()
    const { sent, own, copies, fec, missing } = this.#attempts.heard()
    this.#log(`heard of ${sent} packets: ${own} came, ${copies} as copies, ${fec} by FEC, ${missing} did not`)
    this.#log(`${line} after ${Math.round((this.#deps.now() - this.#startedMs) / 1000)} s`)
  }

  #log(line: string): void {
    this.#deps.log('info', `call ${this.#request.callId.slice(0, 8)}: ${line}`)
  }
}
