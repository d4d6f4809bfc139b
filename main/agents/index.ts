// The door of the agents room.
export { listAgents, resolveAgent } from './directory'
export { createTestAgent } from './test-agent'
