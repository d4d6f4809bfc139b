// The door of the agents room.
export { listAgents, placeOf } from './directory'
export { createTestAgent } from './test-agent'
