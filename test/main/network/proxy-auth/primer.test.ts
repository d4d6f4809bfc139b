// Which proxies are primed when, and what a call pays for it.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPrimer, type Primer } from '../../../../main/network/proxy-auth'
import type { Primed, PrimeOrder } from '../../../../main/network/proxy-auth/prime'

const GATEWAY = 'https://gateway.test/'
const RELAY = 'https://relay.test:443/'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Order extends PrimeOrder {
  readonly land: (primed: Primed) => void
}

function primerWith(decisions: Readonly<Record<string, string | Promise<string>>>) {
  const orders: Order[] = []
  let asked = 0
  const primer: Primer = createPrimer({
    resolveProxy: async url => {
      asked += 1
      return decisions[url] ?? 'DIRECT'
    },
    prime: order => new Promise(land => orders.push({ ...order, land })),
    nowMs: () => Date.now(),
  })
  return { primer, orders, asked: () => asked }
}
const settle = () => vi.advanceTimersByTimeAsync(0)
const CALL = { mayAsk: 'yes' } as const

test('without a proxy nothing is sent, and the second time nothing is even asked', async () => {
  const { primer, orders, asked } = primerWith({})
  expect(await primer.ready([GATEWAY], CALL)).toEqual({ kind: 'ready' })
  expect(primer.ready([GATEWAY], CALL)).toBeNull()
  expect([orders.length, asked()]).toEqual([0, 1])
  // Whoever watches keeps it fresh.
  await vi.advanceTimersByTimeAsync(6_000)
  expect(primer.ready([GATEWAY], CALL)).not.toBeNull()
  await primer.decisions([GATEWAY])
  expect(primer.ready([GATEWAY], CALL)).toBeNull()
})

describe('behind a proxy', () => {
  const behind = () => primerWith({ [GATEWAY]: 'PROXY p:1', [RELAY]: 'PROXY p:1; DIRECT' })

  test('one request primes it for all that goes there', async () => {
    const { primer, orders } = behind()
    const ready = [primer.ready([GATEWAY], CALL), primer.ready([GATEWAY], CALL)]
    await settle()
    expect(orders.length).toBe(1)
    orders[0]?.land({ kind: 'through' })
    expect(await Promise.all(ready)).toEqual([{ kind: 'ready' }, { kind: 'ready' }])
    expect(primer.ready([GATEWAY], CALL)).toBeNull()
  })

  test('another list of proxies is another proxy', async () => {
    const { primer, orders } = behind()
    const ready = primer.ready([GATEWAY, RELAY], CALL)
    await settle()
    expect(orders.map(({ url }) => url)).toEqual([GATEWAY, RELAY])
    orders[0]?.land({ kind: 'through' })
    orders[1]?.land({ kind: 'signed in' })
    expect(await ready).toEqual({ kind: 'signed in' })
  })

  test('one that says nothing is waited for a second, no longer', async () => {
    const { primer } = behind()
    const ready = primer.ready([GATEWAY], CALL)
    const late = vi.fn()
    void ready?.then(late)
    await vi.advanceTimersByTimeAsync(999)
    expect(late).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(late).toHaveBeenCalledWith({ kind: 'ready' })
  })

  test('one that asks is waited for as long as the person thinks, and the clock stands', async () => {
    const { primer, orders } = behind()
    const clock: string[] = []
    const wish = { ...CALL, asking: () => clock.push('stands'), asked: () => clock.push('runs') }
    const ready = primer.ready([GATEWAY], wish)
    await settle()
    expect(orders[0]?.wish.mayAsk()).toBe('yes')
    orders[0]?.wish.asking()
    orders[0]?.wish.asking()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(clock).toEqual(['stands'])
    orders[0]?.wish.asked()
    orders[0]?.land({ kind: 'signed in' })
    expect(await ready).toEqual({ kind: 'signed in' })
    expect(clock).toEqual(['stands', 'runs'])
  })

  test('a failure has its name, and is not remembered', async () => {
    const { primer, orders } = behind()
    const failure = { name: 'proxy_authentication', detail: '407' } as const
    const ready = primer.ready([GATEWAY], CALL)
    await settle()
    orders[0]?.land({ kind: 'failed', failure })
    expect(await ready).toEqual({ kind: 'failed', failure })
    void primer.ready([GATEWAY], CALL)
    await settle()
    expect(orders.length).toBe(2)
  })

  test('a call that comes while somebody else gives up unasked asks for itself', async () => {
    const { primer, orders } = behind()
    const quiet = primer.ready([GATEWAY], { mayAsk: 'no' })
    await settle()
    orders[0]?.wish.mayAsk()
    const call = primer.ready([GATEWAY], CALL)
    await settle()
    orders[0]?.land({ kind: 'failed', failure: { name: 'proxy_authentication' } })
    expect(await quiet).toMatchObject({ kind: 'failed' })
    await settle()
    expect(orders[1]?.wish.mayAsk()).toBe('yes')
    orders[1]?.land({ kind: 'signed in' })
    expect(await call).toEqual({ kind: 'signed in' })
  })

  test('whom nobody waits for any more is let go', async () => {
    const { primer, orders } = behind()
    const [one, other] = [new AbortController(), new AbortController()]
    void primer.ready([GATEWAY], { ...CALL, signal: one.signal })
    void primer.ready([GATEWAY], { ...CALL, signal: other.signal })
    await settle()
    one.abort()
    expect(orders[0]?.signal.aborted).toBe(false)
    other.abort()
    expect(orders[0]?.signal.aborted).toBe(true)
  })

  test('what was known is looked at again where it is in doubt', async () => {
    const { primer, orders } = behind()
    const ready = primer.ready([GATEWAY], CALL)
    await settle()
    orders[0]?.land({ kind: 'through' })
    await ready
    const again = primer.ready([GATEWAY], { ...CALL, doubt: true })
    await settle()
    expect(orders.length).toBe(2)
    orders[1]?.land({ kind: 'signed in' })
    expect(await again).toEqual({ kind: 'signed in' })
  })
})

