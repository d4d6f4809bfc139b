// The microphone has its own life beside the phase: asked, refused, slow, dead, muted.
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../renderer/call'
import { activeCall, call } from './dsl'

describe('the microphone', () => {
  test.each([
    'microphone_denied', 'microphone_missing', 'microphone_busy',
  ] as const)('refused as %s ends the call by that name', name => {
    call().dial().backendOpens('parallel').micRefused(name).expectEnd(name).expectReleased()
  }) // biome-ignore format: one list

  test('refused while nothing else has happened', () => {
    call().dial().micRefused().expectPhases('preparing ended').expectEnd('microphone_denied').expectReleased()
  })

  test('allowed but never opening is dead after 5 s', () => {
    call().dial().micAllowed().backendOpens('parallel').rings()
      .after(LIMITS.microphoneMs - 1).expectPhase('ringing').after(1)
      .expectEnd('microphone_dead').expectReleased() // biome-ignore format: prose
  })

  test('is dead even when the agent sounds already', () => {
    call().dial().backendOpens('parallel').answers().soundFlows().micAllowed().after(LIMITS.microphoneMs)
      .expectEnd('microphone_dead').expectReleased() // biome-ignore format: prose
  })

  test('opens after the agent already sounds: heard at once, fed from then on', () => {
    call().dial().micAllowed().backendOpens('parallel').answers().soundFlows()
      .expectAudible(1).expectFed(null).after(1_000).micOpens().expectFed(1).expectTimers('')
      .hangUp().expectReleased() // biome-ignore format: prose
  })

  test('is asked for a minute: the clock stops for people', () => {
    call().dial().backendOpens('parallel').answers().soundFlows().after(60_000)
      .expectPhase('active').expectTimers('').micOpens().expectFed(1) // biome-ignore format: prose
  })

  test('that is allowed twice opens once', () => {
    call().dial().micOpens()
      .expectUnchangedBy(story => story.told({ type: 'mic.granted' })).expectTimers('signaling') // biome-ignore format: prose
  })

  test('opening after the call has ended changes nothing', () => {
    call().dial().micAllowed().hangUp()
      .expectUnchangedBy(story => story.told({ type: 'mic.opened' })).expectReleased() // biome-ignore format: prose
  })
})

describe('muting', () => {
  const phases = {
    preparing: () => call().dial().micOpens(),
    inviting: () => call().dial().micOpens().backendOpens('parallel'),
    ringing: () => call().dial().micOpens().backendOpens('parallel').rings(),
    connecting: () => call().dial().micOpens().backendOpens('parallel').answers(),
    active: () => activeCall(),
    recovering: () => activeCall().pathDies(),
  } as const

  test.each(Object.entries(phases))('in %s holds until it is undone', (phase, story) => {
    const muted = story().mute()
    expect(muted.call()).toMatchObject({ phase, muted: true })
    muted.expectFed(null).mute(false)
    expect(muted.call()).toMatchObject({ phase, muted: false })
  })

  test('before the device opens holds when it does', () => {
    call().dial().mute().backendOpens('parallel').micOpens().answers().soundFlows()
      .expectAudible(1).expectFed(null).mute(false).expectFed(1) // biome-ignore format: prose
  })

  test('survives a recovery', () => {
    activeCall().mute().pathDies().after(100).soundFlows().expectAudible(2).expectFed(null)
  })

  test('is forgotten by the next call', () => {
    activeCall()
      .mute()
      .hangUp()
      .dial()
      .micOpens()
      .backendOpens('parallel')
      .answers()
      .soundFlows()
      .expectFed(1)
  })
})
