// The past calls on the screen, with the real records behind them: pages, searches that overtake each other, erasing and having back.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CallPage } from '../../protocol/history'
import type { CallReport } from '../../protocol/report'
import { createDrafts } from '../../renderer/store/drafts'
import { createPast, NO_PAST, type Past } from '../../renderer/store/past'
import { report } from '../fixtures/reports'
import { call, openRecords, tempFolder } from '../main/records/house'

const CALLS = 450

/** `hold`: answers to a list wait until they are let go. */
function house(records = openRecords(tempFolder())) {
  let past: Past = NO_PAST
  let changes = 0
  const asked: string[] = []
  let gate: Promise<unknown> = Promise.resolve()
  const actions = createPast({
    bridge: {
      listCalls: async query => {
        asked.push(query.query)
        const held = gate
        const page: CallPage = await records.list(query)
        await held
        return page
      },
      readCall: ({ callId }) => records.read(callId),
      saveCall: async () => true,
      eraseCall: ({ callId }) => records.erase(callId).then(() => undefined),
      restoreCall: ({ callId }) => records.restore(callId),
      eraseHistory: () => records.eraseAll().then(() => undefined),
    },
    past: () => past,
    update: change => {
      past = { ...past, ...change }
    },
    changed: () => {
      changes += 1
    },
  })
  const hold = () => {
    let letGo = (): void => undefined
    gate = new Promise<void>(go => {
      letGo = go
    })
    return () => letGo()
  }
  const ids = () => (past.list.at === 'read' ? past.list.calls.map(({ callId }) => callId) : [])
  return { records, actions, asked, hold, ids, past: () => past, changes: () => changes }
}
const settled = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

const names = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, n) => `call-number-${from - n}`)

async function filled(count: number) {
  const records = openRecords(tempFolder())
  for (let n = 1; n <= count; n += 1)
    await records.finish(call(n, { overTime: { everyMs: 1_000, points: [] } }))
  return house(records)
}

describe('the list', () => {
  test('is read a page at a time, to its end, and the newest call is opened', async () => {
    const { actions, ids, past } = await filled(CALLS)
    actions.refresh()
    await settled(() => expect(ids()).toEqual(names(CALLS, CALLS - 199)))
    await settled(() => expect(past().opened).toMatchObject({ callId: `call-number-${CALLS}`, at: 'read' }))
    expect(past().list).toMatchObject({ total: CALLS })
    // Asked twice at once, it reads on once.
    actions.more()
    actions.more()
    await settled(() => expect(ids()).toEqual(names(CALLS, CALLS - 399)))
    actions.more()
    await settled(() => expect(ids()).toEqual(names(CALLS, 1)))
    actions.more()
    expect(ids()).toHaveLength(CALLS)
  }, 60_000)

  test('that cannot be read says so, and is asked for again', async () => {
    const records = openRecords(tempFolder())
    await records.finish(call(1))
    let isBroken = true
    const { actions, ids, past } = house({
      ...records,
      list: query => (isBroken ? Promise.reject(new Error('no folder')) : records.list(query)),
    })
    actions.refresh()
    await settled(() => expect(past().list.at).toBe('broken'))
    isBroken = false
    actions.refresh()
    expect(past().list.at).toBe('reading')
    await settled(() => expect(ids()).toEqual(['call-number-1']))
  })
})

describe('a search', () => {
  test('shows what was typed last, whatever is answered later', async () => {
    const { records, actions, hold, ids, past } = house()
    await records.finish(call(1))
    await records.finish(call(2, { agent: 'zurich' }))
    const letGo = hold()
    actions.search('help')
    const late = past().query
    hold()()
    actions.search('zur')
    await settled(() => expect(ids()).toEqual(['call-number-2']))
    letGo()
    await new Promise(wake => setTimeout(wake, 20))
    expect([late, past().query, ids(), past().opened?.callId]).toEqual([
      'help', 'zur', ['call-number-2'], 'call-number-2',
    ]) // biome-ignore format: one row
  })

  test('keeps the opened call where it finds it, and opens nothing where it finds nothing', async () => {
    const { records, actions, past } = house()
    for (const n of [1, 2, 3]) await records.finish(call(n))
    actions.refresh()
    await settled(() => expect(past().opened?.callId).toBe('call-number-3'))
    actions.open('call-number-1')
    actions.search('number')
    await settled(() => expect(past().list).toMatchObject({ at: 'read', total: 3 }))
    expect(past().opened?.callId).toBe('call-number-1')
    actions.search('nobody')
    await settled(() => expect(past()).toMatchObject({ list: { total: 0 }, opened: null }))
  })
})

