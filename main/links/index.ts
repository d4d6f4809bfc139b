// The door of the links room.
export { createLinkDesk, type LinkDesk } from './desk'
export { handOver, linkHandedOver } from './hand-over'
