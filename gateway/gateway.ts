// The gateway as one value: opens the port, gives each connection a session and each call an agent, and closes gracefully.
// The composition root of this room; owns no rule of its own but the order of things.
import type { GatewayMessage, Notice } from '../protocol/signaling'
import type { AgentMaker } from './agent/agent'
import { createTestAgent } from './agent/test-agent'
import { Call } from './call/call'
import type { EndReason, OpenCall } from './call/desk'
import { iceServersFor, type TurnConfig } from './credentials/turn-rest'
import type { Limits } from './limits'
import { createLineHouse } from './line/house'
import type { Log } from './log'
import { createAnswerer } from './media/answerer'
import type { AnswererMaker } from './media/leg'
import { createMetronome, type Metronome, monotonicMs } from './media/metronome'
import { findPrompts, loadPrompts } from './media/prompts'
import type { Reach } from './media/reach'
import { openRecording } from './recording/recorder'
import type { CallRecording } from './recording/recording'
import type { AccessRules } from './server/access'
import { startServer } from './server/server'
import { createDesk } from './session/desk'
import { createSessionHouse } from './session/house'
import type { SessionStore } from './session/store'

/** Announced in `welcome` and, where calls are recorded, as the one who records. */
export const GATEWAY_NAME = 'Viaduct gateway'
export const TEST_AGENT = 'test-agent'

export interface GatewayConfig {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  readonly tls: { readonly key: string | Buffer; readonly cert: string | Buffer } | null
  readonly access: AccessRules
  readonly reach: Reach
  readonly turn: TurnConfig
  /** Agent ids that are answered, all of them by one kind of agent. */
  readonly agents: readonly string[]
  /** Where recordings go; `null`: nothing is recorded. */
  readonly recordings: string | null
  /** Calls that are not to be recorded are refused. */
  readonly recordingRequired?: boolean
  readonly version: string
  readonly limits: Limits
  readonly log: Log
  /** Shared with other gateways; without it sessions stay in this process. */
  readonly store?: SessionStore
  /** Who answers; the Test Agent where it is left out. One that throws is not there: the call is refused as `agent_offline`. */
  readonly agent?: AgentMaker
}

export interface Gateway {
  readonly port: number
  /** Tells every client; one that is away hears it when it is back. */
  tell(notice: Notice): void
  /** Takes no session and no call any more, and asks clients to leave. Resolves once there is no call, after `ms` at most. */
  drain(ms: number): Promise<void>
  /** Agents say goodbye, calls end, then the port closes. Bounded by `limits.goodbyeMs`. Safe to call twice. */
  close(): Promise<void>
}

/** After the last frames were handed to the sockets: time for them to leave before the sockets are cut. */
const FLUSH_MS = 150

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** All calls of a gateway, over all sessions, and the recordings that are still being finished. */
interface Floor {
  readonly calls: Set<Call>
  readonly files: Set<Promise<void>>
  state: 'open' | 'closing'
}

/** A recording whose end the gateway can wait for. */
const tracked = (recording: CallRecording, files: Set<Promise<void>>): CallRecording => ({
  heard: (attempt, packet) => recording.heard(attempt, packet),
  beat: said => recording.beat(said),
  close() {
    const closing = recording.close()
    const closed = closing.then(() => void files.delete(closed))
    files.add(closed)
    return closing
  },
})

/** What every call is made with. */
interface Staff {
  readonly agent: AgentMaker
  readonly answerer: AnswererMaker
  readonly metronome: Metronome
}

/** Makes the function that admits calls. */
function admit(config: GatewayConfig, floor: Floor, staff: Staff): OpenCall {
  const { limits, log } = config
  return (request, emit, onOver) => {
    if (!config.agents.includes(request.agent)) {
      return { refused: 'agent_unknown', detail: 'no agent of this name answers here' }
    }
    if (floor.state === 'closing') return { refused: 'agent_busy', detail: 'this gateway is closing' }
    if (floor.calls.size >= limits.callsMax) {
      return { refused: 'agent_busy', detail: 'all lines of this gateway are taken' }
    }
    if (config.recordings !== null && config.recordingRequired && !request.record) {
      return { refused: 'agent_must_record', detail: 'calls to this gateway are recorded' }
    }
    const record = () => {
      if (!request.record || config.recordings === null) return null
      return tracked(openRecording(config.recordings, request, GATEWAY_NAME, log), floor.files)
    }
    const deps = { ...staff, limits, log, now: monotonicMs, record, recorderName: GATEWAY_NAME }
    try {
      const call: Call = new Call(request, deps, emit, () => {
        floor.calls.delete(call)
        onOver()
      })
      floor.calls.add(call)
      return call
    } catch (error) {
      log('warn', `the agent ${request.agent} could not be had: ${String(error)}`)
      return { refused: 'agent_offline', detail: 'the agent could not be had' }
    }
  }
}

/** Everyone says goodbye at the same time; whoever is not done in time is cut off. */
async function clear(floor: Floor, reason: Exclude<EndReason, 'caller'>, goodbyeMs: number): Promise<void> {
  floor.state = 'closing'
  for (const call of [...floor.calls]) call.leave(reason)
  await untilEmpty(floor, goodbyeMs)
  for (const call of [...floor.calls]) call.end(reason, 'tell')
}

const untilEmpty = async ({ calls }: Floor, ms: number): Promise<void> => {
  const deadlineMs = monotonicMs() + ms
  while (calls.size > 0 && monotonicMs() < deadlineMs) await pause(20)
}

/** Opens a gateway. Rejects with Node's own error when the port cannot be had. */
export async function startGateway(config: GatewayConfig): Promise<Gateway> {
  const { limits, log } = config
  const prompts = loadPrompts(findPrompts())
  const floor: Floor = { calls: new Set(), files: new Set(), state: 'open' }
  const answerer: AnswererMaker = tell => createAnswerer(config.reach, tell)
  const agent: AgentMaker = config.agent ?? (emit => createTestAgent(prompts, emit))
  const open = admit(config, floor, { agent, answerer, metronome: createMetronome() })
  const lines = createLineHouse({ answerer, limits, log, calls: () => floor.calls.size })
  const house = createSessionHouse(limits, {
    gateway: { name: GATEWAY_NAME, version: config.version },
    limits,
    recording:
      config.recordings === null ? null : { by: GATEWAY_NAME, required: config.recordingRequired ?? false },
    log,
    ice: (sessionId: string, n: number) =>
      iceServersFor(config.turn, `${sessionId.slice(0, 12)}-${n}`, Date.now()),
    desk: (_id: string, emit: (message: GatewayMessage) => void) =>
      createDesk(open, lines, emit, ({ callId, stars }) =>
        log('info', `call ${callId.slice(0, 8)}: rated ${stars} of 5`),
      ),
    ...(config.store === undefined ? {} : { store: config.store }),
  })
  const server = await startServer(config, house)
  const shut = async () => {
    log('info', 'gateway: closing')
    lines.close()
    await clear(floor, 'gateway', limits.goodbyeMs)
    house.drop()
    await Promise.all([pause(FLUSH_MS), Promise.race([Promise.all(floor.files), pause(limits.goodbyeMs)])])
    await server.close()
    log('info', 'gateway: closed')
  }
  let closing: Promise<void> | null = null
  return {
    port: server.port,
    tell: house.tell,
    drain: ms => {
      log('info', 'gateway: draining')
      floor.state = 'closing'
      lines.close()
      house.drain()
      return untilEmpty(floor, ms)
    },
    close() {
      closing ??= shut()
      return closing
    },
  }
}
