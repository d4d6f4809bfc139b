// Watches this computer's addresses and default routes by looking four times a second: Node has no event for them, and
// Chromium's misses changes (a stale network list). On Linux both are seen, elsewhere the interfaces only.
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { NetworkFact } from '../../protocol/facts'
import { changeOf, type NetworkState } from './change'
import { type DefaultRoute, parseRoutes4, parseRoutes6 } from './routes'

const POLL_MS = 250
/** A change comes in pieces (address, route, the other family): the first is told at once, the rest as one. */
const SETTLE_MS = 500

const tryRead = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** /proc answers from memory, within tens of microseconds: this may be synchronous. */
function readRoutes(): DefaultRoute[] | null {
  if (process.platform !== 'linux') return null
  const table = tryRead('/proc/net/route')
  // Without the first table (a sandbox) nothing is known, which is not the same as no route.
  if (table === '') return null
  return [...parseRoutes4(table), ...parseRoutes6(tryRead('/proc/net/ipv6_route'))]
}

/** What is there now. */
export function readNetwork(): NetworkState {
  const addresses = Object.entries(networkInterfaces()).flatMap(([device, list = []]) =>
    list
      .filter(({ internal }) => !internal)
      .map(({ address, family }) => ({
        device,
        address,
        family: family === 'IPv4' ? (4 as const) : (6 as const),
      })),
  )
  return { addresses, routes: readRoutes() }
}

export interface WatchDeps {
  readonly read: () => NetworkState
  /** Unix milliseconds. */
  readonly nowMs: () => number
  readonly emit: (fact: NetworkFact) => void
}

export interface NetworkWatch {
  /** The computer woke up: whatever the tables say, connections have died meanwhile. */
  woke(): void
  stop(): void
}

/** Begins to watch. Tells at most two changes a second. */
export function watchNetwork({ read, nowMs, emit }: WatchDeps): NetworkWatch {
  let told = read()
  let quietUntilMs = 0

  const tell = (what: NetworkFact['what'], state: NetworkState) => {
    told = state
    quietUntilMs = nowMs() + SETTLE_MS
    emit({ type: 'network.changed', what, atMs: nowMs() })
  }
  const look = () => {
    const state = read()
    const change = changeOf(told, state)
    if (change === null) told = state
    else if (nowMs() >= quietUntilMs) tell(change, state)
  }
  const timer = setInterval(look, POLL_MS)
  timer.unref()
  return { woke: () => tell('wake', read()), stop: () => clearInterval(timer) }
}