describe('opening', () => {
  test('passes by what the arrows only touch', async () => {
    const records = openRecords(tempFolder())
    for (const n of [1, 2, 3]) await records.finish(call(n))
    const read: string[] = []
    const { actions, past } = house({
      ...records,
      read: callId => {
        read.push(callId)
        return records.read(callId)
      },
    })
    actions.open('call-number-3')
    actions.open('call-number-2')
    actions.open('call-number-1')
    expect(past().opened).toEqual({ callId: 'call-number-1', at: 'reading' })
    await settled(() => expect(past().opened).toMatchObject({ at: 'read', report: call(1) }))
    expect(read).toEqual(['call-number-1'])
    actions.open('never-heard-of')
    await settled(() => expect(past().opened).toEqual({ callId: 'never-heard-of', at: 'gone' }))
  })
})

describe('erasing', () => {
  test('opens the next call, and undone the call is where it was', async () => {
    const { records, actions, ids, past, changes } = house()
    for (const n of [1, 2, 3]) await records.finish(call(n))
    actions.refresh()
    await settled(() => expect(ids()).toHaveLength(3))
    await actions.erase('call-number-2')
    expect([ids(), past().opened?.callId]).toEqual([['call-number-3', 'call-number-1'], 'call-number-3'])
    await actions.erase('call-number-3')
    expect([ids(), past().opened?.callId]).toEqual([['call-number-1'], 'call-number-1'])
    expect(await actions.restore()).toBe(true)
    expect([ids(), past().opened?.callId]).toEqual([['call-number-3', 'call-number-1'], 'call-number-3'])
    // One step back, no more.
    expect(await actions.restore()).toBe(false)
    expect(changes()).toBe(3)
    await actions.erase('call-number-3')
    await actions.erase('call-number-1')
    expect(past()).toMatchObject({ list: { at: 'read', total: 0 }, opened: null })
  })

  test('undone under another search does not put the call where it does not belong', async () => {
    const { records, actions, ids, past } = house()
    await records.finish(call(1))
    await records.finish(call(2, { agent: 'zurich' }))
    actions.refresh()
    await settled(() => expect(ids()).toHaveLength(2))
    await actions.erase('call-number-1')
    actions.search('zur')
    await settled(() => expect(past().list).toMatchObject({ query: 'zur' }))
    expect(await actions.restore()).toBe(true)
    await settled(() => expect(ids()).toEqual(['call-number-2']))
    actions.search('')
    await settled(() => expect(ids()).toEqual(['call-number-2', 'call-number-1']))
  })

  test('all of them leaves an empty list', async () => {
    const { records, actions, past } = house()
    for (const n of [1, 2]) await records.finish(call(n))
    actions.search('number')
    await settled(() => expect(past().list).toMatchObject({ total: 2 }))
    await actions.eraseAll()
    expect(past()).toEqual({ query: '', list: { at: 'read', query: '', calls: [], total: 0 }, opened: null })
    expect(await actions.restore()).toBe(false)
  })
})

describe('the draft of a running call', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is told when it says something new, and not without a call', () => {
    const kept: CallReport[] = []
    let draft: CallReport | null = null
    const tell = createDrafts({
      bridge: { keepCall: async one => void kept.push(one) },
      draft: () => draft,
    })
    tell()
    draft = report({ durationMs: 1_000 })
    tell()
    draft = report({ durationMs: 1_000, startedAt: draft.startedAt })
    tell()
    draft = { ...draft, durationMs: 2_000 }
    tell()
    expect(kept.map(({ durationMs }) => durationMs)).toEqual([1_000, 2_000])
  })
})
