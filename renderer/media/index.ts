// The door of the media room.
export type { CallMediaEvent, Media, MediaEvent } from './media'
export { createMedia } from './media'
export { acquire, nameOfRefusal } from './microphone'
export { allocate, listenOnce, measure } from './probes'
