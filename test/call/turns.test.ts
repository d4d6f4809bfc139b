// Each answer stands in the list once, whoever tells of it first.
import { describe, expect, test } from 'vitest'
import type { Turn } from '../../renderer/call'
import { withHeard, withTold } from '../../renderer/call/turns'

const heard = (atMs: number, ms = 800) => ({ ms, atMs, networkMs: 50, bufferMs: 40 })
const told = (atMs: number, responseMs = 640) => ({ atMs, responseMs, stages: { firstAudioMs: responseMs } })

const outline = (turns: readonly Turn[]) =>
  turns.map(({ ms, by, agentMs }) => `${ms} by ${by}, agent ${agentMs}`)

describe('an answer that both tell of', () => {
  test('the agent first, as it does when it begins to speak', () => {
    expect(outline(withHeard(withTold([], told(9_900)), heard(10_000)))).toEqual(['800 by ear, agent 640'])
  })
  test('the ear first, as with a backend that tells when the turn is over', () => {
    expect(outline(withTold(withHeard([], heard(10_000)), told(13_000)))).toEqual(['800 by ear, agent 640'])
  })
  test('and the next one is another', () => {
    const first = withHeard(withTold([], told(9_900)), heard(10_000))
    expect(outline(withHeard(withTold(first, told(12_950, 500)), heard(13_000, 700)))).toEqual([
      '800 by ear, agent 640',
      '700 by ear, agent 500',
    ])
  })
})

test('what the ear missed is the agent’s word, and says so', () => {
  const turns = withHeard(withTold([], told(5_000)), heard(20_000))
  expect(outline(turns)).toEqual(['640 by gateway, agent 640', '800 by ear, agent null'])
})

test('a talk of hours keeps its last 500 answers', () => {
  const turns = Array.from({ length: 700 }, (_, n) => n).reduce<readonly Turn[]>(
    (list, n) => withHeard(list, heard(10_000 * n, n)),
    [],
  )
  expect([turns.length, turns[0]?.ms, turns.at(-1)?.ms]).toEqual([500, 200, 699])
})

test('what the agent keeps to itself is not known', () => {
  expect(withHeard([], heard(1_000))).toEqual([
    { ms: 800, atMs: 1_000, by: 'ear', networkMs: 50, bufferMs: 40, agentMs: null, stages: null },
  ])
})
