// The small sister of `npm run fuzz:signaling`: what a hostile server says breaks nothing.
import { expect, test } from 'vitest'
import { play } from './play'

test('30 000 hostile frames: no crash, no hang, and nothing is kept of them', async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
  const { kinds, failures, hangs, heapMb, slowest, sessions } = await play(30_000, seed)
  const why = `FUZZ_SEED=${seed}, slowest ${JSON.stringify(slowest)}`
  expect(Object.keys(kinds).length, why).toBe(12)
  // Frames that only bounced off a door would prove nothing.
  expect(sessions, why).toBeLessThan(24_000)
  for (const name of ['signaling_garbage', 'signaling_oversize', 'signaling_version', 'agent_busy'])
    expect(failures[name], `${why} ${name}`).toBeGreaterThan(0)
  expect(hangs, why).toBe(0)
  expect(heapMb.most - heapMb.first, why).toBeLessThan(32)
}, 60_000)
