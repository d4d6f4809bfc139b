// Notices that an address is reached another way: other proxy settings, a script that decides anew. Nobody tells, so it is asked.
// Must not know what follows from a change.

export interface ProxyWatchDeps {
  /** The `https:` addresses that matter now; none, and nothing is asked. */
  readonly addresses: () => readonly string[]
  /** How each is reached, in their order. */
  readonly decisions: (addresses: readonly string[]) => Promise<readonly string[]>
  readonly changed: (addresses: readonly string[]) => void
}

/** Asking costs half a millisecond an address (measured). */
export const LOOK_MS = 2_000

/** @returns how to stop */
export function watchProxies({ addresses, decisions, changed }: ProxyWatchDeps): () => void {
  let known = new Map<string, string>()
  let state: 'idle' | 'looking' | 'stopped' = 'idle'

  const look = async (): Promise<void> => {
    const wanted = addresses()
    if (wanted.length === 0) known = new Map()
    if (wanted.length === 0 || state !== 'idle') return
    state = 'looking'
    const found = await decisions(wanted).catch(() => [])
    if (state !== 'looking') return
    state = 'idle'
    const now = new Map(wanted.map((address, at) => [address, found[at] ?? '']))
    const moved = wanted.filter(address => known.has(address) && known.get(address) !== now.get(address))
    known = now
    if (moved.length > 0) changed(moved)
  }
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  return () => {
    state = 'stopped'
    clearInterval(timer)
  }
}
