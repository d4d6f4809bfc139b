// The page that carries a call crashes or is reloaded: the next page takes the call over from what was published last.
import { describe, expect, test } from 'vitest'
import { CAPABILITIES } from '../../protocol/facts'
import { LIMITS } from '../../renderer/call'
import { GOES_UNPUBLISHED } from '../../renderer/call/limits'
import { activeCall, call } from './dsl'

describe('a page that is replaced', () => {
  test.each(CAPABILITIES)(
    '%s: in a call: sound comes back, the silence is counted from when the page went',
    kind => {
      const story = activeCall(kind).after(5_000).pageIsReplaced(300).expectPhase('recovering').micOpens()
      .after(200).soundFlows().expectPhase('active').expectAudible(2).expectFed(2) // biome-ignore format: prose
      expect(story.call()).toMatchObject({ recoveries: [{ cause: 'page gone', gapMs: 500 }] })
      story.hangUp().expectEnd('caller').expectReleased()
    },
  )

  test('the microphone stays muted if it was', () => {
    activeCall().mute().pageIsReplaced().micOpens().soundFlows().expectFed(null).mute(false).expectFed(2)
  })

  test('orders of the old page that it did not live to publish are overruled', () => {
    const story = activeCall().pageIsReplaced().soundFlows()
    const orders = story.world.performed.flatMap(effect => (effect.do === 'goAttempt' ? [effect.n] : []))
    expect(orders.at(-1)).toBeGreaterThan(GOES_UNPUBLISHED)
  })

  test('the far end is told that the old attempts are over', () => {
    const story = call().dial().relaysAreThere().micOpens().backendOpens('parallel').answers().soundFlows()
      .after(LIMITS.standbyMs).connects(2).pageIsReplaced() // biome-ignore format: prose
    const ended = story.world.performed.flatMap(effect =>
      effect.do === 'endAttempt' ? [effect.attempt] : [],
    )
    expect(ended).toEqual([1, 2])
    story.expectAttempts('1 direct ended, 2 relay-tls ended, 3 relay-tls answered')
  })

  test('while recovering: it goes on, and what is left of the call is bounded', () => {
    const story = activeCall().networkGone().pathDies().after(2_000).pageIsReplaced(400).micOpens()
    expect(story.call()).toMatchObject({ phase: 'recovering', cause: 'relay_lost' })
    story.after(LIMITS.recoveryMs).expectEnd('relay_lost').expectReleased()
  })

  test.each([
    ['preparing', () => call().dial()],
    ['inviting', () => call().dial().micOpens().backendOpens('parallel')],
    ['ringing', () => call().dial().micOpens().backendOpens('parallel').rings()],
    ['connecting', () => call().dial().micOpens().backendOpens('parallel').answers()],
  ] as const)('while %s: the call is set up anew under its id', (phase, begun) => {
    const story = begun().expectPhase(phase)
    const before = story.call()
    story.networkGone().pageIsReplaced().expectPhase('preparing').micOpens().networkBack()
      .backendOpens('parallel').soundFlows().expectPhase('active') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ callId: 'callId' in before ? before.callId : '' })
    story.hangUp().expectReleased()
  })
})

describe('a warm line', () => {
  test('is the first attempt: nothing is negotiated, and the sound may come before the answer', () => {
    const story = call().lineIsThere().dial().micOpens().backendOpens('parallel')
      .expectPhase('inviting').soundFlows(1).expectPhase('active').answers().expectPhase('active').expectAudible(1) // biome-ignore format: prose
    expect(story.world.performed.filter(effect => effect.do === 'startCall')).toMatchObject([{ sdp: null }])
    story.hangUp().expectReleased()
  })

  test('answers like any other attempt', () => {
    call().lineIsThere().dial().micOpens().backendOpens('parallel').rings().answers().expectPhase('connecting')
      .soundFlows(1).expectPhase('active').hangUp().expectReleased() // biome-ignore format: prose
  })

  test('that is silent after all is a path like any other: the retry comes in time', () => {
    call().lineIsThere().dial().micOpens().backendOpens('parallel').answers().after(LIMITS.windowMs)
      .soundFlows(2).expectPhase('active').expectAudible(2) // biome-ignore format: prose
  })
})
