// This computer's network, seen from the rest of main: its changes, and the proxy that a policy asks for.
export { applyProxy, logProxyDecision } from './proxy'
export { readNetwork, watchNetwork } from './watch'
