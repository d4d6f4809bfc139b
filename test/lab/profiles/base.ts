// What profiles have in common. A profile differs from `BASE` in what makes it one, and in nothing else.
import type { LinkSettings } from '../link/link'
import type { Profile } from '../profile'

/** Half of issue 2's 50 ms round trip each way: to the gateway and to the nearest relay. */
export const ACCESS: LinkSettings = { delayMs: 25 }

const BASE: Omit<Profile, 'name' | 'about'> = {
  expects: { kind: 'connects' },
  family: 'ipv4',
  access: ACCESS,
  firewall: {},
  proxy: null,
  proxyAsks: null,
  password: 'none',
  /** Issue 2: 2 s on an open network, 4 s on the worst below 20 % loss. */
  mediaMsMax: 4000,
  soundBackMsMax: null,
  turnTtlSeconds: null,
  seconds: 4,
  prepare: null,
  during: null,
  needs: null,
}

type Difference = Pick<Profile, 'name' | 'about'> & Partial<Profile>
export const profile = (difference: Difference): Profile => ({ ...BASE, ...difference })
