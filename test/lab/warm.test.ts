// The dial over a line that is kept, its pure parts: what the gateway's log says, and what counts.
import { expect, it, test } from 'vitest'
import { adoptionsIn, warmDial } from './warm'

test('adoptions are what the gateway says of lines, and nothing else', () => {
  const log = [
    '2026-11-24T13:00:00.000Z info line spare-00: adopted',
    '2026-11-24T13:00:01.000Z info line spare-00: ended, idle',
    '2026-11-24T13:00:02.000Z info call 0a1b: started with lab-agent',
    '2026-11-24T13:00:03.000Z info line spare-00: adopted',
  ]
  expect(adoptionsIn(log.join('\n'))).toBe(2)
  expect(adoptionsIn('')).toBe(0)
})

const SOUNDED = { ms: 70, sounded: true, path: 'relay/tls' }
it.each([
  ['sounded over the line', SOUNDED, 1, 'passed'],
  ['sounded by another way', SOUNDED, 0, 'failed'],
  ['went direct', { ...SOUNDED, path: 'direct/udp' }, 1, 'failed'],
  ['took the line and was silent', { ms: 20_000, sounded: false, path: null }, 1, 'failed'],
] as const)('a call that %s', (_what, sample, adoptions, verdict) =>
  expect(warmDial(sample, adoptions).verdict).toBe(verdict),
)
