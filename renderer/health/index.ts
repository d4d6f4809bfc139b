// The door of the health room.
export type { LiveFigures, Sampler } from './sampler'
export { createSampler } from './sampler'
