// Where long-lived secrets live. Make one vault at boot and hand it to those who keep secrets.
export type { Trouble } from './messages'
export { createVault, type Kept, type KeyringProcess, type Read, type Vault, type Written } from './vault'
