// A second attempt stands by, silent both ways, and takes over when the sound stops: before anybody says "failed".
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../renderer/call'
import { call } from './dsl'

/** In a call over attempt 1, with a silent standby on attempt 2. */
const withStandby = () =>
  call().dial('Ada').relaysAreThere().micOpens().backendOpens('parallel').rings().answers().soundFlows()
    .after(LIMITS.standbyMs).connects(2) // biome-ignore format: prose

const goesOf = (story: ReturnType<typeof call>) =>
  story.world.performed.flatMap(effect => (effect.do === 'goAttempt' ? [[effect.attempt, effect.after]] : []))

describe('the standby', () => {
  test('is built once the call has settled, and is silent both ways', () => {
    withStandby()
      .expectPhase('active').expectAttempts('1 direct sounding, 2 relay-tls connected')
      .expectAudible(1).expectFed(1).expectTimers('') // biome-ignore format: prose
  })

  test('is not built where there is no second class of path', () => {
    call().dial('Ada').micOpens().backendOpens('parallel').rings().answers().soundFlows()
      .after(LIMITS.standbyMs * 10).expectAttempts('1 direct sounding') // biome-ignore format: prose
  })

  test.each(['replace', 'new-session'] as const)(
    '%s: is never built, it would end the call it guards',
    kind => {
      call().dial('Ada').relaysAreThere().micOpens().backendOpens(kind).answers().soundFlows()
      .after(60_000).expectAttempts('1 direct sounding') // biome-ignore format: prose
    },
  )

  test('that fails is built again later', () => {
    withStandby().pathDies(2).expectPhase('active').expectAudible(1)
      .after(LIMITS.standbyAgainMs).connects(3)
      .expectAttempts('1 direct sounding, 2 relay-tls ended, 3 relay-tls connected') // biome-ignore format: prose
  })
})

