// Plays hostile frames against a client's signaling from the bytes on: event parser, frames, session, calls. Counts what they did.
// Frames go in as a WebSocket's texts or as an event stream's bytes, cut anywhere; no socket and no timer is waited for.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createCalls } from '../../main/signaling/calls'
import { failure } from '../../main/signaling/failures'
import { createSseParser } from '../../main/signaling/sse'
import type { OpenTransport, TransportEvent } from '../../main/signaling/transport'
import { lineSchema } from '../../protocol/conversation'
import { type BackendFact, backendFactSchema } from '../../protocol/facts'
import { FRAME_BYTES_MAX } from '../../protocol/signaling'
import { randomOf } from '../fakes/random'
import { createHostility, type Hostile } from './frames'

export interface Played {
  readonly frames: number
  readonly kinds: Readonly<Record<string, number>>
  /** Sessions that were opened, because the one before was ended by what came. */
  readonly sessions: number
  readonly facts: number
  readonly failures: Readonly<Record<string, number>>
  readonly slowest: { readonly ms: number; readonly kind: string; readonly frame: number }
  /** Frames that took more than 50 ms of processor time: the clock would count whoever else uses this machine. */
  readonly hangs: number
  /** Live heap after collection, in MB: at the beginning, the most since, and at the end. */
  readonly heapMb: { readonly first: number; readonly most: number; readonly last: number }
  readonly tookMs: number
}

const HANG_MS = 50
const SAMPLES = 40
const TURN_FRAMES = 20
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
/** As the event stream bounds it. */
const EVENT_CHARS_MAX = FRAME_BYTES_MAX + 1024
const WELCOME = {
  type: 'welcome', version: 1, gateway: { name: 'fuzz', version: '1' }, ice: { servers: [], expiresAtMs: null },
  session: 'fuzz-session-0001', resumeToken: 'fuzz-token-000001', resumed: false,
} // biome-ignore format: one value

setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void
const heapMb = (): number => {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

/** One client and the wire to it. Every fact must be one that the window's contract takes, and its own call's. */
function createVictim(told: (fact: BackendFact) => void) {
  let emit: (event: TransportEvent) => void = () => undefined
  let said = 0
  let count = 0
  let logged = 0
  const openTransport: OpenTransport = (_target, tell) => {
    emit = tell
    const send = (text: string) => {
      const { seq } = JSON.parse(text)
      said = Math.max(said, seq)
    }
    return { send, close: () => undefined }
  }
  const calls = createCalls({
    resolveAgent: agent => ({ kind: 'gateway', agent, target: { url: 'wss://fuzz.example/' } }),
    startBuiltIn: () => Promise.reject(new Error('none')),
    openTransport,
    client: { name: 'fuzz', version: '1' },
    emit: fact => told(fact),
    said: (of, what) => {
      if (of !== callId()) throw new Error(`words of ${of} in ${callId()}`)
      if (what.kind !== 'taken') lineSchema.parse(what)
    },
    log: line => {
      logged += line.length
    },
    nowMs: Date.now,
  })
  const callId = () => `call-${String(count).padStart(6, '0')}`
  const text = (message: object, seq = 0) =>
    emit({ type: 'received', text: JSON.stringify({ seq, ack: 0, message }) })
  return {
    calls,
    callId,
    said: () => said,
    loggedChars: () => logged,
    hear: (event: TransportEvent) => emit(event),
    /** A new call, up to where `stage` says. */
    dial(stage: 'dialled' | 'open' | 'welcomed' | 'begun') {
      calls.closeAll()
      count += 1
      said = 0
      calls.openBackend({ callId: callId(), agentId: 'agent', route: 'auto' })
      if (stage === 'dialled') return
      emit({ type: 'opened' })
      if (stage === 'open') return
      text(WELCOME)
      if (stage === 'begun') calls.startCall({ callId: callId(), attempt: 1, sdp: 'v=0' })
    },
  }
}

export async function play(frames: number, seed: number): Promise<Played> {
  const random = randomOf(seed)
  const hostile = createHostility(random)
  const kinds: Record<string, number> = {}
  const failures: Record<string, number> = {}
  const facts: BackendFact[] = []
  const victim = createVictim(fact => facts.push(fact))
  let state = { sessions: 0, due: 1, heard: 0, over: true }
  let slowest = { ms: 0, kind: 'none', frame: -1 }
  let hangs = 0
  let told = 0
  const first = heapMb()
  let most = first

  const parser = () =>
    createSseParser(EVENT_CHARS_MAX, ({ event, data }) => {
      if (event === 'frame') victim.hear({ type: 'received', text: data })
    })
  let events = parser()
  const feed = (bytes: Uint8Array): void => {
    if (events.feed(bytes) === 'ok') return
    victim.hear({ type: 'closed', failure: failure('signaling_oversize', 'an event') })
    events = parser()
  }
  const asStream = (frame: Uint8Array): void => {
    const all = Buffer.concat([Buffer.from('event: frame\ndata: '), frame, Buffer.from('\n\n')])
    const cut = Math.floor(random() * all.length)
    feed(all.subarray(0, cut))
    feed(all.subarray(cut))
  }
  const asText = (frame: Uint8Array): void =>
    victim.hear({ type: 'received', text: Buffer.from(frame).toString('utf8') })

  const begin = (): void => {
    const stage = random()
    events = parser()
    victim.dial(stage < 0.05 ? 'dialled' : stage < 0.2 ? 'open' : stage < 0.5 ? 'welcomed' : 'begun')
    state = { sessions: state.sessions + 1, due: 1, heard: 0, over: false }
  }
  const judge = (): void => {
    for (const fact of facts.splice(0)) {
      told += 1
      backendFactSchema.parse(fact)
      if (fact.callId !== victim.callId()) throw new Error(`a fact of ${fact.callId} in ${victim.callId()}`)
      if (fact.type === 'backend.failed') failures[fact.failure.name] = (failures[fact.failure.name] ?? 0) + 1
      if (fact.type === 'backend.failed' || fact.type === 'backend.ended') state.over = true
    }
  }
  const step = (frame: number): void => {
    if (state.over || state.heard > 200) begin()
    const { kind, bytes }: Hostile = hostile({ due: state.due, said: victim.said(), callId: victim.callId() })
    kinds[kind] = (kinds[kind] ?? 0) + 1
    const send = random() < 0.5 ? asText : asStream
    const before = process.cpuUsage()
    send(bytes)
    const { user, system } = process.cpuUsage(before)
    const ms = (user + system) / 1000
    if (ms > slowest.ms) slowest = { ms, kind, frame }
    if (ms > HANG_MS) hangs += 1
    // A guess of the due number that holds where the frame was taken, and makes holes where not.
    state.due += Number(kind === 'well-formed' || kind === "another call's" || kind === 'unknown type')
    state.heard += 1
    judge()
  }

  const startedMs = performance.now()
  for (let frame = 0; frame < frames; frame += 1) {
    step(frame)
    // What waits for the next turn of the loop is done in it, as it would be between two real frames.
    if (frame % TURN_FRAMES === 0) await turn()
    if (frame % Math.ceil(frames / SAMPLES) === 0) most = Math.max(most, heapMb())
  }
  victim.calls.closeAll()
  const tookMs = performance.now() - startedMs
  if (Object.keys(Object.prototype).length > 0 || Reflect.has({}, 'polluted'))
    throw new Error('a prototype was changed')
  const last = heapMb()
  return {
    frames, kinds, sessions: state.sessions, facts: told, failures, slowest, hangs, tookMs,
    heapMb: { first, most: Math.max(most, last), last },
  } // biome-ignore format: one value
}
