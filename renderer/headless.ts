// The command line's call: the very same engine, driven by a clock instead of a person.
import type { HeadlessCall } from '../protocol/ipc'
import type { AppStore, Engine } from './store'

/** Dials at once, and hangs up `seconds` after the call became active. The report goes to main as any other. */
export function makeHeadlessCall(call: HeadlessCall, engine: Engine, store: AppStore): void {
  let counting = false
  store.subscribe(({ call: { phase } }) => {
    if (phase !== 'active' || counting) return
    counting = true
    setTimeout(() => engine.dispatch({ type: 'hangUp' }), call.seconds * 1000)
  })
  engine.dispatch({ type: 'dial', callId: crypto.randomUUID(), agentId: call.agentId, route: call.route })
}
