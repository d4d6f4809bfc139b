// Renders only the rows that can be seen: a directory may hold thousands of agents, a history ten thousand calls.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Rows kept ready above and below what is seen. */
const SPARE = 6
const FIRST_ROWS = 24

export interface WindowedRows {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly from: number
  /** One past the last row. */
  readonly to: number
}

/** Where a row begins, in pixels; of the row after the last one: where they end. The same function as long as the rows are. */
export type TopOf = (at: number) => number

/** The row that lies at `y`. */
export function rowAt(count: number, topOf: TopOf, y: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (topOf(middle + 1) <= y) low = middle + 1
    else high = middle
  }
  return low
}

// On a server there is no layout to measure.
const useMeasure = typeof document === 'undefined' ? useEffect : useLayoutEffect

/**
 * @param selected brought into sight when it changes, and when the list becomes another one.
 * @param list what makes it another one: rows that are added below do not move what is looked at.
 */
export function useWindowedRows(count: number, topOf: TopOf, selected: number, list: unknown): WindowedRows {
  const scroller = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ from: 0, to: FIRST_ROWS })
  useMeasure(() => {
    const box = scroller.current
    if (!box) return
    const measure = () => {
      const from = Math.max(0, rowAt(count, topOf, box.scrollTop) - SPARE)
      const to = rowAt(count, topOf, box.scrollTop + box.clientHeight) + 1 + SPARE
      setRange(now => (now.from === from && now.to === to ? now : { from, to }))
    }
    measure()
    box.addEventListener('scroll', measure, { passive: true })
    const watch = new ResizeObserver(measure)
    watch.observe(box)
    return () => {
      box.removeEventListener('scroll', measure)
      watch.disconnect()
    }
  }, [topOf, count])
  const latestTopOf = useRef(topOf)
  latestTopOf.current = topOf
  useMeasure(() => {
    const box = scroller.current
    if (!box || selected < 0) return
    const [top, bottom] = [latestTopOf.current(selected), latestTopOf.current(selected + 1)]
    if (top < box.scrollTop) box.scrollTop = top
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight
  }, [selected, list])
  return { scroller, from: Math.min(range.from, count), to: Math.min(range.to, count) }
}
