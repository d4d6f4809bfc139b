// The loop around the machine: order, turns, and what a throwing world may not prevent.
import { describe, expect, test } from 'vitest'
import { type CallCommand, createRuntime, type Effect, type World } from '../../renderer/call'

const DIAL: CallCommand = { type: 'dial', callId: 'call-0001', agentId: 'ada', route: 'auto' }

function recording(overrides: Partial<World> = {}) {
  const log: string[] = []
  const world: World = {
    nowMs: () => 7,
    publish: (call, previous) => void log.push(`${previous.phase} > ${call.phase}`),
    perform: effect => void log.push(effect.do),
    ...overrides,
  }
  return { log, world, runtime: createRuntime(world) }
}

describe('the runtime', () => {
  test('publishes the new value first, then performs its effects in order', () => {
    const { log, runtime } = recording()
    runtime.dispatch(DIAL)
    expect(log).toEqual(['idle > preparing', 'openBackend', 'askMicrophone', 'startTimer'])
  })

  test('stamps with the one clock of its world', () => {
    const { runtime } = recording()
    runtime.dispatch(DIAL)
    expect(runtime.call()).toMatchObject({ dialedAtMs: 7 })
  })

  test('an answer given within an effect waits until that turn is over', () => {
    const log: string[] = []
    const { runtime } = recording({
      publish: call => void log.push(call.phase),
      perform: (effect: Effect) => {
        if (effect.do === 'askMicrophone') runtime.dispatch({ type: 'hangUp' })
        log.push(effect.do)
      },
    })
    runtime.dispatch(DIAL)
    expect(log).toEqual([
      'preparing', 'openBackend', 'askMicrophone', 'startTimer', 'ended', 'endBackend', 'release',
    ]) // biome-ignore format: one list
  })

  test('a dropped event publishes nothing', () => {
    const { log, runtime } = recording()
    runtime.dispatch({ type: 'hangUp' })
    expect(log).toEqual([])
  })

  test('an effect that throws takes no other with it: what is held is let go, and the error is heard', () => {
    const done: string[] = []
    const { runtime } = recording({
      perform: effect => {
        if (effect.do === 'endBackend') throw new Error('bridge gone')
        done.push(effect.do)
      },
    })
    runtime.dispatch(DIAL)
    expect(() => runtime.dispatch({ type: 'hangUp' })).toThrow('bridge gone')
    expect(done.at(-1)).toBe('release')
  })

  test('a screen that throws does not keep the call from being released', () => {
    const done: string[] = []
    const { runtime } = recording({
      publish: call => {
        if (call.phase === 'ended') throw new Error('screen broke')
      },
      perform: effect => void done.push(effect.do),
    })
    runtime.dispatch(DIAL)
    expect(() => runtime.dispatch({ type: 'hangUp' })).toThrow('screen broke')
    expect(done.at(-1)).toBe('release')
  })

  test('events that wait behind a throwing one are still taken', () => {
    const { runtime } = recording({
      perform: effect => {
        if (effect.do !== 'askMicrophone') return
        runtime.dispatch({ type: 'hangUp' })
        throw new Error('no microphone')
      },
    })
    expect(() => runtime.dispatch(DIAL)).toThrow('no microphone')
    expect(runtime.call().phase).toBe('ended')
  })
})
