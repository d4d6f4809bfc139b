// The session that carries calls, with Electron's hands: its proxy, the ways to gateways, and who decides which proxy that is.
import { app, net, session } from 'electron'
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

/** The session that carries calls: its proxy, the way to gateways through it, and how it forgets idle connections. */
export function carry({ proxy }: Policy, log: Log, memory: NetworkMemory) {
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
  // Where a script may decide, another session asks it: the one that carries calls is held to the answers (main/network/pin.ts).
  const mayBeScripted = proxy.mode === 'pac' || proxy.mode === 'system'
  const decider = mayBeScripted ? session.fromPartition('proxy-decisions', { cache: false }) : null
  if (decider !== null) guardSession(decider)
  const proxied = Promise.all(
    [carrier, ...(decider === null ? [] : [decider])].map(one => applyProxy(one, proxy, hasSwitch)),
  ).then(
    () => undefined,
    () => log('warn', 'the proxy of the policy could not be applied'),
  )
  const makeRequest = (url: string) =>
    net.request({ method: 'HEAD', url, session: carrier, redirect: 'manual', cache: 'no-store' })
  return {
    openTransport,
    reopenTransport: createReopenTransport(stack, way),
    proxied,
    decided: {
      session: decider ?? carrier,
      pin: decider === null ? null : (settings: ProxySettings) => carrier.setProxy(settings),
      makeRequest,
    },
    mayUseAddresses: async (url: string) => (await askResolver(new URL(url).hostname)) === 'silent',
    forget: createForget({ session: carrier }),
  }
}
