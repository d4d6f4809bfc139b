// The door of the health room.

export { mos } from './mos'
export type { LiveFigures, Sampler } from './sampler'
export { createSampler } from './sampler'
