// The command line's call: the very same engine, driven by a clock instead of a person.
import type { HeadlessCall } from '../protocol/ipc'
import { type AppStore, type Engine, nowMs } from './store'

/**
 * Dials at once, unless a page before this one did, and hangs up `seconds` after the call became active. The report goes to
 * main as any other.
 */
export function makeHeadlessCall(order: HeadlessCall, engine: Engine, store: AppStore): void {
  let counting = false
  const count = (): void => {
    const { call } = store.getState()
    if (call.phase !== 'active' || counting) return
    counting = true
    const endAtMs = call.activeAtMs + order.seconds * 1000
    setTimeout(() => engine.dispatch({ type: 'hangUp' }), Math.max(0, endAtMs - nowMs()))
  }
  store.subscribe(count)
  if (store.getState().call.phase !== 'idle') return
  engine.dispatch({ type: 'dial', callId: crypto.randomUUID(), agentId: order.agentId, route: order.route })
}
