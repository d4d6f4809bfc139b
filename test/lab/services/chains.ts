// Certificates that a desktop should refuse, each for one reason, and what an inspecting box signs with.
// The clock that signs is moved by libfaketime: OpenSSL 3.0 signs for now and later only.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../net/shell'
import { type Certificates, EC, type KeyPair, subjectAltNames } from './certificates'

/** `not yet`: begins in nine days, and ends. */
export type Chain = 'expired' | 'another host' | 'unknown root' | 'not yet' | 'inspected' | 'portal'

/** How an inspecting box calls itself: as one of the makers ships it. */
export const BOX = { organisation: 'Zscaler Inc.', root: 'Zscaler Intermediate Root CA' } as const

interface Plan {
  /** Null: the root that desktops trust. */
  readonly root: { readonly organisation: string; readonly name: string } | null
  readonly names: () => string
  /** When it is signed, as libfaketime takes it, and for how many days. */
  readonly signedAt: string
  readonly days: number
}

const WELL: Plan = { root: null, names: subjectAltNames, signedAt: '+0', days: 2 }
const PLANS: Readonly<Record<Chain, Plan>> = {
  expired: { ...WELL, signedAt: '-9d' },
  'another host': { ...WELL, names: () => 'DNS:elsewhere.test' },
  'unknown root': { ...WELL, root: { organisation: 'Lab of strangers', name: 'Strangers root' } },
  'not yet': { ...WELL, signedAt: '+9d' },
  inspected: { ...WELL, root: { organisation: BOX.organisation, name: BOX.root } },
  portal: {
    ...WELL,
    root: { organisation: 'Grand Hotel', name: 'Guest network' },
    names: () => 'DNS:guests.hotel.test',
  },
}

export interface ChainPair extends KeyPair {
  /** Who signed it. */
  readonly rootFile: string
}

async function make(chain: Chain, lab: Certificates): Promise<ChainPair> {
  const { root, names, signedAt, days } = PLANS[chain]
  const at = (name: string) => join(dirname(lab.rootFile), `${chain.replace(' ', '-')}-${name}`)
  const [keyFile, certFile, request, leaf] = [at('lab.key'), at('lab.pem'), at('lab.csr'), at('leaf.pem')]
  const rootFile = root === null ? lab.rootFile : at('ca.pem')
  const rootKeyFile = root === null ? lab.rootKeyFile : at('ca.key')
  if (root !== null)
    await run('openssl', [
      ...['req', '-x509', ...EC, '-keyout', rootKeyFile, '-out', rootFile, '-days', '2'],
      ...['-subj', `/O=${root.organisation}/CN=${root.name}`],
      ...['-addext', 'keyUsage=critical,keyCertSign'],
    ])
  await run('openssl', ['req', ...EC, '-keyout', keyFile, '-out', request, '-subj', '/CN=viaduct.test'])
  writeFileSync(at('san'), `subjectAltName=${names()}\nextendedKeyUsage=serverAuth\n`)
  await run('faketime', [
    ...['-f', signedAt, 'openssl', 'x509', '-req', '-in', request, '-CA', rootFile, '-CAkey', rootKeyFile],
    ...['-set_serial', `${Date.now()}`, '-out', leaf, '-days', `${days}`, '-extfile', at('san')],
  ])
  writeFileSync(certFile, await run('cat', [leaf, rootFile]))
  return { keyFile, certFile, rootFile }
}

const made = new WeakMap<Certificates, Map<Chain, Promise<ChainPair>>>()

/** One of them, made when it is first wanted and beside the lab's own. */
export function chainOf(chain: Chain, lab: Certificates): Promise<ChainPair> {
  const chains = made.get(lab) ?? new Map<Chain, Promise<ChainPair>>()
  made.set(lab, chains)
  const known = chains.get(chain) ?? make(chain, lab)
  chains.set(chain, known)
  return known
}
