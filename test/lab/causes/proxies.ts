// Causes that stand in the proxy's way, before anything of ours is reached.
import { GATEWAY, PROXY, REGIONS, RELAYS, SCRIPTS } from '../addresses'
import { cause, ONLY_PROXY } from './base'
import type { Cause } from './cause'
import { gatewayThroughProxy, page, relayThroughProxy } from './witnesses'

const fixed: Cause['proxy'] = { mode: 'fixed', server: `${PROXY.v4}:${PROXY.port}` }
const script = (name: string): string => `http://${SCRIPTS.host}:${SCRIPTS.port}/${name}.pac`

const behindProxy = (difference: Parameters<typeof cause>[0]): Cause =>
  cause({ firewall: ONLY_PROXY, proxy: fixed, beside: ['relay_udp_blocked'], ...difference })

const byScript = (name: string, difference: Parameters<typeof cause>[0]): Cause =>
  behindProxy({
    proxy: { mode: 'pac', pacUrl: script(name) },
    produce: world => world.badScripts(),
    ...difference,
  })

export const PROXY_CAUSES: readonly Cause[] = [
  behindProxy({
    name: 'proxy-no-password',
    about: 'the proxy answers 407, and nobody knows a password',
    call: 'proxy_authentication',
    check: 'proxy_authentication',
    proxyAsks: 'basic',
    witness: gatewayThroughProxy(/HTTP\/1\.1 407/),
  }),
  behindProxy({
    name: 'proxy-wrong-password',
    about: 'the proxy answers 407, and refuses the password',
    call: 'proxy_credentials',
    check: 'proxy_credentials',
    proxyAsks: 'basic',
    password: 'wrong',
    witness: gatewayThroughProxy(/HTTP\/1\.1 407/),
  }),
  behindProxy({
    name: 'proxy-refuses-gateway',
    about: 'the proxy answers CONNECT to the gateway with 403',
    call: 'proxy_refused',
    check: 'proxy_refused',
    differences: { proxyRefuses: [GATEWAY.name] },
    witness: gatewayThroughProxy(/HTTP\/1\.1 403/),
  }),
  behindProxy({
    name: 'proxy-refuses-relays',
    about: 'the proxy answers CONNECT to every relay with 403',
    call: 'relay_proxy_refused',
    check: 'relay_proxy_refused',
    differences: { proxyRefuses: REGIONS.flatMap(region => [RELAYS[region].name, RELAYS[region].v4]) },
    witness: relayThroughProxy(/HTTP\/1\.1 403/),
  }),
  behindProxy({
    name: 'proxy-stopped',
    about: 'nothing listens where the proxy was',
    call: 'proxy_unreachable',
    check: 'proxy_unreachable',
    produce: world => world.proxy.kill(),
    witness: gatewayThroughProxy(/exit 7$/m),
  }),
  behindProxy({
    name: 'proxy-silent',
    about: 'what goes to the proxy is dropped',
    call: 'proxy_unreachable',
    check: 'proxy_unreachable',
    firewall: { ...ONLY_PROXY, proxy: 'unreachable' },
    witness: gatewayThroughProxy(/exit 28$/m),
  }),
  byScript('throws', {
    name: 'pac-throws',
    about: 'the proxy script throws',
    call: 'proxy_script_broken',
    check: 'proxy_script_broken',
    witness: page(script('throws'))(/throw new Error/),
  }),
  byScript('missing', {
    name: 'pac-missing',
    about: 'the proxy script is a 404',
    call: 'proxy_script_broken',
    check: 'proxy_script_broken',
    witness: page(script('missing'))(/HTTP\/1\.1 404/),
  }),
  byScript('loops', {
    name: 'pac-loops',
    about: 'the proxy script never ends',
    call: 'proxy_script_silent',
    check: 'proxy_script_silent',
    witness: page(script('loops'))(/while \(true\)/),
  }),
  byScript('silent', {
    name: 'pac-silent',
    about: 'the server of the proxy script never answers',
    call: 'proxy_script_silent',
    check: 'proxy_script_silent',
    witness: page(script('silent'))(/exit 28$/m),
  }),
]
