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

/** How often the value for those who do not see the segments is renewed: each time costs the page a frame. */
const SAID_EVERY_MS = 1_000

const colourOf = (box: HTMLElement, kind: string): string => {
  const mark = box.querySelector(`i.${kind}`)
  return mark === null ? 'gray' : getComputedStyle(mark).backgroundColor
}

function follow(box: HTMLElement, canvas: HTMLCanvasElement, levels: Levels, segments: number): () => void {
  const painter = paint(canvas, () => undefined)
  const { clientWidth: width, clientHeight: height } = canvas
  const colours = { off: colourOf(box, 'off'), on: colourOf(box, 'on'), hot: colourOf(box, 'hot') }
  painter.look({ what: 'meter', width, height, density: globalThis.devicePixelRatio || 1, segments, colours })
  const meter = box.querySelector('meter')
  let saidAtMs = 0
  const say = (lit: number): void => {
    if (meter !== null && meter.value !== lit) meter.value = lit
  }
  const leave = levels.subscribe(({ microphone }) => {
    painter.level(microphone)
    if (performance.now() - saidAtMs < SAID_EVERY_MS) return
    saidAtMs = performance.now()
    say(Math.round(Math.min(1, Math.max(0, microphone)) * segments))
  })
  return () => {
    leave()
    painter.rest()
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
      <meter className="sr" aria-label={label} min={0} max={segments} value={0} />
      <canvas />
      {/* Never seen: the painter asks them for their colours. */}
      <i className="off" />
      <i className="on" />
      <i className="hot" />
    </div>
  )
}
