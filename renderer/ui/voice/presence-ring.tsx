// The agent's presence: its voiceprint inside a ring whose shape is the state. The word for it is the label.
import { memo, useEffect, useId, useRef } from 'react'
import type { Levels } from './levels'
import { paint } from './painter/painter'
import type { RingState } from './ring-geometry'
import { StillRing } from './still-ring'
import { useReducedMotion } from './use-reduced-motion'
import { voiceprintPath } from './voiceprint-geometry'

interface PresenceRingProps {
  readonly state: RingState
  readonly agentId: string
  readonly size: number
  readonly label: string
  /** Absent where there is no sound to follow. */
  readonly levels?: Levels
}

/** How a ring looks that may not move: clearly speaking or listening, by shape alone. */
const STILL_LEVEL = 0.75
const RESTING_LEVEL = 0.12

/** Follows the sound on a canvas while there is some: `data-live` says whether the canvas is on stage. React is not asked. */
function useLiveRing({ state, agentId, size, levels }: PresenceRingProps, still: boolean) {
  const box = useRef<HTMLDivElement>(null)
  const sounding = (state === 'speaking' || state === 'listening') && !still
  useEffect(() => {
    const canvas = box.current?.querySelector('canvas')
    if (!sounding || levels !== 'live' || !canvas) return
    const onActive = (isActive: boolean) => {
      if (box.current) box.current.dataset.live = String(isActive)
    }
    const towards = state === 'speaking' ? 'out' : 'in'
    const density = globalThis.devicePixelRatio || 1
    const { color: colour } = getComputedStyle(canvas)
    const leave = paint(
      canvas,
      { what: 'ring', agentId, size, density, towards, colour },
      levels,
      said => said.type === 'active' && onActive(said.isActive),
    )
    return () => {
      leave()
      onActive(false)
    }
  }, [sounding, levels, state, agentId, size])
  return box
}

/** Drawn anew only when something of it has changed: the figures beside it change every second. */
export const PresenceRing = memo((props: PresenceRingProps) => {
  const { state, agentId, size, label } = props
  const still = useReducedMotion()
  const box = useLiveRing(props, still)
  const gradient = useId()
  const listening = state === 'listening'
  const print = size * (listening ? 0.32 : 0.44)
  return (
    <div className={`ring ${state}`} data-live="false" ref={box} role="img" aria-label={label}>
      <svg
        width={size}
        height={size}
        viewBox={`0 0 ${size} ${size}`}
        strokeWidth={size * 0.0108}
        aria-hidden="true"
      >
        <defs>
          <radialGradient id={gradient} cx=".5" cy=".38" r=".66">
            <stop offset=".1" stopColor="currentColor" stopOpacity=".03" />
            <stop offset="1" stopColor="currentColor" stopOpacity=".2" />
          </radialGradient>
        </defs>
        <circle
          cx={size / 2}
          cy={size / 2}
          r={size * (listening ? 0.215 : 0.295)}
          fill={`url(#${gradient})`}
        />
        <path
          className="print"
          d={voiceprintPath(agentId, print, size / 2)}
          strokeWidth={0.35 + size * 0.0064}
        />
        <StillRing
          state={state}
          agentId={agentId}
          size={size}
          level={still || !props.levels ? STILL_LEVEL : RESTING_LEVEL}
        />
      </svg>
      <canvas />
    </div>
  )
})
