// Tells a page whose list of networks is stale: on Linux Chromium raises no event when an address that was there at the start
// takes over, and then even new peers gather the old ones only (measured); a reload of the page helps at once.
// Knows candidates by their text; must not know what is done about it.
import type { AttemptPlan, Candidate } from '../../protocol/ice'

/** Host candidates come within some 50 ms of a plan. */
const HOST_MS = 700
/** A relay on 443 takes four round trips: with only relays to go by there is no quick verdict. */
const RELAY_MS = 2_000

export interface StaleDeps {
  /** Whether the way out uses this address now. */
  readonly isOwn: (address: string) => boolean
  /** Whether there is any way out. */
  readonly hasWayOut: () => boolean
  /** Called at most once for each change of the network. */
  readonly stale: () => void
}

export interface StaleWatch {
  networkChanged(): void
  planned(callId: string, plan: AttemptPlan): void
  candidate(callId: string, attempt: number, candidate: Candidate): void
  /** The attempt is over: its silence says nothing. Without a number: all attempts of the call. */
  over(callId: string, attempt?: number): void
  stop(): void
}

/** RFC 8839 section 5.1: foundation, component, transport, priority, address, port, "typ", type. */
function isFresh(candidate: NonNullable<Candidate>, isOwn: (address: string) => boolean): boolean {
  const [, , , , address = '', , , type] = candidate.candidate.split(' ')
  // Chromium hides host addresses behind names where the page has no microphone; those cannot be judged.
  if (type !== 'host') return type === 'relay' || type === 'srflx'
  return address.endsWith('.local') || isOwn(address)
}

/** Makes the watch. It asks only attempts that were made because the network changed or the sound was lost. */
export function createStaleWatch({ isOwn, hasWayOut, stale }: StaleDeps): StaleWatch {
  let verdict: 'known' | 'open' = 'known'
  const waiting = new Map<string, NodeJS.Timeout>()
  const keyOf = (callId: string, attempt: number) => `${callId} ${attempt}`
  const forget = (key: string) => {
    clearTimeout(waiting.get(key))
    waiting.delete(key)
  }
  const decide = (found: 'fresh' | 'stale') => {
    verdict = 'known'
    for (const key of [...waiting.keys()]) forget(key)
    if (found === 'stale') stale()
  }
  return {
    networkChanged: () => {
      for (const key of [...waiting.keys()]) forget(key)
      verdict = 'open'
    },
    planned: (callId, { attempt, cause, route }) => {
      if (verdict === 'known' || (cause !== 'network' && cause !== 'recovery')) return
      const key = keyOf(callId, attempt)
      const silent = () => {
        forget(key)
        if (hasWayOut()) decide('stale')
      }
      waiting.set(key, setTimeout(silent, route === 'direct' ? HOST_MS : RELAY_MS))
    },
    candidate: (callId, attempt, candidate) => {
      if (candidate && waiting.has(keyOf(callId, attempt)) && isFresh(candidate, isOwn)) decide('fresh')
    },
    over: (callId, attempt) => {
      for (const key of [...waiting.keys()])
        if (attempt === undefined ? key.startsWith(`${callId} `) : key === keyOf(callId, attempt)) forget(key)
    },
    stop: () => {
      for (const key of [...waiting.keys()]) forget(key)
    },
  }
}
