// A greeting followed by silence, over a real road: whether the connection is still there afterwards.
import { expect, test } from 'vitest'
import { type GreetBounds, greet } from '../../../main/signaling/greet'
import { openSocket } from '../../../main/signaling/socket'
import { openGateway } from './resume-house'
import { pause } from './world'

const deps = { openTransport: openSocket, client: { name: 'test', version: '1' }, log: () => undefined }

async function greeted(change: Partial<GreetBounds> = {}) {
  const gateway = await openGateway()
  const url = `ws://127.0.0.1:${gateway.road.port}/`
  const found = await greet({ url }, deps, { boundMs: 1_500, quietMs: 300, ...change })
  if (found.kind !== 'welcomed') throw new Error(found.failure.detail)
  return { ...gateway, quiet: found.quiet }
}

test('a connection that lives is asked once, and lasted', async () => {
  const sinceMs = performance.now()
  const { road, quiet } = await greeted()
  expect(await quiet).toBe('lasted')
  expect(performance.now() - sinceMs).toBeGreaterThan(300)
  expect(road.passed()).toBe(1)
})

test('one that died without a word while another one works was cut', async () => {
  const { road, quiet } = await greeted()
  road.swallow()
  // The road swallows what is said on the connections of before, and on no other.
  await pause(1_200)
  road.mend()
  expect(await quiet).toBe('cut')
})

test('one that is reset while nothing is said was cut too', async () => {
  const { road, quiet } = await greeted({ quietMs: 60_000 })
  road.cut()
  expect(await quiet).toBe('cut')
})

test('where nothing gets through any more nobody can say', async () => {
  const { road, quiet } = await greeted()
  road.swallow()
  expect(await quiet).toBe('unknown')
}, 10_000)

test('without a wish for silence it is let go of at once', async () => {
  const { quiet } = await greeted({ quietMs: null })
  expect(await quiet).toBe('unknown')
})