describe('the sound stops', () => {
  test('the standby takes over at once, and after 400 ms more of silence for good', () => {
    const story = withStandby().after(3_000).stalls(1)
      .expectPhase('active').expectAudible(2).expectFed(2).expectTimers('commit')
      .after(60).soundFlows(2).after(LIMITS.commitMs)
      .expectPhase('active').expectAttempts('1 direct ended, 2 relay-tls sounding') // biome-ignore format: prose
    expect(story.call()).toMatchObject({
      // The caller spoke into the dead path for 100 ms, until the alarm moved the microphone too.
      recoveries: [{ cause: 'silence', gapMs: 160, lostMs: 100 }],
      alarms: 0,
      trial: null,
    })
    expect(goesOf(story)).toEqual([[2, { attempt: 1, rtpTimestamp: 48_000 }]])
    story.after(LIMITS.standbyMs).expectAttempts('1 direct ended, 2 relay-tls sounding, 3 relay-tls answered')
    story.hangUp().expectReleased()
  })

  test('and comes back: a false alarm, the standby falls silent and stays', () => {
    const story = withStandby().stalls(1).after(60).soundFlows(2).after(100).speaksAgain(1)
      .expectPhase('active').expectAudible(1).expectFed(1)
      .expectAttempts('1 direct sounding, 2 relay-tls connected').expectTimers('') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ alarms: 1, recoveries: [], trial: null })
    // The standby had brought nothing that the page knows of: the agent goes on where the old path had stopped.
    const lastHeard = { attempt: 1, rtpTimestamp: 48_000 }
    expect(goesOf(story)).toEqual([
      [2, lastHeard],
      [1, lastHeard],
    ])
    story.stalls(1).expectAudible(2)
  })

  test('a path that speaks after the move is final is not gone back to', () => {
    withStandby().stalls(1).after(60).soundFlows(2).after(LIMITS.commitMs)
      .expectUnchangedBy(story => story.speaksAgain(1)).expectAudible(2) // biome-ignore format: prose
  })

  test('a peer that fails outright hands over just the same', () => {
    const story = withStandby().pathDies(1).expectPhase('active').expectAudible(2)
      .after(40).soundFlows(2).after(LIMITS.commitMs).expectPhase('active') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ recoveries: [{ cause: 'relay_lost', gapMs: 40 }] })
  })

  test('a standby that is not heard either is a lost call: recovery begins, counted from the first silence', () => {
    const story = withStandby()
      .stalls(1)
      .after(LIMITS.commitMs * 3)
      .expectPhase('recovering')
    expect(story.call()).toMatchObject({ cause: 'silence', lostAtMs: expect.any(Number) })
    story
      .after(100)
      .connects(3)
      .soundFlows(3)
      .expectPhase('active')
      .expectAudible(3)
      .hangUp()
      .expectReleased()
  })

  test('without a standby: a stutter is an alarm and nothing more', () => {
    const story = call().dial('Ada').micOpens().backendOpens('parallel').rings().answers().soundFlows()
      .after(5_000).stalls(1).expectPhase('active').after(LIMITS.graceMs - 1).speaksAgain(1)
      .expectPhase('active').expectAudible(1) // biome-ignore format: prose
    expect(story.call()).toMatchObject({ alarms: 1, recoveries: [], trial: null })
    // What was built in the doubt is the standby now.
    story.connects(2).expectAttempts('1 direct sounding, 2 relay-tls connected').expectTimers('')
  })

  test('without a standby: recovery after a moment, and the old path may still come back first', () => {
    const story = call().dial('Ada').micOpens().backendOpens('parallel').rings().answers().soundFlows()
      .after(5_000).stalls(1).after(LIMITS.graceMs).expectPhase('recovering').after(250).speaksAgain(1)
      .expectPhase('active').expectAudible(1).expectFed(1) // biome-ignore format: prose
    expect(story.call()).toMatchObject({ recoveries: [{ cause: 'silence', gapMs: 950 }] })
  })

  test('while the standby is still being built: it is tried as soon as it is ready', () => {
    const story = call().dial('Ada').relaysAreThere().micOpens().backendOpens('parallel').rings().answers().soundFlows()
      .after(LIMITS.standbyMs).stalls(1).expectAudible(1).after(200).connects(2).expectAudible(2)
      .after(60).soundFlows(2).after(LIMITS.commitMs).expectPhase('active').expectFed(2) // biome-ignore format: prose
    expect(story.call()).toMatchObject({ recoveries: [{ cause: 'silence', gapMs: 360 }] })
  })

  test('before the standby is ready, and for too long: it is the first attempt of the recovery', () => {
    call().dial('Ada').relaysAreThere().micOpens().backendOpens('parallel').rings().answers().soundFlows()
      .after(LIMITS.standbyMs).stalls(1).after(LIMITS.graceMs).expectPhase('recovering')
      .expectAttempts('1 direct stalled, 2 relay-tls answered')
      .after(80).soundFlows(2).expectPhase('active').expectAudible(2).expectFed(2) // biome-ignore format: prose
  })

  test('a network that changes: the standby is built anew at once, and takes over when the old path is dead', () => {
    withStandby().after(3_000).told({ type: 'network.changed' })
      .expectAttempts('1 direct sounding, 2 relay-tls ended, 3 relay-tls answered').expectAudible(1)
      .after(60).stalls(1).after(200).connects(3).expectAudible(3).after(40).soundFlows(3).after(LIMITS.commitMs)
      .expectPhase('active').expectAttempts('1 direct ended, 2 relay-tls ended, 3 relay-tls sounding') // biome-ignore format: prose
  })

  test('a network that changes while recovering ends the pause', () => {
    call().dial('Ada').micOpens().backendOpens('parallel').rings().answers().soundFlows()
      .pathDies().pathDies(2).expectTimers('attempt recovery')
      .told({ type: 'network.changed' }).expectTimers('attempt recovery').soundFlows(3).expectPhase('active') // biome-ignore format: prose
  })

  test('nothing is made of silence where the backend lets packets pause', () => {
    call().dial('Ada').micOpens().backendOpens('replace').rings().answers().soundFlows()
      .expectUnchangedBy(story => story.stalls(1)) // biome-ignore format: prose
  })
})
