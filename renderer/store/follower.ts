// Does what the loss ladder says: at the media room for what this end can do, at the gateway for the agent's direction.
import type { Bridge } from '../../protocol/ipc'
import type { LadderStep } from '../../protocol/report'
import type { Call } from '../call'
import type { Media } from '../media'

export interface FollowerWorld {
  readonly bridge: Pick<Bridge, 'askRedundancy'>
  readonly media: Pick<Media, 'adapt' | 'say'>
  nowMs(): number
  call(): Call
}

/** @returns told each step, and the same one again where the sound has moved to another peer */
export function createFollower({ bridge, media, nowMs, call }: FollowerWorld): (step: LadderStep) => void {
  /** What the gateway was asked for last; null: by another page of this window, if at all, and not known here. */
  let asked: { readonly callId: string; readonly depth: number; readonly n: number } | null = null

  /** Twice, as a `go` travels: either way may be the one that stalls, and the number makes the second a copy. */
  const ask = (callId: string, attempt: number | null, dialedAtMs: number, depth: number): void => {
    const before = asked?.callId === callId ? asked : null
    if (depth === before?.depth) return
    // Rises over the pages of one call as well.
    const n = Math.max((before?.n ?? 0) + 1, Math.ceil(nowMs() - dialedAtMs))
    asked = { callId, depth, n }
    const wish = { callId, n, depth }
    if (attempt !== null) media.say(attempt, JSON.stringify({ type: 'call.redundancy', ...wish }))
    bridge.askRedundancy(wish).catch(() => undefined)
  }

  return step => {
    media.adapt(step)
    const now = call()
    if (now.phase === 'idle' || now.phase === 'ended') return
    // Dialed by this page: nobody has asked for anything yet.
    if (now.phase === 'preparing') asked = { callId: now.callId, depth: 0, n: 0 }
    else ask(now.callId, now.carrier, now.dialedAtMs, step.redundancyIn)
  }
}
