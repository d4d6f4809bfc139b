// The door of the links room.
export { createLinkDesk } from './desk'
export { handOver, linkHandedOver } from './hand-over'
