// The door of the agents room.
export { gatewayIn, likelyGateway, listAgents, resolveAgent, targetOf } from './directory'
export { createTestAgent } from './test-agent'
