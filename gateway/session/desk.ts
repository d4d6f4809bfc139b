// The desk of one session: what its client says goes to its lines or to its calls, and a call may take a line over.
// Must not know how either works.

import type { ClientMessage, GatewayMessage } from '../../protocol/signaling'
import { type CallDesk, createCallDesk, type OpenCall } from '../call/desk'
import type { LineHouse } from '../line/house'

export interface Desk extends Omit<CallDesk, 'handle'> {
  handle(message: Exclude<ClientMessage, { type: 'hello' | 'ping' | 'bye' }>): void
}

/** Opens the desk of one session. Only its calls count for how long the session is held. */
export function createDesk(
  open: OpenCall,
  house: LineHouse,
  emit: (message: GatewayMessage) => void,
  rated?: Parameters<typeof createCallDesk>[3],
): Desk {
  const lines = house.desk(emit)
  const calls = createCallDesk(open, emit, lines.take, rated)
  return {
    handle: message => ('lineId' in message ? lines.handle(message) : calls.handle(message)),
    calls: calls.calls,
    quietMs: calls.quietMs,
    drop() {
      calls.drop()
      lines.drop()
    },
  }
}
