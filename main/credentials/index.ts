// Where long-lived secrets live. Make one vault at boot and hand it to those who keep secrets.
export { createGatewayTokens } from './gateway-tokens'
export { createVault } from './vault'
