// The span in numbers: a deck on arches between nodes. Pure; units are pixels of its own drawing.
// Design language, "Drawing notes": deck 2.5 px, nodes 10 to 12 px, semi-elliptical arches that fade downward.

/** How large the drawing is and where its lines run. `wide` fills a stage, `narrow` the health sheet. */
export interface SpanSize {
  readonly width: number
  readonly height: number
  readonly deckY: number
  /** Where the arches begin to curve, and where the stone ends. */
  readonly springY: number
  readonly footY: number
  readonly rise: number
  readonly nodeRadius: number
  /** From the edge to the first node. */
  readonly inset: number
  /** Half the thickness of a pier. */
  readonly pier: number
  readonly nameY: number
}

export const SPAN_SIZES = {
  wide: {
    width: 560, height: 132, deckY: 16, springY: 68, footY: 94, rise: 44,
    nodeRadius: 6, inset: 56, pier: 7, nameY: 111,
  },
  tall: {
    width: 528, height: 128, deckY: 16, springY: 72, footY: 106, rise: 48,
    nodeRadius: 6, inset: 30, pier: 7, nameY: 123,
  },
  narrow: {
    width: 304, height: 100, deckY: 14, springY: 52, footY: 78, rise: 30,
    nodeRadius: 5, inset: 24, pier: 5, nameY: 95,
  },
} as const satisfies Record<string, SpanSize> // biome-ignore format: three drawings side by side

export type SpanSizeName = keyof typeof SPAN_SIZES

export interface Bay {
  readonly fromX: number
  readonly toX: number
  readonly middleX: number
  readonly arch: string
}

const fixed = (value: number): number => Math.round(value * 10) / 10

/** Where node `at` of `nodes` stands. */
export const nodeX = (size: SpanSize, nodes: number, at: number): number =>
  fixed(size.inset + (at * (size.width - 2 * size.inset)) / Math.max(1, nodes - 1))

/** The bays between `nodes` nodes, from the near one to the far one. */
export function bays(size: SpanSize, nodes: number): readonly Bay[] {
  return Array.from({ length: Math.max(0, nodes - 1) }, (_, at) => {
    const [fromX, toX] = [nodeX(size, nodes, at), nodeX(size, nodes, at + 1)]
    const [left, right] = [fixed(fromX + size.pier), fixed(toX - size.pier)]
    const radius = fixed((right - left) / 2)
    return {
      fromX,
      toX,
      middleX: fixed((fromX + toX) / 2),
      arch: `M${left} ${size.footY}V${size.springY}A${radius} ${size.rise} 0 0 1 ${right} ${size.springY}V${size.footY}`,
    }
  })
}

/** The stone: everything under the deck but the openings. To be filled even-odd. */
export function stone(size: SpanSize, all: readonly Bay[]): string {
  const [left, right] = [size.inset - size.pier, size.width - size.inset + size.pier]
  const openings = all.map(({ arch }) => `${arch}Z`).join('')
  return `M${left} ${size.deckY}H${right}V${size.footY}H${left}Z${openings}`
}
