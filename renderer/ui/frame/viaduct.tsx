// The viaduct as a landscape for an almost empty sheet. Decorative, ink only, drawn from numbers.
import { useId } from 'react'

const [WIDTH, HEIGHT] = [1600, 188] as const
const [DECK_Y, SPRING_Y, PITCH, PIER] = [6, 72, 140, 9] as const
const BAYS = Array.from({ length: Math.ceil(WIDTH / PITCH) + 1 }, (_, at) => at * PITCH - PITCH / 2)

/** One opening, `by` pixels inside the stone. */
const opening = (x: number, by: number): string => {
  const [left, right] = [x + PIER + by, x + PITCH - PIER - by]
  const radius = (right - left) / 2
  return `M${left} ${HEIGHT}V${SPRING_Y}A${radius} ${radius} 0 0 1 ${right} ${SPRING_Y}V${HEIGHT}`
}

export function Viaduct() {
  const id = useId()
  const stone = `M0 ${DECK_Y}H${WIDTH}V${HEIGHT}H0Z${BAYS.map(x => `${opening(x, 0)}Z`).join('')}`
  return (
    <svg
      className="viaduct"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <defs>
        <linearGradient id={`${id}f`} x1="0" y1="0" x2="0" y2={HEIGHT} gradientUnits="userSpaceOnUse">
          <stop offset=".3" stopColor="#fff" />
          <stop offset="1" stopColor="#fff" stopOpacity="0" />
        </linearGradient>
        <mask id={id} maskUnits="userSpaceOnUse" x="0" y="0" width={WIDTH} height={HEIGHT}>
          <rect width={WIDTH} height={HEIGHT} fill={`url(#${id}f)`} />
        </mask>
      </defs>
      <path className="deckline" d={`M0 ${DECK_Y}H${WIDTH}`} />
      <g mask={`url(#${id})`}>
        <path className="body" fillRule="evenodd" d={stone} />
        {BAYS.map(x => (
          <g key={x}>
            <path className="pier" d={opening(x, 0)} />
            <path className="pier inner" d={opening(x, 7)} />
          </g>
        ))}
      </g>
    </svg>
  )
}
