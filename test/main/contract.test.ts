// What the page asks waits for the proxy, and is parsed before any handler sees it.
import type { BrowserWindow } from 'electron'
import { expect, test } from 'vitest'
import { answersAfter, createAnswer, type Handlers, type Refusal } from '../../main/contract'
import { REQUESTS } from '../../protocol/channels'

const WINDOW = {} as BrowserWindow

/** Handlers that note what reached them; `listAgents` is broken. */
function house() {
  const reached: string[] = []
  const refusals: Refusal[] = []
  const note = (name: string) => (input: unknown) => {
    reached.push(name)
    if (name === 'listAgents') throw new Error('a secret of this computer')
    return input
  }
  const handlers = Object.fromEntries(REQUESTS.map(name => [name, note(name)])) as unknown as Handlers
  return { reached, refusals, answer: createAnswer(handlers, refusal => refusals.push(refusal)) }
}

test('nothing the page asks for is begun before the proxy is applied', async () => {
  const { reached, answer } = house()
  let applied: () => void = () => undefined
  const proxied = new Promise<void>(done => {
    applied = done
  })
  const gated = answersAfter(proxied, answer)
  const replies = Promise.all([
    gated('lastNetworkReport', undefined, WINDOW),
    gated('controlWindow', 'close', WINDOW),
  ])
  await new Promise(wake => setTimeout(wake, 20))
  expect(reached).toEqual([])
  applied()
  expect(await replies).toEqual([{ value: undefined }, { value: 'close' }])
  expect(reached).toEqual(['lastNetworkReport', 'controlWindow'])
})

test('a bad shape reaches no handler', async () => {
  const { reached, refusals, answer } = house()
  expect(await answer('controlWindow', 'explode', WINDOW)).toEqual({ refused: true })
  expect(reached).toEqual([])
  expect(refusals).toEqual([{ channel: 'controlWindow', why: 'shape', where: '' }])
})

test('a broken handler is a refusal that says nothing of why', async () => {
  const { refusals, answer } = house()
  expect(await answer('listAgents', undefined, WINDOW)).toEqual({ refused: true })
  expect(refusals).toEqual([{ channel: 'listAgents', why: 'broken' }])
})
