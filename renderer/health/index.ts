// The door of the health room.
export { NO_QUALITY } from './figures'
export type { LiveFigures, Sampler } from './sampler'
export { createSampler } from './sampler'
