// The history of calls: what is kept, found, erased, had back, and forgotten; and what another run finds of it.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { callSummarySchema } from '../../../protocol/history'
import { call, idsIn, listAll, openRecords, tempFolder } from './house'

const DAY_MS = 24 * 3_600_000
const filesIn = (folder: string) => readdirSync(join(folder, 'calls')).sort()
const linesIn = (folder: string) =>
  readFileSync(join(folder, 'list.jsonl'), 'utf8').split('\n').filter(Boolean)

afterEach(() => void vi.useRealTimers())

describe('calls that are over', () => {
  test('are listed newest first, in pages, and each is read as it was written', async () => {
    const folder = tempFolder()
    const records = openRecords(folder)
    for (const n of [2, 5, 1, 4, 3]) await records.finish(call(n))
    const first = await records.list({ query: '', before: null, limit: 2 })
    expect(first).toEqual({ calls: [5, 4].map(n => callSummarySchema.parse(call(n))), total: 5 })
    const second = await records.list({ query: '', before: first.calls[1] ?? null, limit: 2 })
    expect(second.calls.map(({ callId }) => callId)).toEqual(['call-number-3', 'call-number-2'])
    expect(await records.read('call-number-4')).toEqual(call(4))
    expect(await records.read('call-number-9')).toBeNull()
  })

  test('are there after a restart, and the same', async () => {
    const folder = tempFolder()
    const before = openRecords(folder)
    for (const n of [1, 2, 3]) await before.finish(call(n))
    const after = openRecords(folder)
    expect(await listAll(after)).toEqual(await listAll(before))
    expect(await after.read('call-number-2')).toEqual(call(2))
  })

  test('of one millisecond keep their order over pages, and none is passed over', async () => {
    const records = openRecords(tempFolder())
    const { startedAt } = call(1)
    for (const n of [1, 2, 3, 4]) await records.finish(call(n, { startedAt }))
    const seen: string[] = []
    for (let before = null as { callId: string; startedAt: string } | null; ; ) {
      const { calls } = await records.list({ query: '', before, limit: 1 })
      if (calls[0] === undefined) break
      before = calls[0]
      seen.push(calls[0].callId)
    }
    expect(seen.sort()).toEqual([1, 2, 3, 4].map(n => `call-number-${n}`))
  })

  test('only their owner may read', async () => {
    const folder = tempFolder()
    await openRecords(folder).finish(call(1))
    const modes = [...filesIn(folder).map(name => join(folder, 'calls', name)), join(folder, 'list.jsonl')]
    expect(modes.map(file => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
    expect(statSync(join(folder, 'calls')).mode & 0o777).toBe(0o700)
  })

  test('whose id would leave the folder are refused', async () => {
    const folder = tempFolder()
    const records = openRecords(folder)
    await expect(records.finish(call(1, { callId: '../../outside-of-it' }))).rejects.toThrow()
    await expect(records.erase('../../outside-of-it')).rejects.toThrow()
    expect(await records.read('../list')).toBeNull()
    expect(existsSync(join(folder, '..', 'outside-of-it.json.gz'))).toBe(false)
  })
})

describe('a search', () => {
  test('finds by name, id, code and call: every word of it, whatever its accents', async () => {
    const records = openRecords(tempFolder())
    const failure = {
      code: 'VD-R01',
      name: 'relay_no_path',
      layer: 'relay',
      message: '',
      detail: null,
    } as const
    await records.finish(call(1))
    await records.finish(call(2, { agent: 'zurich' }))
    await records.finish(call(3, { outcome: 'failed', failure, externalId: 'backend-77' }))
    expect(await idsIn(records, 'help agent')).toEqual(['call-number-3', 'call-number-1'])
    expect(await idsIn(records, 'ZURICH')).toEqual(['call-number-2'])
    expect(await idsIn(records, 'vd-r01')).toEqual(['call-number-3'])
    expect(await idsIn(records, 'backend-77')).toEqual(['call-number-3'])
    expect(await idsIn(records, 'number-2')).toEqual(['call-number-2'])
    expect(await listAll(records, 'nobody')).toEqual({ calls: [], total: 0 })
  })
})

describe('a running call', () => {
  test('is in no list while it runs, and what it had come to is there after a run that was killed', async () => {
    const folder = tempFolder()
    const records = openRecords(folder)
    await records.finish(call(1))
    await records.keep(call(2, { outcome: 'failed', durationMs: 4_000 }))
    await records.keep(call(2, { outcome: 'failed', durationMs: 5_000 }))
    expect(await idsIn(records)).toEqual(['call-number-1'])
    const next = openRecords(folder)
    expect((await listAll(next)).calls[0]).toMatchObject({ callId: 'call-number-2', durationMs: 5_000 })
    // And now it is noted like any other.
    expect(linesIn(folder)).toHaveLength(2)
  })

  test('is its own report once it is over', async () => {
    const folder = tempFolder()
    const records = openRecords(folder)
    // Whatever the disk makes of the order: the later word counts.
    await Promise.all([
      records.keep(call(1, { durationMs: 1_000 })),
      records.keep(call(1, { durationMs: 2_000 })),
      records.finish(call(1, { durationMs: 2_500 })),
    ])
    expect((await openRecords(folder).read('call-number-1'))?.durationMs).toBe(2_500)
    expect(filesIn(folder)).toEqual(['call-number-1.json.gz'])
  })

  test('that nobody carries any more was what was kept of it', async () => {
    const records = openRecords(tempFolder())
    await records.keep(call(1, { durationMs: 1_000 }))
    await records.abandon('call-number-1')
    await records.abandon('never-heard-of')
    expect((await listAll(records)).calls).toMatchObject([{ callId: 'call-number-1', durationMs: 1_000 }])
  })
})

describe('erasing', () => {
  test('takes a call out at once, gives it back for a while, and then for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const folder = tempFolder()
    const records = openRecords(folder)
    for (const n of [1, 2, 3]) await records.finish(call(n))
    await records.erase('call-number-2')
    expect(await idsIn(records)).toEqual(['call-number-3', 'call-number-1'])
    expect(await records.read('call-number-2')).toBeNull()
    expect(await records.restore('call-number-2')).toBe(true)
    expect(await idsIn(records)).toEqual(['call-number-3', 'call-number-2', 'call-number-1'])
    expect(await records.read('call-number-2')).toEqual(call(2))
    await records.erase('call-number-2')
    await vi.advanceTimersByTimeAsync(12_000)
    expect(await records.restore('call-number-2')).toBe(false)
    expect(filesIn(folder)).toEqual(['call-number-1.json.gz', 'call-number-3.json.gz'])
    // Nor does the list remember it.
    expect(readFileSync(join(folder, 'list.jsonl'), 'utf8')).not.toContain('call-number-2')
  })

  test('is final when the run ends, orderly or not', async () => {
    const folder = tempFolder()
    const killed = openRecords(folder)
    for (const n of [1, 2, 3]) await killed.finish(call(n))
    await killed.erase('call-number-2')
    const closed = openRecords(folder)
    expect(await idsIn(closed)).toEqual(['call-number-3', 'call-number-1'])
    await closed.erase('call-number-3')
    await closed.close()
    expect(filesIn(folder)).toEqual(['call-number-1.json.gz'])
    expect(linesIn(folder)).toHaveLength(1)
  })

  test('all of it leaves nothing, and new calls are kept', async () => {
    const folder = tempFolder()
    const records = openRecords(folder)
    for (const n of [1, 2, 3]) await records.finish(call(n))
    await records.eraseAll()
    expect([await listAll(records), filesIn(folder), linesIn(folder)]).toEqual([
      { calls: [], total: 0 },
      [],
      [],
    ])
    await records.finish(call(4))
    expect(await idsIn(openRecords(folder))).toEqual(['call-number-4'])
  })
})

describe('the policy', () => {
  test('sets for how long: what is older is not shown even once, and is gone', async () => {
    const folder = tempFolder()
    let nowMs = Date.now()
    const records = openRecords(folder, { keepDays: 2 }, () => nowMs)
    const at = (days: number) => ({ startedAt: new Date(Date.now() + days * DAY_MS).toISOString() })
    await records.finish(call(1, at(-1.5)))
    await records.finish(call(2, at(-0.5)))
    expect(await idsIn(records)).toEqual(['call-number-2', 'call-number-1'])
    nowMs += DAY_MS
    expect(await idsIn(records)).toEqual(['call-number-2'])
    expect(filesIn(folder)).toEqual(['call-number-2.json.gz'])
    nowMs += DAY_MS
    await records.prune()
    expect([filesIn(folder), linesIn(folder)]).toEqual([[], []])
  })

  test('counts as it is now, also for calls that are there', async () => {
    const policy = { keep: true }
    const records = openRecords(tempFolder(), policy)
    await records.finish(call(1))
    policy.keep = false
    expect(await idsIn(records)).toEqual([])
    await records.finish(call(2))
    policy.keep = true
    expect(await idsIn(records)).toEqual([])
    await records.finish(call(3))
    expect(await idsIn(records)).toEqual(['call-number-3'])
  })

  test('may keep nothing: what was kept before goes, and what comes is not written', async () => {
    const folder = tempFolder()
    await openRecords(folder).finish(call(1))
    const records = openRecords(folder, { keep: false })
    await records.keep(call(2))
    await records.finish(call(2))
    expect(await listAll(records)).toEqual({ calls: [], total: 0 })
    expect([filesIn(folder), linesIn(folder)]).toEqual([[], []])
  })
})

describe('what cannot be read', () => {
  test('is put aside, once, and hides no other call', async () => {
    const folder = tempFolder()
    await openRecords(folder).finish(call(1))
    writeFileSync(join(folder, 'calls', 'not-a-report-at-all.json.gz'), 'torn')
    writeFileSync(join(folder, 'calls', 'notes.txt'), 'of somebody')
    expect(await idsIn(openRecords(folder))).toEqual(['call-number-1'])
    expect(filesIn(folder)).toEqual([
      'call-number-1.json.gz',
      'not-a-report-at-all.json.gz.unreadable',
      'notes.txt',
    ])
  })

  test('of a listed call leaves it listed, and says so when it is opened', async () => {
    const folder = tempFolder()
    await openRecords(folder).finish(call(1))
    writeFileSync(join(folder, 'calls', 'call-number-1.json.gz'), 'torn')
    const records = openRecords(folder)
    expect([await idsIn(records), await records.read('call-number-1')]).toEqual([['call-number-1'], null])
    await records.erase('call-number-1')
    expect(await idsIn(records)).toEqual([])
  })
})
