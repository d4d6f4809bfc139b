// What the page measures when main asks it to, with the stack and the devices that calls use.
export { allocate } from './allocate'
export { measure } from './quality'
export { listenOnce } from './sound'
