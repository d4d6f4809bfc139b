// The microphone's level in segments. Renders only when another segment lights up or goes out.
import { useEffect, useState } from 'react'
import type { Levels } from './levels'

interface LevelMeterProps {
  readonly levels: Levels
  readonly label: string
  readonly segments?: number
  /** Muted shows an empty meter whatever the microphone hears. */
  readonly muted?: boolean
}

function useLit(levels: Levels, segments: number): number {
  const [lit, setLit] = useState(0)
  useEffect(
    () =>
      levels.subscribe(({ microphone }) =>
        setLit(Math.round(Math.min(1, Math.max(0, microphone)) * segments)),
      ),
    [levels, segments],
  )
  return lit
}

/** The last sixth is loud enough to distort. */
const isHot = (segment: number, segments: number): boolean => segment >= (segments * 5) / 6

export function LevelMeter({ levels, label, segments = 18, muted = false }: LevelMeterProps) {
  const heard = useLit(levels, segments)
  const lit = muted ? 0 : heard
  const tone = (segment: number) => (segment >= lit ? 'off' : isHot(segment, segments) ? 'hot' : 'on')
  return (
    <div className="meter">
      <meter className="sr" aria-label={label} min={0} max={segments} value={lit} />
      {Array.from({ length: segments }, (_, segment) => segment).map(segment => (
        <i key={segment} className={tone(segment)} aria-hidden="true" />
      ))}
    </div>
  )
}
