// An answer's parts in words: what is known, and nothing that is not.
import { expect, test } from 'vitest'
import { turnSplit, turnWords } from '../../renderer/copy'
import { playoutMsOf } from '../../renderer/health/playout'
import { atEar, treatmentMs } from '../../renderer/hearing/latency'

const heard = { ms: 812, by: 'ear', networkMs: 52, bufferMs: 41, agentMs: 640 } as const

test('an answer says where its time went', () => {
  expect(turnWords(heard)).toBe('0.8 s: agent 640 ms, network 52 ms, jitter buffer 41 ms, the rest 79 ms')
})
test.each([
  [{ ...heard, agentMs: null }, 'network 52 ms, jitter buffer 41 ms'],
  [{ ...heard, agentMs: 900 }, 'agent 900 ms, network 52 ms, jitter buffer 41 ms'],
  [{ ...heard, networkMs: null, bufferMs: null, agentMs: null }, null],
  [{ ...heard, by: 'gateway' as const }, 'told by the agent, not heard here'],
])('and invents no part: %o', (turn, words) => {
  expect(turnSplit(turn)).toBe(words)
})

test('the way to the speaker is of the last second, or of the whole where there is only one reading', () => {
  const at = (seconds: number, delayMs: number) => ({
    playoutDelayS: 48 * seconds * delayMs,
    playoutSamples: 48_000 * seconds,
  })
  expect(playoutMsOf(null, at(3, 40))).toBeCloseTo(40)
  const [first, later] = [
    at(3, 40),
    { playoutDelayS: at(3, 40).playoutDelayS + at(1, 60).playoutDelayS, playoutSamples: 192_000 },
  ]
  expect(playoutMsOf(first, later)).toBeCloseTo(60)
  expect(playoutMsOf(first, first)).toBeNull()
})

test('what the taps cannot see is added', () => {
  const treatedMs = treatmentMs({ echoCancellation: true, noiseSuppression: true })
  expect(atEar(700, treatedMs, 34)).toBe(744)
  expect(atEar(700, treatmentMs({}), null)).toBe(700)
})
