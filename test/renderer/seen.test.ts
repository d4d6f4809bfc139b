// What is drawn while nobody sees the window: nothing but another screen.
import { expect, test } from 'vitest'
import { createAppStore } from '../../renderer/store'
import { createSeen } from '../../renderer/store/seen'
import { STATES } from '../fixtures/states'

const active = STATES.active

function watched() {
  const store = createAppStore()
  if (active === undefined) throw new Error('there is no such fixture')
  store.setState(active)
  return { store, seen: createSeen(store) }
}

test('a window that is seen shows everything', () => {
  const { store, seen } = watched()
  store.setState({ events: [] })
  expect(seen()).toBe(store.getState())
})

test('one that is not shows that it is not, and then stands still while the call goes on', () => {
  const { store, seen } = watched()
  store.setState({ isVisible: false })
  expect(seen()).toBe(store.getState())
  const still = seen()
  store.setState({ events: [] })
  store.setState(({ call }) => ({ call: { ...call } }))
  expect(seen()).toBe(still)
})

test('the end of the call, another place and a proxy that asks are drawn all the same', () => {
  const { store, seen } = watched()
  store.setState({ isVisible: false })
  seen()
  store.setState({ call: { phase: 'idle' } })
  expect(seen()).toBe(store.getState())
  store.setState({ place: 'settings' })
  expect(seen()).toBe(store.getState())
})

test('and whoever looks again sees the latest', () => {
  const { store, seen } = watched()
  store.setState({ isVisible: false })
  seen()
  store.setState({ events: [] })
  seen()
  store.setState({ isVisible: true })
  expect(seen()).toBe(store.getState())
})
