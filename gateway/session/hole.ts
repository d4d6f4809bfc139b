// Bounds how long one missing frame may stay missing. Knows its number, nothing of frames.

export interface HoleWatch {
  /** This frame is due while later ones are there already; null: none is missing. */
  waitsFor(missing: number | null): void
}

/** @param late told once the same frame has been missing for `holeMs` */
export function createHoleWatch(holeMs: number, late: (missing: number) => void): HoleWatch {
  let hole: { readonly missing: number; readonly timer: NodeJS.Timeout } | null = null
  return {
    waitsFor: missing => {
      if (hole?.missing === missing) return
      clearTimeout(hole?.timer)
      hole = missing === null ? null : { missing, timer: setTimeout(() => late(missing), holeMs) }
    },
  }
}
