// The judge of the ledger: what it reads from a recording, and how it lays the report beside it.
import { describe, expect, test } from 'vitest'
import { clockOffset, compare } from './ledger/compare'
import { stretchesOf, truthOf } from './ledger/recording'
import { lengthMs, SCHEDULE, voiceOf } from './ledger/schedule'
import { channelOf, RATE, readWave, type Sound, writeWave } from './ledger/wave'

/** A channel that sounds at these times, in milliseconds. */
function channel(lengthS: number, ...spans: readonly (readonly [number, number])[]): Sound {
  const sound = new Float32Array(lengthS * RATE)
  for (const [fromMs, toMs] of spans)
    for (let n = (fromMs * RATE) / 1000; n < (toMs * RATE) / 1000; n += 1) sound[n] = n % 2 === 0 ? 0.2 : -0.2
  return sound
}
const rounded = <T extends object>(values: readonly T[]) =>
  values.map(value => Object.values(value).map(ms => Math.round(Number(ms))))

describe('the recording', () => {
  test('tells to the sample where a channel sounds', () => {
    expect(rounded(stretchesOf(channel(3, [500, 900], [1_000, 1_400], [2_000, 2_300])))).toEqual([
      [500, 1_400],
      [2_000, 2_300],
    ])
  })
  test('gives each utterance its answer, and each interruption its stop', () => {
    const microphone = channel(10, [1_000, 2_000], [4_000, 5_000])
    const speaker = channel(10, [2_750, 4_300], [5_600, 6_000])
    const { turns, stops } = truthOf(microphone, speaker)
    expect(rounded(turns)).toEqual([
      [2_750, 750],
      [5_600, 600],
    ])
    expect(rounded(stops)).toEqual([[4_000, 300]])
  })
  test('of an agent that speaks on holds no stop', () => {
    expect(truthOf(channel(8, [2_000, 2_400]), channel(8, [1_000, 6_000])).stops).toEqual([])
  })
})

describe('the report beside it', () => {
  const truth = {
    turns: [5_000, 9_000, 14_500].map(atMs => ({ atMs, ms: 800 })),
    stops: [{ atMs: 9_500, ms: 300 }],
  }
  const response = (atMs: number, ms: number, by: 'ear' | 'gateway' = 'ear') => ({
    ...{ atMs, ms, by, networkMs: null, bufferMs: null, agentMs: null, stages: null },
  })
  test('is on a clock of its own', () => {
    expect(clockOffset(truth.turns, [{ atMs: 3_000 }, { atMs: 7_010 }, { atMs: 12_500 }])).toBeCloseTo(
      -2_000,
      -2,
    )
  })
  test('lacks a line, and has one too many', () => {
    const responses = [response(3_000, 812), response(12_500, 795), response(20_000, 300)]
    const { lines, invented } = compare(truth, { responses, interruptions: [{ atMs: 7_500, stopMs: 310 }] })
    expect(lines.map(({ of, measuredMs }) => `${of} ${measuredMs}`)).toEqual([
      'answer 812',
      'answer null',
      'answer 795',
      'interruption 310',
    ])
    expect(invented).toBe(1)
  })
  test('counts only what was heard', () => {
    const told = [response(5_000, 800, 'gateway')]
    expect(
      compare(truth, { responses: told, interruptions: [] }).lines.every(one => one.measuredMs === null),
    ).toBe(true)
  })
})

test('the voice is as long as the schedule, and survives its file', () => {
  const clip = channel(4, [0, 4_000])
  const voice = voiceOf(SCHEDULE, clip)
  expect(voice.length / RATE).toBeCloseTo(lengthMs(SCHEDULE) / 1000, 2)
  expect(stretchesOf(readWave(writeWave(voice)))).toHaveLength(SCHEDULE.utterances.length)
})

test('channels of a recording are told apart', () => {
  const pcm = Buffer.alloc(8)
  pcm.writeInt16LE(16_384, 0)
  pcm.writeInt16LE(-16_384, 4)
  expect([...channelOf(pcm, 0, 2)]).toEqual([0.5, -0.5])
  expect([...channelOf(pcm, 1, 2)]).toEqual([0, 0])
})
