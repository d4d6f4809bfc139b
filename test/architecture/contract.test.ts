// The contract between window and main: one entry, one handler, one bridge method.
import { describe, expect, test } from 'vitest'
import { channelOf, EVENTS, REQUESTS } from '../../protocol/channels'
import { CONTRACT, EVENT_SHAPES } from '../../protocol/ipc'
import { compare, handlerNames, literalChannels, loopsOver } from './contract'
import { sourcesOf } from './sources'

const RIGHT = { missing: [], twice: [] }
const main = sourcesOf(['main'])
const text = (path: string): string => sourcesOf([path.split('/')[0] ?? '']).get(path) ?? ''

describe('the contract', () => {
  test('gives every name its shapes, once, on a channel of its own', () => {
    expect(compare(REQUESTS, Object.keys(CONTRACT))).toEqual(RIGHT)
    expect(compare(Object.keys(CONTRACT), REQUESTS)).toEqual(RIGHT)
    expect(compare(EVENTS, Object.keys(EVENT_SHAPES))).toEqual(RIGHT)
    const channels = [...REQUESTS, ...EVENTS].map(channelOf)
    expect(new Set(channels).size).toBe(channels.length)
  })
  test('a missing and a doubled name are found', () => {
    expect(compare(['a', 'b'], ['b', 'b'])).toEqual({ missing: ['a'], twice: ['b'] })
  })
})

describe('main', () => {
  test('handles every request, once', () =>
    expect(compare(REQUESTS, handlerNames(main, REQUESTS))).toEqual(RIGHT))
  test('registers by looping over the contract, and names no channel by hand', () => {
    expect(loopsOver('REQUESTS', 'main/ipc.ts', text('main/ipc.ts'))).toBe(1)
    expect([...main].flatMap(([path, source]) => literalChannels(path, source))).toEqual([])
  })
  test('a second handler, a missing one and a channel by hand are found', () => {
    const twice = new Map([
      ['main/a.ts', 'export const a = { startCall, endBackend() {}, goAttempt: () => 1 }'],
      ['main/b.ts', 'export const b = { startCall: 1, endAttempt: 2, goAttempt: 3 }'],
    ])
    const found = compare(REQUESTS, handlerNames(twice, REQUESTS))
    expect(found.twice).toEqual(['startCall', 'goAttempt'])
    expect(found.missing).toContain('publishCall')
    expect(literalChannels('a.ts', "ipcMain.handle('viaduct:extra', f)")).toEqual(['viaduct:extra'])
  })
})

describe('the preload', () => {
  const preload = text('preload/index.ts')
  test('makes its methods by looping over the names, and adds none of its own', () => {
    expect(loopsOver('REQUESTS', 'preload/index.ts', preload)).toBe(1)
    expect(loopsOver('EVENTS', 'preload/index.ts', preload)).toBe(1)
    expect(literalChannels('preload/index.ts', preload)).toEqual([])
    expect(preload.match(/exposeInMainWorld\(/g)).toHaveLength(1)
  })
  test('a method by hand is found', () => {
    expect(literalChannels('a.ts', "ipcRenderer.invoke('viaduct:startCall', x)")).toHaveLength(1)
    expect(loopsOver('REQUESTS', 'a.ts', 'REQUESTS.map(a); for (const r of REQUESTS) b(r)')).toBe(2)
  })
})
