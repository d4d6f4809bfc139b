// Where long-lived secrets live. Make one vault at boot and hand it to those who keep secrets.

export type { KeyringProcess } from './keyring'
export type { Trouble } from './messages'
export { createVault, type Kept, type Read, type Vault, type Written } from './vault'
