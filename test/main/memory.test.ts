// What is remembered of each network: by itself, for its time, bounded, and over a restart.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createForgetfulMemory, createNetworkMemory, openMemoryFile } from '../../main/memory'
import type { SavedMemory } from '../../main/memory/memory'
import { createHabits } from '../../main/signaling/habits'
import { afterTest } from './signaling/world'

const KEEP_MS = 60_000

function house(saved: SavedMemory = []) {
  const state = { network: 'office', nowMs: 1_000_000, kept: saved }
  const memory = createNetworkMemory({
    network: () => state.network,
    nowMs: () => state.nowMs,
    saved,
    save: all => {
      state.kept = all
    },
  })
  return { state, memory, colour: memory.place('colour', z.enum(['red', 'blue']), KEEP_MS) }
}

describe('the memory of networks', () => {
  test('knows each network and each kind of knowledge by itself', () => {
    const { state, memory, colour } = house()
    const size = memory.place('size', z.number(), KEEP_MS)
    colour.write('red')
    size.write(3)
    state.network = 'home'
    expect([colour.read(), size.read()]).toEqual([null, null])
    colour.write('blue')
    state.network = 'office'
    expect([colour.read(), size.read()]).toEqual(['red', 3])
  })

  test('what was learnt expires, each in its own time', () => {
    const { state, colour } = house()
    colour.write('red')
    state.nowMs += KEEP_MS - 1
    expect(colour.read()).toBe('red')
    state.nowMs += 1
    expect(colour.read()).toBeNull()
  })

  test('a clock that was set back makes nothing last longer', () => {
    const { state, colour } = house()
    colour.write('red')
    state.nowMs -= 10 * KEEP_MS
    expect(colour.read()).toBeNull()
  })

  test('goes on where it was kept, and forgets the network used longest ago', () => {
    const { state, colour } = house()
    for (let n = 0; n < 40; n += 1) {
      state.network = `network ${n}`
      colour.write('blue')
    }
    expect(state.kept).toHaveLength(32)
    const next = house(state.kept)
    next.state.network = 'network 39'
    expect(next.colour.read()).toBe('blue')
    next.state.network = 'network 0'
    expect(next.colour.read()).toBeNull()
  })

  test('what a file says of another shape is nothing', () => {
    const known = { colour: { atMs: 1_000_000, value: ['green'] } }
    expect(house([{ network: 'office', known }]).colour.read()).toBeNull()
  })
})

describe('the address that worked', () => {
  const [A, B] = ['wss://a.example/', 'wss://b.example/']
  const HOUR = 3_600_000

  test('is preferred on its network for an hour, however often it works', () => {
    const { state, memory } = house()
    const { preferred, worked } = createHabits(memory, () => state.nowMs)
    worked(A, B)
    state.nowMs += HOUR / 2
    worked(A, B)
    worked('wss://other.example/', B)
    expect(preferred(A)).toBe(B)
    state.nowMs += HOUR / 2
    expect([preferred(A), preferred('wss://other.example/')]).toEqual([null, B])
    worked(A, B)
    state.network = 'home'
    expect(preferred(A)).toBeNull()
  })

  test('is forgotten once the first one works again', () => {
    const { preferred, worked } = createHabits(createForgetfulMemory(Date.now), Date.now)
    worked(A, B)
    worked(A, A)
    expect(preferred(A)).toBeNull()
  })

  test('is one of a bounded number', () => {
    const { state, memory } = house()
    const { worked } = createHabits(memory, () => state.nowMs)
    for (let n = 0; n < 200; n += 1) worked(`wss://${n}.example/`, B)
    expect(Object.keys(state.kept[0]?.known.addresses?.value as object)).toHaveLength(64)
  })
})

describe('the file', () => {
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'viaduct-memory-'))
    afterTest(() => rmSync(path, { recursive: true }))
    return path
  }

  test('gives back what it was given, and leaves nothing half written', async () => {
    const path = folder()
    const file = join(path, 'deep', 'networks.json')
    const memory = [{ network: 'n', known: { way: { atMs: 1, value: 'event-stream' } } }]
    const { saved, save } = openMemoryFile(file)
    expect(saved).toEqual([])
    save([])
    save(memory)
    await expect.poll(() => openMemoryFile(file).saved, { timeout: 3_000 }).toEqual(memory)
    expect(readdirSync(join(path, 'deep'))).toEqual(['networks.json'])
  })

  test.each(['', 'null', '{"network": 1}', '[{"network":"n","known":{"way":{"atMs":-1}}}]'])(
    'that says %j is an empty memory',
    text => {
      const file = join(folder(), 'networks.json')
      writeFileSync(file, text)
      expect(openMemoryFile(file).saved).toEqual([])
      expect(readFileSync(file, 'utf8')).toBe(text)
    },
  )
})
