// A question over Chromium's stack, whose request is played: what it is asked again for, and within which bound.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { Request } from '../../../../main/network/probes/ask'
import { createAsk } from '../../../../main/network/probes/ask'

type Play = (request: EventEmitter) => void
const fails =
  (code: string): Play =>
  request =>
    setImmediate(() => request.emit('error', new Error(`net::${code}`)))
const silence: Play = () => undefined

/** Asks requests that go as told, one after the other. */
function stack(...plays: readonly Play[]) {
  const asked: string[] = []
  const open = (url: string): Request => {
    const play = plays[asked.push(url) - 1] ?? silence
    const request = new EventEmitter()
    return Object.assign(request, { abort: () => undefined, end: () => play(request) }) as Request
  }
  return { asked, ask: createAsk(open, async () => null) }
}

const URL_ = 'https://gateway.test/health'

test('a change of the network is not what was asked for: the question is asked once more', async () => {
  const { ask, asked } = stack(fails('ERR_NETWORK_CHANGED'), fails('ERR_CERT_COMMON_NAME_INVALID'))
  expect(await ask(URL_, 5_000)).toMatchObject({ kind: 'failed', code: 'ERR_CERT_COMMON_NAME_INVALID' })
  expect(asked).toEqual([URL_, URL_])
})

test('once, and no other error twice', async () => {
  const changing = stack(fails('ERR_NETWORK_CHANGED'), fails('ERR_NETWORK_CHANGED'), silence)
  expect(await changing.ask(URL_, 5_000)).toMatchObject({ kind: 'failed', code: 'ERR_NETWORK_CHANGED' })
  expect(changing.asked).toHaveLength(2)
  const refused = stack(fails('ERR_CONNECTION_REFUSED'), silence)
  expect(await refused.ask(URL_, 5_000)).toMatchObject({ kind: 'failed', code: 'ERR_CONNECTION_REFUSED' })
  expect(refused.asked).toHaveLength(1)
})

test('the second time ends within the bound of the first', async () => {
  const { ask } = stack(request => setTimeout(fails('ERR_NETWORK_CHANGED'), 200, request), silence)
  const sinceMs = performance.now()
  expect(await ask(URL_, 600)).toMatchObject({ kind: 'silent' })
  expect(performance.now() - sinceMs).toBeGreaterThan(550)
  expect(performance.now() - sinceMs).toBeLessThan(2_000)
})
