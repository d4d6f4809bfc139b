// Networks whose only way out is a proxy that asks who somebody is.
import type { FailureName } from '../../../protocol/catalogue'
import { PROXY } from '../addresses'
import type { Expectation, Profile } from '../profile'
import { profile } from './base'

type Difference = Pick<Profile, 'name' | 'about' | 'proxyAsks' | 'password'> & Partial<Profile>

/** By name: a Kerberos ticket is for a name. */
const asking = (difference: Difference): Profile =>
  profile({
    firewall: { udp: 'dropped', tcp: 'blocked', proxy: 'reachable' },
    proxy: `${PROXY.name}:${PROXY.port}`,
    ...difference,
  })
const fails = (name: FailureName): Expectation => ({ kind: 'fails', layer: 'signaling', name })

export const ASKING_PROXIES: readonly Profile[] = [
  asking({
    name: 'proxy-basic',
    about: 'only a proxy to port 443, and it asks for a password (Basic)',
    proxyAsks: 'basic',
    password: 'right',
  }),
  asking({ name: 'proxy-digest', about: 'the same, by Digest', proxyAsks: 'digest', password: 'right' }),
  asking({
    name: 'proxy-negotiate',
    about: 'the same, by a Kerberos ticket (Negotiate)',
    proxyAsks: 'negotiate',
    password: 'none',
  }),
  asking({ name: 'proxy-ntlm', about: 'the same, by NTLM', proxyAsks: 'ntlm', password: 'right' }),
  asking({
    name: 'proxy-appears',
    about: 'TCP 443, then a network whose script (PAC) knows only a proxy that asks',
    firewall: { udp: 'dropped', tcp: 'only-443' },
    proxy: 'pac',
    proxyAsks: 'basic',
    password: 'right',
    seconds: 15,
    prepare: world => world.script('DIRECT'),
    during: {
      afterMs: 3000,
      act: async world => {
        await world.script(`PROXY ${PROXY.name}:${PROXY.port}`)
        await world.firewall({ tcp: 'blocked', proxy: 'reachable' })
        await world.moveDesk()
      },
      undo: null,
    },
  }),
  asking({
    name: 'proxy-wrong-password',
    about: 'the Basic proxy, and a password that it refuses',
    proxyAsks: 'basic',
    password: 'wrong',
    expects: fails('proxy_credentials'),
  }),
  asking({
    name: 'proxy-no-password',
    about: 'the Basic proxy, and nobody who knows a password',
    proxyAsks: 'basic',
    password: 'none',
    expects: fails('proxy_authentication'),
  }),
]
