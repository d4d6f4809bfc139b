// What the page and its painter tell each other. Sizes in CSS pixels; `density`: device pixels in one of them.

/** How loud it is, both ways: 0..1. */
export interface SoundLevels {
  readonly agent: number
  readonly microphone: number
}

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

/** Each canvas has a number. */
export type ToPainter =
  | { readonly type: 'canvas'; readonly id: number; readonly canvas: OffscreenCanvas }
  /** How it looks when it lies still. `levels` live: it follows the sound. */
  | { readonly type: 'look'; readonly id: number; readonly look: Look; readonly levels: 'live' | 'silent' }
  | { readonly type: 'rest'; readonly id: number }
  /** Sound that nobody hears in the workshop: the gallery's. */
  | { readonly type: 'levels'; readonly levels: SoundLevels }

/** Of a ring, whether there is anything on the canvas to see; of a meter, how many segments are lit, at most once a second. */
export type FromPainter =
  | { readonly type: 'active'; readonly id: number; readonly isActive: boolean }
  | { readonly type: 'lit'; readonly id: number; readonly lit: number }
