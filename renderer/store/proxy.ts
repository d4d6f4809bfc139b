// The one question a proxy may have open: shown from its fact to its verdict. A later question takes the place of an earlier one.
import type { ProxyFact } from '../../protocol/facts'
import type { Bridge, RequestInput } from '../../protocol/ipc'
import type { AppStore, ProxyQuestion } from './state'

/** What becomes of the question shown when main tells something about proxies. Pure. */
export function heard(shown: ProxyQuestion | null, fact: ProxyFact): ProxyQuestion | null {
  if (fact.type === 'proxy.settled') return shown?.id === fact.id ? null : shown
  const { type: _, ...question } = fact
  return { ...question, stage: 'asking' }
}

/** Shows what proxies ask, and gives the way to answer. The answer itself is kept nowhere. */
export function followProxies(
  bridge: Pick<Bridge, 'onProxyFact' | 'answerProxy'>,
  store: AppStore,
): (answer: RequestInput<'answerProxy'>) => void {
  bridge.onProxyFact(fact => store.setState(({ proxy }) => ({ proxy: heard(proxy, fact) })))
  return answer => {
    const { proxy } = store.getState()
    if (proxy?.id !== answer.id || proxy.stage === 'checking') return
    store.setState({ proxy: { ...proxy, stage: 'checking' } })
    // Refused, the question could never be answered.
    bridge.answerProxy(answer).catch(() => store.setState({ proxy: null }))
  }
}
