// Causes on the way to the gateway and at its door: its name, its certificate, who opens the line, and what it says itself.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GATEWAY } from '../addresses'
import type { Chain } from '../services/chains'
import type { World } from '../world'
import { cause } from './base'
import type { Cause } from './cause'
import { eventStream, gateway, issuer, page, upgrade } from './witnesses'

const NAMES: readonly Cause[] = [
  cause({
    name: 'name-unknown',
    about: 'the resolver says that the gateway does not exist',
    call: 'signaling_name',
    check: 'signaling_name',
    differences: { unknownNames: [GATEWAY.name] },
    witness: gateway(/exit 6$/m),
  }),
  cause({
    name: 'dns-silent',
    about: 'the resolver never answers',
    call: 'signaling_name',
    check: 'signaling_name',
    firewall: { dns: 'dead' },
    witness: gateway(/Resolving timed out/),
  }),
]

/** The gateway shows another chain than it should. */
const showing = (chain: Chain, difference: Parameters<typeof cause>[0]): Cause =>
  cause({ differences: { gateway: { chain, serves: 'nobody' } }, ...difference })

const CERTIFICATES: readonly Cause[] = [
  showing('expired', {
    name: 'certificate-expired',
    about: 'the certificate of the gateway ended a week ago',
    call: 'certificate_expired',
    check: 'certificate_expired',
    witness: gateway(/certificate has expired/),
  }),
  showing('another host', {
    name: 'certificate-host',
    about: 'the certificate of the gateway is for another host',
    call: 'certificate_host',
    check: 'certificate_host',
    witness: gateway(/no alternative certificate subject name matches/),
  }),
  showing('unknown root', {
    name: 'certificate-root',
    about: 'nobody knows who signed the certificate of the gateway',
    call: 'signaling_certificate',
    check: 'signaling_certificate',
    witness: gateway(/exit 60$/m),
  }),
  cause({
    name: 'clock-wrong',
    about: 'this clock is ten days behind: the certificate has not begun',
    call: 'clock_wrong',
    check: 'clock_wrong',
    differences: { gateway: { chain: 'not yet', clock: '+10d', serves: 'nobody' } },
    witness: gateway(/certificate is not yet valid/),
  }),
]

/** Puts a box on the firewall, and leads TLS into it. */
const boxed =
  (mode: Parameters<World['box']>[0], chain: Chain | null, way: 'gateway' | 'all' | 'web') =>
  async (world: World): Promise<void> => {
    await world.box(mode, chain)
    await world.firewall({ boxed: way })
  }

const BOXES: readonly Cause[] = [
  cause({
    name: 'gateway-reset',
    about: 'TCP to the gateway is reset after the ClientHello',
    call: 'signaling_reset',
    check: 'signaling_reset',
    produce: boxed('cut', null, 'gateway'),
    witness: gateway(/exit 35$/m),
  }),
  cause({
    name: 'inspected-untrusted',
    about: 'a box opens TLS, and this computer does not know its root',
    call: 'tls_inspected',
    check: 'tls_inspected',
    evidence: /Zscaler/,
    produce: boxed('inspect', 'inspected', 'all'),
    witness: issuer(/Zscaler/),
  }),
  cause({
    name: 'inspected-trusted',
    about: 'a box opens TLS, and the store of this computer trusts its root',
    call: 'works',
    check: 'tls_inspected',
    evidence: /Zscaler/,
    produce: async world => {
      await boxed('inspect', 'inspected', 'all')(world)
      await world.trust('inspected')
    },
    witness: issuer(/Zscaler/),
  }),
  cause({
    name: 'captive-portal',
    about: 'everything leads to a sign-in page, with a certificate of its own',
    call: 'captive_portal',
    check: 'captive_portal',
    firewall: { udp: 'dropped', tcp: 'blocked' },
    produce: boxed('portal', 'portal', 'web'),
    witness: page(`http://${GATEWAY.name}/`)(/Location: http:\/\/guests\.hotel\.test/i),
  }),
  cause({
    name: 'websocket-stripped',
    about: 'a reverse proxy takes the upgrade off every request',
    call: 'works',
    check: 'websocket_blocked',
    produce: boxed('strip', null, 'gateway'),
    witness: upgrade(/HTTP\/1\.1 426/),
  }),
  cause({
    name: 'websocket-and-stream',
    about: 'a reverse proxy takes the upgrade off, and holds every answer until it has ended',
    call: 'websocket_blocked',
    check: 'websocket_blocked',
    produce: boxed('strip-and-hold', null, 'gateway'),
    witness: eventStream(/exit 28$/m),
  }),
]

const TOKEN = 'the lab has no secrets'
const tokenFile = (folder: string): string => {
  const file = join(folder, 'token')
  writeFileSync(file, TOKEN)
  return file
}

/** What the gateway says itself. */
const WORDS: readonly Cause[] = [
  cause({
    name: 'unauthorised',
    about: 'the gateway wants a token that this computer does not have',
    call: 'signaling_unauthorised',
    check: 'signaling_unauthorised',
    differences: { gateway: { words: folder => ['--token-file', tokenFile(folder)], serves: 'nobody' } },
    witness: eventStream(/HTTP\/1\.1 401/),
  }),
  cause({
    name: 'overloaded',
    about: 'the gateway has as many clients as it takes',
    call: 'signaling_overloaded',
    check: 'signaling_overloaded',
    differences: { gateway: { words: () => ['--max-sessions', '1'], serves: 'nobody' } },
    produce: world => world.occupy('sessions'),
  }),
  cause({
    name: 'overloaded-door',
    about: 'what stands before the gateway answers 503, and says when to come back',
    call: 'signaling_overloaded',
    check: 'signaling_overloaded',
    produce: boxed('busy', null, 'gateway'),
    witness: eventStream(/HTTP\/1\.1 503/),
  }),
  cause({
    name: 'another-version',
    about: 'the gateway speaks version 99 of the protocol',
    call: 'signaling_version',
    check: 'signaling_version',
    differences: { gateway: { odd: 'version-99' } },
  }),
]

export const DOOR_CAUSES: readonly Cause[] = [...NAMES, ...CERTIFICATES, ...BOXES, ...WORDS]
