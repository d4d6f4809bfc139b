// One fact from the window's events: seen or not. With a window that raises what Electron's raises.
import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { watchVisibility } from '../../main/window/visibility'
import type { WindowFact } from '../../protocol/facts'

function watched(start: { isShown?: boolean; isMinimised?: boolean } = {}) {
  const { isShown = true, isMinimised = false } = start
  const [events, page] = [new EventEmitter(), new EventEmitter()]
  const now = { isShown, isMinimised }
  const told: boolean[] = []
  watchVisibility(
    {
      isVisible: () => now.isShown,
      isMinimized: () => now.isMinimised,
      on: (event, listener) => events.on(event, listener),
      webContents: { on: (event, listener) => page.on(event, listener) },
    },
    (fact: WindowFact) => told.push(fact.isVisible),
  )
  return {
    told,
    raise: (...names: readonly string[]) => {
      for (const name of names) events.emit(name)
    },
    pageLoads: () => page.emit('did-finish-load'),
  }
}

describe('a window is', () => {
  test('visible as long as nothing hides it, and then nothing is said', () => {
    const { told, raise } = watched()
    raise('blur', 'focus', 'show', 'restore')
    expect(told).toEqual([])
  })
  test.each([
    ['hidden and shown', ['hide', 'show'], [false, true]],
    ['minimised and restored', ['minimize', 'restore'], [false, true]],
    ['minimised to the tray, and shown', ['minimize', 'hide', 'show'], [false, true]],
    ['hidden twice', ['hide', 'hide'], [false]],
  ])('%s', (_, events, said) => {
    const { told, raise } = watched()
    raise(...events)
    expect(told).toEqual(said)
  })
  test('not visible from the start, where it was not', () => {
    expect(watched({ isShown: false }).told).toEqual([false])
  })
  test('told of again to a page that loads while nobody sees it', () => {
    const { told, raise, pageLoads } = watched()
    pageLoads()
    raise('minimize')
    pageLoads()
    expect(told).toEqual([false, false])
  })
})
