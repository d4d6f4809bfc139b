// Notices that an address is reached another way: other proxy settings, a script that decides anew. Nobody tells, so it is asked.
// Must not know what follows from a change.

export interface ProxyWatchDeps {
  /** The `https:` addresses that matter now; none, and nothing is asked. */
  readonly addresses: () => readonly string[]
  /** How each is reached, in their order; empty where nobody can say. */
  readonly decisions: (addresses: readonly string[]) => Promise<readonly string[]>
  /** Reads settings and script anew (measured: 15 ms, and what is connected stays). */
  readonly reload: () => Promise<void>
  readonly changed: (addresses: readonly string[]) => void
}

export interface ProxyWatch {
  /** The network changed: another one has other proxies, and Chromium may not have seen it. */
  networkChanged(): void
  stop(): void
}

/** Asking costs half a millisecond an address (measured). */
export const LOOK_MS = 2_000
/** Chromium reads a script that it got once again after 12 hours. A company's server answers one request of each call in this time. */
export const RELOAD_MS = 300_000

export function watchProxies({ addresses, decisions, reload, changed }: ProxyWatchDeps): ProxyWatch {
  let known = new Map<string, string>()
  let state: 'idle' | 'looking' | 'stopped' = 'idle'
  let looksToReload = RELOAD_MS / LOOK_MS

  const find = async (wanted: readonly string[]): Promise<readonly string[]> => {
    looksToReload -= 1
    if (looksToReload <= 0) {
      looksToReload = RELOAD_MS / LOOK_MS
      await reload()
    }
    return decisions(wanted)
  }
  const look = async (): Promise<void> => {
    const wanted = addresses()
    if (wanted.length === 0) known = new Map()
    if (wanted.length === 0 || state !== 'idle') return
    state = 'looking'
    const found = await find(wanted).catch(() => [])
    if (state !== 'looking') return
    state = 'idle'
    const before = known
    known = new Map(wanted.map((address, at) => [address, found[at] || (before.get(address) ?? '')]))
    const moved = wanted.filter(address => before.get(address) && before.get(address) !== known.get(address))
    if (moved.length > 0) changed(moved)
  }
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  return {
    networkChanged: () => {
      looksToReload = 0
      void look()
    },
    stop: () => {
      state = 'stopped'
      clearInterval(timer)
    },
  }
}