test('whoever is reached proves the proxy for others that go the same way', async () => {
  const { primer, orders } = primerWith({ [GATEWAY]: 'PROXY p:1', [RELAY]: 'PROXY p:1' })
  expect(await primer.ready([RELAY], { ...CALL, reached: [GATEWAY] })).toEqual({ kind: 'ready' })
  expect([orders.length, primer.ready([RELAY], CALL)]).toEqual([0, null])
})

test('a proxy that asked and was not satisfied is expected to ask again', async () => {
  const { primer, orders } = primerWith({ [GATEWAY]: 'PROXY p:1' })
  expect(primer.expects(GATEWAY)).toBe(false)
  const first = primer.ready([GATEWAY], CALL)
  await settle()
  orders[0]?.wish.mayAsk()
  orders[0]?.land({ kind: 'failed', failure: { name: 'proxy_authentication' } })
  await first
  expect(primer.expects(GATEWAY)).toBe(true)
  const second = primer.ready([GATEWAY], CALL)
  await settle()
  orders[1]?.land({ kind: 'signed in' })
  await second
  expect(primer.expects(GATEWAY)).toBe(false)
})

test('a script that hangs holds up nothing for longer than a second', async () => {
  const { primer, orders } = primerWith({ [GATEWAY]: new Promise(() => undefined) })
  const ready = primer.ready([GATEWAY], CALL)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await ready).toEqual({ kind: 'ready' })
  expect(orders).toEqual([])
})

test('the way to the proxy is sealed where it is an HTTPS proxy', async () => {
  const { primer, orders } = primerWith({ [GATEWAY]: 'HTTPS p:443', [RELAY]: 'PROXY p:80' })
  void primer.ready([GATEWAY, RELAY], CALL)
  await settle()
  expect(orders.map(({ isSealed }) => isSealed)).toEqual([true, false])
})
