// The agent is heard, and hears nothing: another path is tried without a silence, twice at most, and the call goes on.
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../renderer/call'
import { activeCall, call } from './dsl'

/** In a call over attempt 1, with a standby on 2. */
const withStandby = () =>
  call().dial().relaysAreThere().micOpens().backendOpens('parallel').rings().answers().soundFlows()
    .after(LIMITS.standbyMs).connects(2) // biome-ignore format: prose

const unheard = (attempt: number) => ({ type: 'peer.unheard', attempt }) as const

describe('a path on which the caller is not heard', () => {
  test('is left for the standby, without a gap, and the old one ends with its reason', () => {
    const story = withStandby().told(unheard(1)).expectAudible(1).expectFed(1)
      .after(60).soundFlows(2).expectAudible(1).after(LIMITS.handoverMs).expectAudible(2).expectFed(2)
      .expectAttempts('1 direct ended, 2 relay-tls sounding').expectTimers('standby') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ recoveries: [], alarms: 0, trial: null, carrier: 2 })
    expect(story.call()).toMatchObject({ attempts: [{ stage: { at: 'ended', by: 'unheard' } }, {}] })
  })

  test('is stayed on while no other is there, and left as soon as one is', () => {
    activeCall().expectUnchangedBy(story => story.told(unheard(1)))
    withStandby().told(unheard(1)).after(60).soundFlows(2).after(LIMITS.handoverMs)
      .expectUnchangedBy(story => story.told(unheard(2)))
      .after(LIMITS.standbyMs).connects(3).told(unheard(2)).after(60).soundFlows(3).after(LIMITS.handoverMs)
      .expectAudible(3).expectFed(3) // biome-ignore format: prose
  })

  test('is left twice: what drops on three paths drops on all', () => {
    const story = withStandby()
    for (const n of [2, 3]) {
      story.told(unheard(n - 1)).after(60).soundFlows(n).after(LIMITS.handoverMs)
        .after(LIMITS.standbyMs).connects(n + 1) // biome-ignore format: prose
    }
    story
      .expectUnchangedBy(told => told.told(unheard(3)))
      .expectPhase('active')
      .expectAudible(3)
    story.hangUp().after(LIMITS.endingMs).expectEnd('caller').expectReleased()
  })

  test('is kept when the other one brings no sound, and another is built', () => {
    const story = withStandby().told(unheard(1)).after(LIMITS.commitMs).expectAudible(1).expectFed(1)
      .expectAttempts('1 direct sounding, 2 relay-tls ended').expectTimers('standby') // biome-ignore format: prose
    story.after(LIMITS.standbyAgainMs).connects(3).told(unheard(1)).after(60).soundFlows(3)
      .after(LIMITS.handoverMs).expectAudible(3) // biome-ignore format: prose
  })

  test('is not left for what was said of a path before it, nor while the sound is missing', () => {
    withStandby().expectUnchangedBy(story => story.told(unheard(2)))
    withStandby()
      .stalls(1)
      .expectUnchangedBy(story => story.told(unheard(2)))
  })
})

test('what the far end hears is the last it said, and a new page knows it still', () => {
  const story = activeCall().told({ type: 'caller.heard', state: 'nothing' })
  expect(story.call()).toMatchObject({ far: 'nothing', phase: 'active' })
  expect(story.told({ type: 'caller.heard', state: 'sound' }).pageIsReplaced().call()).toMatchObject({
    far: 'sound',
  })
})
