// What a call needs of any agent that answers it. A room of its own could stand behind this: nothing here is about tests.
import type { ToolState } from '../../protocol/conversation'
import type { AgentState, Stages } from '../../protocol/signaling'
import type { EndReason } from '../call/desk'
import type { HeardPacket, OpusFrame } from '../media/frames'

export type AgentFact =
  | { readonly type: 'state'; readonly state: AgentState }
  /** End of the caller's speech to the agent's first sound, in milliseconds. */
  | { readonly type: 'turn'; readonly n: number; readonly responseMs: number; readonly stages: Stages }
  /** It was talked over and has stopped in the middle: what it said and was not sent yet is not to be sent any more. */
  | { readonly type: 'hushed' }
  /** What one of the two says, as far as the agent knows it by now. */
  | {
      readonly type: 'caption'
      readonly id: number
      readonly who: 'caller' | 'agent'
      readonly text: string
      readonly isFinal: boolean
      readonly settled?: number
      readonly interrupted?: boolean
    }
  | { readonly type: 'wrote'; readonly id: number; readonly text: string }
  | { readonly type: 'tool'; readonly id: number; readonly label: string; readonly state: ToolState }
  | { readonly type: 'transfer'; readonly id: number; readonly to: string }
  /** The agent has hung up. The last fact. */
  | { readonly type: 'left'; readonly reason: Exclude<EndReason, 'caller'> }

/** Sounds in steps of 20 ms on the clock of the call. Times are milliseconds of one monotonic clock. */
export interface Agent {
  /** Sound can flow: the first attempt is connected. */
  mediaUp(atMs: number): void
  heard(packet: HeardPacket, atMs: number): void
  /** What to send in this period. Never empty while media is up: RTP flows in silence too. */
  tick(atMs: number): readonly OpusFrame[]
  /** The caller is away and hears nothing, or is back. The same word twice changes nothing. Without it an agent talks to nobody. */
  hold?(on: boolean, atMs: number): void
  /** The caller has typed this. An agent without it reads nothing. */
  read?(text: string): void
  /** Say goodbye, then leave. */
  leave(reason: Exclude<EndReason, 'caller'>): void
}

/** Makes an agent for one call. */
export type AgentMaker = (emit: (fact: AgentFact) => void) => Agent
