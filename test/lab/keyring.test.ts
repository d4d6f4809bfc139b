// The vault over a real gnome-keyring in each of its eight states, five operations each; the whole is `npm run lab:keyring`.
import fc from 'fast-check'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { buildWorker, inDesktop, missingPrograms } from './keyring/desktops'
import { faultsOf } from './keyring/judge'
import { STATES } from './keyring/states'
import { secretOf, tracesOf, writingsOf } from './keyring/traces'

const MISSING = missingPrograms()
const WHY_NOT = MISSING.length === 0 ? '' : ` (skipped: this computer has no ${MISSING.join(', ')})`

describe.skipIf(MISSING.length > 0)(`a desktop's keyring${WHY_NOT}`, { timeout: 90_000 }, () => {
  let worker = ''
  beforeAll(async () => {
    worker = await buildWorker()
  })
  // Two busy cores make timers late; the bound of two seconds is measured by the whole.
  it.each(STATES)('%s: named right, in time, blocking nobody, nothing on disk', async state => {
    expect(faultsOf(state, await inDesktop(state, 5, worker), { settledMs: 3_500, lagMs: 1_500 })).toEqual([])
  })
})

test('a secret is found in a file however it was written there', () => {
  const seed = 'seed'
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 }),
      fc.uint8Array({ maxLength: 40 }),
      fc.nat(),
      (n, junk, writing) => {
        const all = writingsOf(secretOf(seed, n))
        const content = Buffer.concat([junk, all[writing % all.length] ?? Buffer.alloc(0), junk])
        expect(tracesOf(seed, 4, [{ name: 'a', content }])).toEqual(['a'])
      },
    ),
  )
  expect(tracesOf(seed, 4, [{ name: 'a', content: Buffer.from('nothing of the kind') }])).toEqual([])
})

test('base64 of a secret inside a longer text is found too', () => {
  for (const before of ['', 'a', 'ab', '{"token":"']) {
    const content = Buffer.from(Buffer.from(`${before}${secretOf('s', 0)}"}`).toString('base64'))
    expect(tracesOf('s', 1, [{ name: 'a', content }])).toEqual(['a'])
  }
})
