// The microphone's level in segments. Placed once by React; the sound itself moves them without it.
import { useEffect, useRef } from 'react'
import { type Levels, SILENT } from './levels'
import { paint } from './painter/painter'

interface LevelMeterProps {
  readonly levels: Levels
  readonly label: string
  readonly segments?: number
  /** Muted shows an empty meter whatever the microphone hears. */
  readonly muted?: boolean
}

const colourOf = (box: HTMLElement, kind: string): string => {
  const mark = box.querySelector(`i.${kind}`)
  return mark === null ? 'gray' : getComputedStyle(mark).backgroundColor
}

function follow(box: HTMLElement, canvas: HTMLCanvasElement, levels: Levels, segments: number): () => void {
  const { clientWidth: width, clientHeight: height } = canvas
  const colours = { off: colourOf(box, 'off'), on: colourOf(box, 'on'), hot: colourOf(box, 'hot') }
  const density = globalThis.devicePixelRatio || 1
  const meter = box.querySelector('[role="meter"]')
  const say = (lit: number): void => meter?.setAttribute('aria-valuenow', String(lit))
  const leave = paint(
    canvas,
    { what: 'meter', width, height, density, segments, colours },
    levels,
    said => said.type === 'lit' && say(said.lit),
  )
  return () => {
    leave()
    say(0)
  }
}

export function LevelMeter({ levels, label, segments = 18, muted = false }: LevelMeterProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const canvas = box.current?.querySelector('canvas')
    if (!box.current || !canvas) return
    return follow(box.current, canvas, muted ? SILENT : levels, segments)
  }, [levels, segments, muted])
  return (
    <div className="meter" ref={box}>
      {/* Not `meter`: that draws a bar of its own, and costs the page a frame for each value, though nobody sees it. */}
      {/* biome-ignore lint/a11y/useSemanticElements: as said */}
      <span
        className="sr"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={segments}
        aria-valuenow={0}
      />
      <canvas />
      {/* Never seen: the painter asks them for their colours. */}
      <i className="off" />
      <i className="on" />
      <i className="hot" />
    </div>
  )
}
