// Proxies that ask who the person is: credentials, priming, and nothing sent often enough to lock an account.
export { createProxyAnswers, type ProxyAnswers } from './answers'
export type { Credentials } from './challenge'
export type { MayAsk } from './machine'
export { type MakeRequest, prime } from './prime'
export type { Ready } from './primer'
export { createPrimer, type Primer } from './primer'
export { relayAddress, relayAddresses } from './relays'
