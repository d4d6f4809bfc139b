// This computer's network, seen from the rest of main: its changes, and the proxies between it and the world.
export { hasWayOut, isOwnAddress, networkName } from './here'
export { askResolver } from './names'
export { createProxies } from './proxies'
export { applyProxy, logProxyDecision, type ProxySettings } from './proxy'
export type { Credentials } from './proxy-auth'
export { createStaleWatch, type StaleWatch } from './stale'
export { readNetwork, watchNetwork } from './watch'
