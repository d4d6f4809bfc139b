// Relay credentials age: an attempt with fresh ones takes the call over, and nobody hears it.
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../renderer/call'
import { call } from './dsl'

/** In a call over attempt 1, standby on 2, and a rotation planned on 3. */
const rotating = () =>
  call().dial().relaysAreThere().micOpens().backendOpens('parallel').rings().answers().soundFlows()
    .after(LIMITS.standbyMs).connects(2).after(20_000).plans('rotation') // biome-ignore format: prose

describe('a rotation', () => {
  test('moves once the sound is there, and ends the old path and its standby', () => {
    const story = rotating().connects(3).expectAudible(1).expectFed(1)
      .after(60).soundFlows(3).expectAudible(1).after(LIMITS.handoverMs).expectAudible(3).expectFed(3)
      .expectAttempts('1 direct ended, 2 relay-tls ended, 3 relay-tls sounding').expectTimers('standby') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ alarms: 0, recoveries: [], trial: null, carrier: 3 })
    story.after(LIMITS.standbyMs).connects(4).hangUp().expectReleased()
  })

  test('that brings no sound is given up: the old path never stopped', () => {
    const story = rotating().connects(3).after(LIMITS.commitMs).expectAudible(1).expectFed(1)
      .expectAttempts('1 direct sounding, 2 relay-tls connected, 3 relay-tls ended').expectTimers('rotation') // biome-ignore format: prose
    const orders = story.world.performed.flatMap(effect => (effect.do === 'goAttempt' ? [effect] : []))
    expect(orders.map(({ attempt, n }) => [attempt, n])).toEqual([
      [3, 1],
      [1, 2],
    ])
    story
      .after(LIMITS.rotationAgainMs)
      .connects(4)
      .after(60)
      .soundFlows(4)
      .after(LIMITS.handoverMs)
      .expectAudible(4)
  })

  test('whose peer fails is given up at once', () => {
    rotating().connects(3).peerFails('relay_lost', 3).expectAudible(1).expectTimers('rotation')
  })

  test('during which the old path dies: the new one is what there is', () => {
    const story = rotating().connects(3).stalls(1).expectAudible(3).expectFed(3)
      .after(60).soundFlows(3).after(LIMITS.commitMs).expectPhase('active') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ recoveries: [{ cause: 'silence', gapMs: 160 }] })
  })

  test('during which the old peer breaks', () => {
    rotating().connects(3).pathDies(1).expectAudible(3).after(60).soundFlows(3).after(LIMITS.commitMs)
      .expectPhase('active').expectAudible(3) // biome-ignore format: prose
  })

  test('that is ready while the sound is missing is tried at once', () => {
    rotating().stalls(1).expectAudible(2).connects(3).expectAudible(3).soundFlows(3).after(LIMITS.commitMs)
      .expectPhase('active').expectAudible(3) // biome-ignore format: prose
  })

  test('is never heard twice: a hundred of them leave one attempt and its standby', () => {
    const story = rotating()
    for (let n = 3; n < 103; n += 1) {
      story.connects().after(60).soundFlows().after(LIMITS.handoverMs).after(LIMITS.standbyMs).connects()
      expect(story.world.audible()).toHaveLength(1)
      story.after(30_000).plans('rotation')
    }
    expect(story.world.peers()).toHaveLength(3)
    story.hangUp().expectReleased()
  })
})
