// Renders only the rows that can be seen: a directory may hold thousands of agents.
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

// On a server there is no layout to measure.
const useMeasure = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** @param selected kept in sight: scrolled to when it leaves. */
export function useWindowedRows(count: number, rowPx: number, selected: number): WindowedRows {
  const scroller = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ from: 0, to: FIRST_ROWS })
  useMeasure(() => {
    const box = scroller.current
    if (!box) return
    const measure = () => {
      const from = Math.max(0, Math.floor(box.scrollTop / rowPx) - SPARE)
      const to = Math.ceil((box.scrollTop + box.clientHeight) / rowPx) + SPARE
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
  }, [rowPx])
  useMeasure(() => {
    const box = scroller.current
    if (!box || selected < 0) return
    const [top, bottom] = [selected * rowPx, (selected + 1) * rowPx]
    if (top < box.scrollTop) box.scrollTop = top
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight
  }, [selected, rowPx, count])
  return { scroller, from: Math.min(range.from, count), to: Math.min(range.to, count) }
}
