// Which check tells why calls do not work, or not well. Pure; has no words.
import { CHECKS, type CheckId } from '../../protocol/checks'
import type { Check } from '../../protocol/network-report'

/** What a call cannot do without, in the order in which it meets them. WebSocket and event stream stand in for each other. */
const NEEDED: readonly CheckId[] = [
  'name', 'proxy', 'connect', 'proxy-auth', 'portal', 'clock', 'tls', 'inspection', 'websocket', 'event-stream', 'relays',
] // biome-ignore format: one line reads as the ladder it is

const INSTEAD: Partial<Record<CheckId, CheckId>> = { websocket: 'event-stream', 'event-stream': 'websocket' }

const isDown = ({ status }: Check): boolean => status === 'blocked' || status === 'failed'

/** The first check that keeps calls from working; null: none does. */
export function obstacleOf(checks: readonly Check[]): Check | null {
  const find = (id: CheckId | undefined): Check | undefined => checks.find(check => check.id === id)
  for (const id of NEEDED) {
    const check = find(id)
    if (check && isDown(check) && find(INSTEAD[id])?.status !== 'ok') return check
  }
  return null
}

/** The check that makes calls worse most: what was measured of the sound before what was seen of the way. */
export function annoyanceOf(checks: readonly Check[]): Check | null {
  const order: readonly CheckId[] = ['quality', 'idle', 'relays', ...CHECKS]
  const worse = order.flatMap(id => checks.filter(check => check.id === id))
  return worse.find(check => isDown(check) || check.status === 'warn') ?? null
}
