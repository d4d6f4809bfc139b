// What the page and its painter tell each other. Sizes in CSS pixels; `density`: device pixels in one of them.

export interface RingLook {
  readonly what: 'ring'
  readonly agentId: string
  readonly size: number
  readonly density: number
  readonly towards: 'out' | 'in'
  readonly colour: string
}

export interface MeterLook {
  readonly what: 'meter'
  readonly width: number
  readonly height: number
  readonly density: number
  readonly segments: number
  readonly colours: { readonly off: string; readonly on: string; readonly hot: string }
}

export type Look = RingLook | MeterLook

/** Each canvas has a number. `level` 0..1; `rest`: no more levels come. */
export type ToPainter =
  | { readonly type: 'canvas'; readonly id: number; readonly canvas: OffscreenCanvas }
  | { readonly type: 'look'; readonly id: number; readonly look: Look }
  | { readonly type: 'level'; readonly id: number; readonly level: number }
  | { readonly type: 'rest'; readonly id: number }

/** Whether there is anything on the canvas to see. */
export interface FromPainter {
  readonly id: number
  readonly isActive: boolean
}
