// A headless start that Chromium does not survive is made again, unless it had come up.
import { expect, test } from 'vitest'
import { markStarted, runHeadless } from '../../main/command-line'

type End = { readonly status: number | null; readonly signal: NodeJS.Signals | null }
const DEAD: End = { status: null, signal: 'SIGSEGV' }
const fine = (status: number): End => ({ status, signal: null })

/** Starts that end so, one after the other. */
function starts(...ends: readonly (End & { readonly up?: true })[]) {
  const marks: (string | undefined)[] = []
  const start = (env: NodeJS.ProcessEnv): End => {
    const end = ends[marks.length] ?? fine(99)
    marks.push(env.VIADUCT_STARTED_FILE)
    if ('up' in end) markStarted(env)
    return end
  }
  return { start, marks }
}

test('one that ends by itself has the last word, whatever its status', () => {
  for (const status of [0, 1, 2]) {
    const { start, marks } = starts(fine(status))
    expect([runHeadless(start), marks.length]).toEqual([status, 1])
  }
})

test('one that died before it came up is made again, three times at most', () => {
  const once = starts(DEAD, fine(0))
  expect([runHeadless(once.start), once.marks.length]).toEqual([0, 2])
  const always = starts(DEAD, DEAD, DEAD, fine(0))
  expect([runHeadless(always.start), always.marks.length]).toEqual([1, 3])
})

test('one that had come up is not: it may have called and printed', () => {
  const { start, marks } = starts({ ...DEAD, up: true }, fine(0))
  expect([runHeadless(start), marks.length]).toEqual([1, 1])
})

test('one that was ended by somebody is not', () => {
  const { start, marks } = starts({ status: null, signal: 'SIGTERM' }, fine(0))
  expect([runHeadless(start), marks.length]).toEqual([1, 1])
})

test('started with a display, nothing is marked', () => {
  expect(() => markStarted({})).not.toThrow()
})
