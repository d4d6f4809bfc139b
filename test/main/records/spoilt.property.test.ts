// Files cut off or spoilt at any byte: every other call is there as it was, and nothing is ever fatal. Seeds are printed.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLine } from '../../../main/records/journal'
import { call, idsIn, openRecords, tempFolder } from './house'

const CALLS = 6
const ALL = Array.from({ length: CALLS }, (_, n) => CALLS - 1 - n)
const ids = (numbers: readonly number[]) => numbers.map(n => `call-number-${n}`)

/** What a failing disk, a full one or a careless hand does to a file. `at`: where, as a part of its length. */
const harm = fc.record({
  how: fc.constantFrom('cut', 'flip', 'insert', 'blank', 'gone'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.nat(255),
})
type Harm = typeof harm extends fc.Arbitrary<infer T> ? T : never

function spoil(file: string, { how, at, byte }: Harm): void {
  const bytes = readFileSync(file)
  const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length))
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)]
  if (how === 'gone') rmSync(file)
  else if (how === 'cut') writeFileSync(file, before)
  else if (how === 'insert')
    writeFileSync(file, Buffer.concat([before, Buffer.from([byte, 10, byte]), after]))
  else if (how === 'blank') writeFileSync(file, Buffer.concat([before, Buffer.alloc(after.length)]))
  else writeFileSync(file, Buffer.concat([before, Buffer.from([byte]), after.subarray(1)]))
}

/** One folder, filled once, and copied for each round. */
async function filled(): Promise<(round: number) => string> {
  const folder = tempFolder()
  const [whole, rounds] = [join(folder, 'whole'), join(folder, 'rounds')]
  const records = openRecords(whole)
  for (const n of ALL) await records.finish(call(n))
  mkdirSync(rounds)
  return round => {
    const copy = join(rounds, String(round))
    cpSync(whole, copy, { recursive: true })
    return copy
  }
}

test('a list that is spoilt anywhere loses no call: each is learnt again from its own file', async () => {
  const copyOf = await filled()
  const seed = Date.now()
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(harm, { minLength: 1, maxLength: 3 }), async harms => {
      const folder = copyOf(round++)
      for (const one of harms.filter(({ how }, at) => how !== 'gone' || at === harms.length - 1))
        if (readFileSync(join(folder, 'list.jsonl')).length > 0) spoil(join(folder, 'list.jsonl'), one)
      const records = openRecords(folder)
      expect(await idsIn(records)).toEqual(ids(ALL))
      for (const n of ALL) expect(await records.read(`call-number-${n}`)).toEqual(call(n))
      // And the list is whole again.
      const lines = readFileSync(join(folder, 'list.jsonl'), 'utf8').split('\n').filter(Boolean)
      expect(lines.map(line => readLine(line)?.callId).sort()).toEqual(ids(ALL).sort())
      rmSync(folder, { recursive: true })
    }),
    { numRuns: 150, seed },
  )
  process.stdout.write(`history: list spoilt ${round} times, seed ${seed}\n`)
}, 120_000)

test('a call that is spoilt anywhere is that call as it was, or unreadable: the others are as they were', async () => {
  const copyOf = await filled()
  const seed = Date.now()
  let round = 0
  await fc.assert(
    fc.asyncProperty(harm, fc.nat(CALLS - 1), fc.boolean(), async (one, n, isListLost) => {
      const folder = copyOf(round++)
      spoil(join(folder, 'calls', `call-number-${n}.json.gz`), one)
      if (isListLost) rmSync(join(folder, 'list.jsonl'))
      const records = openRecords(folder)
      const listed = await idsIn(records)
      const others = ALL.filter(other => other !== n)
      expect(listed.filter(id => id !== `call-number-${n}`)).toEqual(ids(others))
      for (const other of others) expect(await records.read(`call-number-${other}`)).toEqual(call(other))
      // The checksum of gzip (RFC 1952) covers what is packed; its head holds bytes that say nothing.
      expect([null, call(n)]).toContainEqual(await records.read(`call-number-${n}`))
      expect(readdirSync(join(folder, 'calls')).length).toBe(one.how === 'gone' ? CALLS - 1 : CALLS)
      rmSync(folder, { recursive: true })
    }),
    { numRuns: 150, seed },
  )
  process.stdout.write(`history: calls spoilt ${round} times, seed ${seed}\n`)
}, 120_000)
