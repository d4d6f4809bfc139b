// The bench's verdicts and its picture, from samples made up here.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Sample } from '../../lab/callers/window'
import { colourOf } from '../plot-theme'
import { GROUPS, type Race, rowsOf } from './groups'
import { chartsOf, plot, scaleOf } from './plot'
import { missing, rowOf, summaryOf, table } from './rows'

const heard = (...values: number[]): Sample[] => values.map(ms => ({ ms, sounded: true, path: 'relay/tls' }))
const silent: Sample = { ms: 20_000, sounded: false, path: null }

describe('a row', () => {
  it('compares medians, and is good up to its aim', () => {
    expect(rowOf('x', heard(90, 70, 80), heard(100, 400, 100), 0.8)).toMatchObject({
      ...{ ours: 80, plain: 100, ratio: 0.8, n: 3, ok: true },
    })
    expect(rowOf('x', heard(81), heard(100), 0.8).ok).toBe(false)
  })

  it('is bad when one call of ours stayed silent, and counts a silent call of others with its wait', () => {
    expect(rowOf('x', [...heard(1, 1), silent], heard(100), 0.8).ok).toBe(false)
    expect(rowOf('x', heard(100), [silent], 0.8)).toMatchObject({ plain: 20_000, ok: true })
  })

  it('without an aim is not judged, without figures is not good', () => {
    expect(rowOf('x', heard(500), heard(100), null).ok).toBeNull()
    expect(rowOf('x', heard(500), [], 0.8).ok).toBe(false)
  })

  it('reads as a line, and is summed up', () => {
    const rows = [
      rowOf('x', heard(300), heard(40_000), 1 / 130),
      rowOf('y', heard(3), heard(2), null),
      missing('z', 'no'),
    ]
    expect(table(rows)).toContain('| x | 300 | 40000 | 1/133 | 1 | <= 1/130 | ok |')
    expect(table(rows)).toContain('| y | 3.00 | 2.00 | 1.50 | 1 |  |  |')
    expect(summaryOf(rows)).toBe('1 passed, 1 failed')
  })
})

const group = (name: string) => {
  const found = GROUPS.find(one => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}
const races: Race[] = [
  { group: group('pool'), samples: { viaduct: heard(300), trickle: heard(500), 'simple-peer': heard(520) } },
  { group: group('warm'), samples: { viaduct: heard(90), trickle: heard(500) } },
  {
    group: group('udp-dropped'),
    samples: { viaduct: heard(290), trickle: heard(450), 'gather-first': heard(40_260) },
  },
]

describe('a race', () => {
  it('gives a row for each of the others, judged by its own aim', () => {
    const [trickle, simplePeer] = rowsOf({ group: group('pool'), samples: races[0]?.samples ?? {} })
    expect(trickle).toMatchObject({ ours: 300, plain: 500, aim: 0.7, ok: true })
    expect(simplePeer).toMatchObject({ plain: 520, aim: null, ok: null })
  })
})

describe('the picture', () => {
  const css = readFileSync('renderer/styles/tokens.css', 'utf8')

  it('draws what was measured, ours first, the warm line above the rest', () => {
    const [narrow, dropped] = chartsOf(races)
    expect(narrow?.bars.map(({ ms }) => ms)).toEqual([90, 300, 500, 520])
    expect(dropped?.bars.filter(({ isOurs }) => isOurs)).toHaveLength(1)
    expect(chartsOf([])).toEqual([])
  })

  it('breaks off a bar that would make all others invisible', () => {
    expect(scaleOf(chartsOf(races))).toBeGreaterThan(520)
    expect(scaleOf(chartsOf(races))).toBeLessThan(1000)
    const picture = plot(chartsOf(races), 'note', css)
    expect(picture.match(/class="gap"/g)).toHaveLength(1)
    expect(picture).toContain('40.3 s')
  })

  it('has the colours of the app, for each theme', () => {
    expect(colourOf(css, 'line-mark').light).toMatch(/^oklch\(/)
    expect(() => colourOf(css, 'nothing')).toThrow()
    expect(plot(chartsOf(races), 'note', css)).toContain('prefers-color-scheme:dark')
  })
})
