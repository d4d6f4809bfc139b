// The door of the hearing room: both sides of a call as the person hears them.
export type { Heard } from './hearing'
export { createHearing } from './hearing'
export { atEar } from './latency'
