// The microphone's level in segments. Drawn once by React; the sound itself moves them without it.
import { useEffect, useRef } from 'react'
import type { Levels } from './levels'

interface LevelMeterProps {
  readonly levels: Levels
  readonly label: string
  readonly segments?: number
  /** Muted shows an empty meter whatever the microphone hears. */
  readonly muted?: boolean
}

/** The last sixth is loud enough to distort. */
const isHot = (segment: number, segments: number): boolean => segment >= (segments * 5) / 6

function light(box: HTMLElement, segments: number, lit: number): void {
  const meter = box.querySelector('meter')
  if (meter === null || meter.value === lit) return
  meter.value = lit
  box.querySelectorAll('i').forEach((mark, segment) => {
    mark.className = segment >= lit ? 'off' : isHot(segment, segments) ? 'hot' : 'on'
  })
}

export function LevelMeter({ levels, label, segments = 18, muted = false }: LevelMeterProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const show = (lit: number) => box.current && light(box.current, segments, lit)
    if (muted) return
    const leave = levels.subscribe(({ microphone }) =>
      show(Math.round(Math.min(1, Math.max(0, microphone)) * segments)),
    )
    return () => {
      leave()
      show(0)
    }
  }, [levels, segments, muted])
  return (
    <div className="meter" ref={box}>
      <meter className="sr" aria-label={label} min={0} max={segments} value={0} />
      {Array.from({ length: segments }, (_, segment) => segment).map(segment => (
        <i key={segment} className="off" aria-hidden="true" />
      ))}
    </div>
  )
}
