// The door of looking: a gateway and its relays from every side, without a word about causes.
export { within } from './bounds'
export {
  type Gateway,
  type GatewayLook,
  type GatewaySeen,
  gatewaySeen,
  type LookDeps,
  lookAtGateway,
  placeOf,
} from './gateway'
export {
  lookAtRelay,
  lookAtStun,
  type RelayDeps,
  type RelaySeen,
  type RelayUrl,
  relayUrls,
} from './relays'
