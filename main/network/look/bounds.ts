// Bounds for what may never come. Knows nothing of networks.

/** Resolves with `late` after so many milliseconds. */
export async function within<T, L>(promise: Promise<T>, boundMs: number, late: L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined
  const bound = new Promise<L>(settle => {
    timer = setTimeout(settle, Math.max(0, boundMs), late)
  })
  const first = await Promise.race([promise, bound])
  clearTimeout(timer)
  return first
}

/** What is left of so many milliseconds: one after the other, steps share one bound. */
export function countdown(ms: number): () => number {
  const untilMs = performance.now() + ms
  return () => Math.max(1, untilMs - performance.now())
}
