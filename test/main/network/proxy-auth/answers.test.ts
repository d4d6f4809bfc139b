// Which credentials a proxy gets, who is asked, and when it ends: real machine and requests, a fake proxy.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAskingProxy } from '../../../fakes/asking-proxy'
import { ACCOUNT, house, kept, settled } from './house'

const SIGNED_IN = { kind: 'signed in' }
const failed = (name: string) => ({
  kind: 'failed',
  failure: { name, detail: expect.stringContaining('407') },
})

describe('a proxy that asks for a password', () => {
  test('gets the one that is kept, and nobody is disturbed', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, questions, clock } = house({ proxy, vault: { [ACCOUNT]: kept('right') } })
    expect(await primes()).toEqual(SIGNED_IN)
    expect(questions).toEqual([])
    expect(clock).toEqual(['stands', 'runs'])
  })

  test('gets the command line’s', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes } = house({ proxy, given: { username: 'ada', password: 'right' } })
    expect(await primes({ mayAsk: 'no' })).toEqual(SIGNED_IN)
  })

  test('asks the person once; the next request gets the same without a question', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, types, shown, questions, clock, vault } = house({ proxy })
    const first = primes()
    await settled()
    expect(shown()).toMatchObject({
      host: 'proxy.test',
      port: 3128,
      realm: 'Work',
      isReadable: true,
      tries: 0,
    })
    types('right')
    expect(await first).toEqual(SIGNED_IN)
    expect(shown()).toBeNull()
    expect(await primes()).toEqual(SIGNED_IN)
    expect(questions.length).toBe(1)
    expect(clock.at(-1)).toBe('runs')
    expect(vault.kept.size).toBe(0)
  })

  test('is answered for good where the person agrees, and only once it was taken', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, types, vault } = house({ proxy })
    const first = primes()
    await settled()
    types('wrong', true)
    await settled()
    expect(vault.kept.size).toBe(0)
    types('right', true)
    await first
    expect(vault.kept.get(ACCOUNT)).toBe(kept('right'))
  })

  test('and is declined', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, types, shown } = house({ proxy })
    const first = primes()
    await settled()
    types(null)
    expect(await first).toEqual(failed('proxy_authentication'))
    expect(shown()).toBeNull()
    expect(proxy.sent).toEqual([])
    // A login without an answer never ends by itself.
    expect(proxy.aborted()).toBe(1)
  })

  test('is not brought up again in the same call by what connects anew, but by the next dial', async () => {
    const { primes, types, questions } = house({ proxy: createAskingProxy({ password: 'right' }) })
    const first = primes()
    await settled()
    types(null)
    await first
    expect(await primes({ mayAsk: 'unless declined' })).toEqual(failed('proxy_authentication'))
    expect(questions.length).toBe(1)
    const next = primes()
    await settled()
    types('right')
    expect(await next).toEqual(SIGNED_IN)
  })

  test('that refuses twice is left alone before the account is locked', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, types, questions, shown } = house({ proxy })
    const first = primes()
    await settled()
    types('wrong')
    await settled()
    expect(shown()).toMatchObject({ tries: 1, username: 'ada' })
    types('wrong too')
    expect(await first).toEqual(failed('proxy_credentials'))
    expect(questions.length).toBe(2)
    expect(proxy.sent).toEqual(['wrong', 'wrong too'])
  })

  test('never hears a third time of a password that it refused twice', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, types } = house({ proxy })
    for (let call = 0; call < 3; call += 1) {
      const dial = primes()
      await settled()
      types('wrong')
      await settled()
      types('wrong')
      expect(await dial).toEqual(failed('proxy_credentials'))
    }
    expect(proxy.sent).toEqual(['wrong', 'wrong'])
  })

  test('refuses what was kept: it is forgotten, lest each start sends it once more', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, types, vault, shown } = house({ proxy, vault: { [ACCOUNT]: kept('old') } })
    const first = primes()
    await settled()
    expect(shown()).toMatchObject({ tries: 1, username: 'ada' })
    expect(vault.kept.size).toBe(0)
    types('right')
    expect(await first).toEqual(SIGNED_IN)
    expect(proxy.sent).toEqual(['old', 'right'])
  })

  test('that turns to Basic does not get readable what was kept for Digest', async () => {
    const proxy = createAskingProxy({ password: 'right', scheme: 'Basic' })
    const { primes, shown, types } = house({ proxy, vault: { [ACCOUNT]: kept('right', false) } })
    const first = primes()
    await settled()
    expect(shown()).toMatchObject({ isReadable: true, username: 'ada', tries: 0 })
    types(null)
    await first
    expect(proxy.sent).toEqual([])
  })

  test('over TLS gets it: nobody reads along', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes } = house({ proxy, vault: { [ACCOUNT]: kept('right', false) } })
    expect(await primes({ isSealed: true })).toEqual(SIGNED_IN)
  })

  test('while nobody may be asked: named, and no dialog', async () => {
    const { primes, questions } = house({ proxy: createAskingProxy({ password: 'right' }) })
    expect(await primes({ mayAsk: 'no' })).toEqual(failed('proxy_authentication'))
    const given = { username: 'ada', password: 'wrong' }
    const other = house({ proxy: createAskingProxy({ password: 'right' }), given })
    expect(await other.primes({ mayAsk: 'no' })).toEqual(failed('proxy_credentials'))
    expect(questions).toEqual([])
  })

  test('and a person who went away', async () => {
    const { primes, shown } = house({ proxy: createAskingProxy({ password: 'right' }), askMs: 20 })
    expect(await primes()).toEqual(failed('proxy_authentication'))
    expect(shown()).toBeNull()
  })

  test('and a call that was hung up: the dialog goes with it', async () => {
    const controller = new AbortController()
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, shown } = house({ proxy })
    const first = primes({ signal: controller.signal })
    await settled()
    expect(shown()).not.toBeNull()
    controller.abort()
    expect(await first).toEqual({ kind: 'unknown' })
    expect(shown()).toBeNull()
  })

  test('shows its question again to a page that came later', async () => {
    const { primes, answers, questions, types } = house({ proxy: createAskingProxy({ password: 'right' }) })
    const first = primes()
    await settled()
    answers.tellAgain()
    expect(questions.map(({ id }) => id)).toEqual(['proxy-1', 'proxy-1'])
    types('right')
    await first
    answers.tellAgain()
    expect(questions.length).toBe(2)
  })
})

