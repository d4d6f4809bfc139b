// Whether the person asked the system for less motion. Follows the setting while the app runs.
import { useSyncExternalStore } from 'react'

const query = () => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)')

function subscribe(changed: () => void): () => void {
  const media = query()
  media?.addEventListener('change', changed)
  return () => media?.removeEventListener('change', changed)
}

export const useReducedMotion = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => query()?.matches ?? false,
    () => false,
  )
