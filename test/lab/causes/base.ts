// What causes have in common. A cause differs from `BASE` in what makes it one, and in nothing else.
import type { Firewall } from '../firewall'
import type { Cause } from './cause'

const BASE: Omit<Cause, 'name' | 'about' | 'call' | 'check'> = {
  beside: [],
  evidence: null,
  firewall: {},
  differences: {},
  proxy: null,
  proxyAsks: null,
  password: 'none',
  produce: null,
  witness: null,
  agent: null,
  seconds: null,
  notNamed: null,
}

type Difference = Pick<Cause, 'name' | 'about' | 'call' | 'check'> & Partial<Cause>
export const cause = (difference: Difference): Cause => ({ ...BASE, ...difference })

/** Only TCP 443 leads out: no sound but over a relay's TLS. */
export const ONLY_443: Partial<Firewall> = { udp: 'dropped', tcp: 'only-443' }
/** Only the company's proxy leads out. */
export const ONLY_PROXY: Partial<Firewall> = { udp: 'dropped', tcp: 'blocked', proxy: 'reachable' }
