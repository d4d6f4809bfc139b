// Relays from the organisation's own source of short-lived TURN credentials, in the place of the gateway's.
export { createBroker } from './broker'
