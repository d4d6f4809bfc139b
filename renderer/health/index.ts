// The door of the health room.
export { CLEAR_AFTER, type Held, hold, NOT_HELD, RAISE_AFTER } from './hold'
export { mos } from './mos'
export { type Rating, type Reason, rate } from './rating'
export type { CallNews, Kept, LiveFigures, Sampler } from './sampler'
export { createSampler } from './sampler'
export { grouped, minuteOf, withPoint } from './series'
export type { RatedFigure, Thresholds, Tone } from './thresholds'
export { isWorse, THRESHOLDS, thresholdsOf, toneOf, tonesOf, worst } from './thresholds'
