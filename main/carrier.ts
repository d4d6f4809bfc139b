// The session that carries calls, with Electron's hands: its proxy, the ways to gateways, and who decides which proxy that is.
import { app, net, type Session, session } from 'electron'
import type { Policy } from '../protocol/policy'
import type { Log } from './log'
import type { NetworkMemory } from './memory'
import { applyProxy, askResolver, logProxyDecision, type ProxySettings } from './network'
import {
  createElectronStack,
  createForget,
  createOpenTransport,
  createReopenTransport,
  wayPlace,
} from './signaling'
import { guardSession } from './window'

type ProxyPolicy = Policy['proxy']
/** Where a script may decide, another session asks it: the one that carries calls is held to the answers (main/network/pin.ts). */
const mayBeScripted = ({ mode }: ProxyPolicy): boolean => mode === 'pac' || mode === 'system'

/** The session that carries calls: its proxy, the way to gateways through it, and how it forgets idle connections. */
export function carry(first: ProxyPolicy, log: Log, memory: NetworkMemory) {
  const carrier = session.defaultSession
  const stack = createElectronStack({ net, session: carrier })
  const way = wayPlace(memory)
  const open = createOpenTransport(stack, way)
  const openTransport: typeof open = (target, emit) => {
    // What is on this computer is reached without Chromium, and without any proxy.
    if (target.url.startsWith('wss:')) logProxyDecision(carrier, target.url, line => log('info', line))
    return open(target, emit)
  }
  const hasSwitch = (name: string) => app.commandLine.hasSwitch(name)
  let proxy = first
  let decider: Session | null = null
  const deciding = (): Session => {
    if (!mayBeScripted(proxy)) return carrier
    if (decider === null) {
      decider = session.fromPartition('proxy-decisions', { cache: false })
      guardSession(decider)
    }
    return decider
  }
  /** Holds for whatever is opened next. */
  const apply = (next: ProxyPolicy): Promise<void> => {
    proxy = next
    const sessions = [...new Set([carrier, deciding()])]
    return Promise.all(sessions.map(one => applyProxy(one, proxy, hasSwitch))).then(
      () => undefined,
      () => log('warn', 'the proxy of the policy could not be applied'),
    )
  }
  const pin = (settings: ProxySettings) => carrier.setProxy(settings)
  const makeRequest = (url: string) =>
    net.request({ method: 'HEAD', url, session: carrier, redirect: 'manual', cache: 'no-store' })
  return {
    openTransport,
    reopenTransport: createReopenTransport(stack, way),
    proxied: apply(first),
    apply,
    decided: {
      session: {
        resolveProxy: (url: string) => deciding().resolveProxy(url),
        forceReloadProxyConfig: () => deciding().forceReloadProxyConfig(),
      },
      pin: () => (mayBeScripted(proxy) ? pin : null),
      makeRequest,
    },
    mayUseAddresses: async (url: string) => (await askResolver(new URL(url).hostname)) === 'silent',
    forget: createForget({ session: carrier }),
  }
}
