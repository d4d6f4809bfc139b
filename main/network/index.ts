// This computer's network, seen from the rest of main: its changes, and the proxy that a policy asks for.
export { hasWayOut, isOwnAddress, networkName } from './here'
export { askResolver } from './names'
export { applyProxy, logProxyDecision } from './proxy'
export { createStaleWatch, type StaleWatch } from './stale'
export { readNetwork, watchNetwork } from './watch'
