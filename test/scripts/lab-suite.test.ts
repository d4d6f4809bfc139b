// How the lab's rows become the counts of `npm test`.
import { describe, expect, it } from 'vitest'
import { countsOfRows } from '../../scripts/lab-suite.mjs'

const rows = (...verdicts: string[]) => ({ rows: verdicts.map(verdict => ({ verdict })) })

describe('the lab as a suite', () => {
  it('counts rows by their verdicts', () => {
    expect(countsOfRows(rows('passed', 'failed', 'skipped', 'passed'), 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
    })
  })

  it('takes a cause that is not named yet for no pass', () => {
    expect(countsOfRows(rows('passed', 'not named'), 0)).toEqual({ passed: 1, failed: 0, skipped: 1 })
  })

  it('takes a lab that could not run for no pass, and one that broke for a failure', () => {
    expect(countsOfRows(rows('skipped', 'skipped'), 0)).toEqual({ passed: 0, failed: 0, skipped: 2 })
    expect(countsOfRows(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(countsOfRows(rows('passed'), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })
})
