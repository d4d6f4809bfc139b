// The door of the media room.
export type { LevelReading, Levels } from './levels'
export type { Media, MediaEvent } from './media'
export { createMedia } from './media'
