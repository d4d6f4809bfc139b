// The door of the keeper: what is ready before anybody dials.
export { createKeeping, type Keeping } from './keeping'
