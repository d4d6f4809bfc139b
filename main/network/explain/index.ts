// The door of explanations: what a failure of the network's layers really was.
export { createExplainer } from './explainer'
export { gatewayCause } from './gateway-cause'
export { relayCause, relayStop } from './relay-cause'
