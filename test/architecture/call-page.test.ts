// docs/call.md is drawn from the machine and says what the machine does now.
import { expect, test } from 'vitest'
import { PHASES } from '../../protocol/ipc'
import { LIMITS } from '../../renderer/call'
import { drawCall, drawnCall } from './draw-call'

const page = drawCall()

test('the page is fresh: `npm run draw` would change nothing', () => {
  expect(drawnCall()).toBe(page)
})

test('it shows every phase, in the drawing and in the table', () => {
  for (const phase of PHASES) {
    expect(page).toMatch(new RegExp(`^  .*\\b${phase}\\b.*$`, 'm'))
    expect(page).toMatch(new RegExp(`^\\| ${phase} \\|`, 'm'))
  }
})

test('it says how long each wait may last', () => {
  const lengths = Object.values(LIMITS).map(ms => `${ms.toLocaleString('en-GB').replaceAll(',', ' ')} ms`)
  expect(lengths.filter(length => !page.includes(length))).toEqual([])
})

test('every waiting phase names its timer', () => {
  const unbound = page.split('\n').filter(line => /^\| \w+ \| .* \| none \|/.test(line))
  expect(unbound.map(line => line.split(' ')[1])).toEqual(['idle', 'ended'])
})
