// The lines of a gateway: a desk for each session, and the bounds over all of them. Lines are refused first: they take no
// place of a call, and none is opened while calls are many. Must not know calls but their number.
import type { ClientMessage, GatewayMessage } from '../../protocol/signaling'
import type { Limits } from '../limits'
import type { Leg } from '../media/leg'
import { type Line, type LineDeps, type LineEnd, type LineOpen, openLine } from './line'

export type LineMessage = Extract<ClientMessage, { lineId: string }>

/** The lines of one session. */
export interface LineDesk {
  handle(message: LineMessage): void
  /** The connection of a line of this session, for a call; `null` when there is no such line. */
  take(lineId: string): Leg | null
  /** The session is over: its lines end. */
  drop(): void
}

export interface LineHouse {
  desk(emit: (message: GatewayMessage) => void): LineDesk
  /** Ends every line, and takes no new ones. */
  close(): void
}

export interface LineHouseDeps extends LineDeps {
  readonly limits: Limits
  /** Calls at present, over all sessions. */
  readonly calls: () => number
}

/** Opens the house. */
export function createLineHouse(deps: LineHouseDeps): LineHouse {
  const { limits, calls } = deps
  const all = new Set<Line>()
  let state: 'open' | 'closed' = 'open'

  const refusal = (mine: number): LineEnd | null => {
    if (state === 'closed') return 'closed'
    const crowded = calls() > limits.callsMax * limits.lineCallsShareMax
    return crowded || all.size >= limits.linesMax || mine >= limits.linesPerSessionMax ? 'full' : null
  }

  return {
    desk(emit) {
      const lines = new Map<string, Line>()
      const open = (message: LineOpen) => {
        const { lineId } = message
        if (lines.has(lineId)) return
        const reason = refusal(lines.size)
        if (reason) return emit({ type: 'line.end', lineId, reason })
        const line: Line = openLine(message, deps, emit, () => {
          lines.delete(lineId)
          all.delete(line)
        })
        lines.set(lineId, line)
        all.add(line)
      }
      return {
        handle(message) {
          if (message.type === 'line.open') open(message)
          else if (message.type === 'line.candidate') lines.get(message.lineId)?.candidate(message.candidate)
          else lines.get(message.lineId)?.end('closed')
        },
        take: lineId => lines.get(lineId)?.take() ?? null,
        drop() {
          for (const line of [...lines.values()]) line.end('closed')
        },
      }
    },
    close() {
      state = 'closed'
      for (const line of [...all]) line.end('closed')
    },
  }
}
