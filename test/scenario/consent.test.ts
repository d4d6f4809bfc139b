// May the call be recorded? Asked before anything sounds, with the clocks standing still; the answer, or none, decides.
import { expect, test } from 'vitest'
import { LIMITS } from '../../renderer/call'
import { call } from './dsl'

const asked = () => call().dial().micOpens().consentIsAsked()
const answers = (story: ReturnType<typeof call>) =>
  story.world.performed.flatMap(effect => (effect.do === 'answerConsent' ? [effect.agrees] : []))

test.each([true, false])('answered %s: said once, remembered, and the call is made', agrees => {
  const story = asked().after(120_000).expectPhase('preparing')
  expect(story.call()).toMatchObject({ consent: { by: 'gateway', mayDecline: true } })
  story.consent(agrees).expectUnchangedBy(again => again.consent(!agrees))
  story.backendOpens('parallel').answers().soundFlows().expectPhase('active')
  expect(answers(story)).toEqual([agrees])
  expect(story.call()).toMatchObject({ agreed: agrees, askedMs: 120_000 })
  expect(story.call()).not.toHaveProperty('consent')
})

test('nobody answers: that is a no, and the call goes on from there', () => {
  const story = asked().after(LIMITS.askingMs).expectPhase('preparing')
  expect(answers(story)).toEqual([false])
  story.backendOpens('parallel').expectPhase('inviting')
})

test('the far end is gone after the answer: signaling has its own time again, and no more', () => {
  asked().consent(true).after(LIMITS.signalingMs).expectEnd('signaling_timeout')
})

test('declined where it must be: the call ends with that name, and nothing is held', () => {
  asked().consent(false).backendFails('agent_must_record').expectEnd('agent_must_record').expectReleased()
})

test('hung up while asked: over at once', () => {
  asked().hangUp().expectPhase('ended').expectEnd('caller').expectReleased()
})

test('a page that takes over while it is asked asks anew', () => {
  const story = asked().pageIsReplaced()
  expect(story.call()).toMatchObject({ phase: 'preparing', consent: null, agreed: null })
})

test('how long the recording became is heard while the end is being confirmed', () => {
  const story = asked().consent(true).backendOpens('parallel').answers().soundFlows()
  story.world.backend.goes('down')
  story.hangUp().expectPhase('ending')
  story.told({ type: 'recording.changed', by: 'gateway', on: false, durationMs: 4_000, complete: true })
  story.after(LIMITS.endingMs)
  expect(story.ended()).toMatchObject({ recording: { durationMs: 4_000, complete: true } })
})