describe('several requests at once', () => {
  test('share one dialog and its answer; a wrong one is sent by one of them only', async () => {
    const proxy = createAskingProxy({ password: 'right' })
    const { primes, types, questions } = house({ proxy })
    const all = [primes(), primes(), primes()]
    await settled()
    types('wrong')
    await settled()
    expect(proxy.sent).toEqual(['wrong'])
    types('right')
    expect(await Promise.all(all)).toEqual([SIGNED_IN, SIGNED_IN, SIGNED_IN])
    expect(questions.length).toBe(2)
    expect(proxy.sent).toEqual(['wrong', 'right', 'right', 'right'])
  })

  test('give up together', async () => {
    const { primes, types } = house({ proxy: createAskingProxy({ password: 'right' }) })
    const all = [primes(), primes()]
    await settled()
    types(null)
    expect(await Promise.all(all)).toEqual([failed('proxy_authentication'), failed('proxy_authentication')])
  })

  test('one leaves, and the next takes its place at the dialog', async () => {
    const controller = new AbortController()
    const { primes, types, shown } = house({ proxy: createAskingProxy({ password: 'right' }) })
    const first = primes({ signal: controller.signal })
    const second = primes()
    await settled()
    controller.abort()
    expect(await first).toEqual({ kind: 'unknown' })
    await settled()
    expect(shown()).toMatchObject({ id: 'proxy-2' })
    types('right')
    expect(await second).toEqual(SIGNED_IN)
  })
})

/** A person who types one of few passwords, or declines; the fourth thing they do is always to decline. */
const typing = fc.array(fc.constantFrom('right', 'wrong', 'old', null), { maxLength: 3 })

test('whatever is kept and typed: no password is refused three times, no round refuses three, and all comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        vault: fc.constantFrom(null, 'right', 'old'),
        given: fc.constantFrom(null, 'right', 'wrong'),
        dials: fc.array(fc.record({ typing, requests: fc.integer({ min: 1, max: 3 }) }), { maxLength: 4 }),
      }),
      async ({ vault, given, dials }) => {
        const proxy = createAskingProxy({ password: 'right' })
        const built = house({
          proxy,
          vault: vault === null ? {} : { [ACCOUNT]: kept(vault) },
          given: given === null ? null : { username: 'ada', password: given },
        })
        for (const { typing: words, requests } of dials) {
          const before = proxy.sent.filter(word => word !== 'right').length
          const all = Array.from({ length: requests }, () => built.primes())
          for (const word of [...words, null]) {
            await settled()
            if (built.shown() !== null) built.types(word)
          }
          await settled()
          if (built.shown() !== null) built.types(null)
          const ends = await Promise.all(all)
          expect(new Set(ends.map(({ kind }) => kind)).size).toBe(1)
          expect(built.shown()).toBeNull()
          expect(proxy.sent.filter(word => word !== 'right').length - before).toBeLessThanOrEqual(2)
        }
        for (const word of ['wrong', 'old'])
          expect(proxy.sent.filter(one => one === word).length).toBeLessThanOrEqual(2)
      },
    ),
    { numRuns: 300 },
  )
})
