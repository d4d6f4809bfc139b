// Ways out: hanging up in every phase, the agent's end, and calling again.
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../renderer/call'
import { activeCall, call } from './dsl'

const live = {
  inviting: () => call().dial().micOpens().backendOpens('parallel'),
  ringing: () => call().dial().micOpens().backendOpens('parallel').rings(),
  connecting: () => call().dial().micOpens().backendOpens('parallel').answers(),
  'connecting, second try': () => call().dial().backendOpens('parallel').answers().after(LIMITS.windowMs),
  active: () => activeCall(),
  recovering: () => activeCall().pathDies(),
  'recovering, in a pause': () => activeCall().networkGone().pathDies().after(LIMITS.recoveryAttemptMs),
} as const

describe('hanging up', () => {
  test('in preparing is the end at once: nobody has to confirm', () => {
    call().dial().micOpens().hangUp().expectPhases('preparing ended').expectEnd('caller').expectReleased()
  })

  test.each(Object.entries(live))('in %s is silent at once and over when confirmed', (_, story) => {
    story().networkBack().hangUp().expectPhase('ended').expectEnd('caller').expectReleased()
  })

  test.each(Object.entries(live))('in %s is over without a confirmation, in 0.8 s', (_, story) => {
    story().networkGone().hangUp().expectPhase('ending').expectAudible(null).expectFed(null)
      .after(LIMITS.endingMs - 1).expectPhase('ending').after(1).expectEnd('caller').expectReleased() // biome-ignore format: prose
  })

  test.each(Object.entries(live))('twice in %s means now', (_, story) => {
    story().networkGone().hangUp().hangUp().expectPhase('ended').expectEnd('caller').expectReleased()
  })

  test('once more, after the end, changes nothing', () => {
    activeCall()
      .hangUp()
      .expectUnchangedBy(story => story.hangUp())
  })

  test('before anything was dialed changes nothing', () => {
    call().expectUnchangedBy(story => story.hangUp().mute().dismiss())
  })

  test('a microphone that opens while the end is confirmed feeds nobody', () => {
    call().dial().micAllowed().backendOpens('parallel').answers().networkGone().hangUp()
      .micOpens().expectFed(null).after(LIMITS.endingMs).expectReleased() // biome-ignore format: prose
  })
})

describe('the agent ends the call', () => {
  test('and its last words drain for half a second', () => {
    activeCall().agentEnds('agent').expectPhase('ending').expectAudible(1)
      .after(LIMITS.drainMs - 1).expectAudible(1).after(1).expectEnd('agent').expectReleased() // biome-ignore format: prose
  })

  test('and the caller hangs up into the last words: over now, still ended by the agent', () => {
    activeCall().agentEnds().hangUp().expectPhase('ended').expectEnd('agent').expectReleased()
  })

  test('and says so twice', () => {
    activeCall()
      .agentEnds()
      .expectUnchangedBy(story => story.agentEnds())
  })

  test('while the caller hangs up: ended by the caller, who was first', () => {
    activeCall().networkGone().hangUp().agentEnds().expectEnd('caller').expectReleased()
  })

  test('and its last turn still counts', () => {
    const story = activeCall().agentEnds().told({ type: 'agent.turned', responseMs: 480, stages: null })
    expect(story.after(LIMITS.drainMs).ended().turns).toMatchObject([{ ms: 480 }])
  })

  test.each(['agent_gone', 'signaling_lost', 'app_test_agent'] as const)('or breaks: %s', name => {
    activeCall().backendFails(name).expectEnd(name).expectReleased()
  })
})

describe('after the end', () => {
  test('the same window dials again, with nothing left of the first call', () => {
    const story = activeCall().pathDies().after(100).soundFlows().hangUp().dial('grace')
    expect(story.call()).toMatchObject({
      phase: 'preparing', callId: 'call-0002', agentId: 'grace', microphone: 'asking',
      attempts: [], recoveries: [], alarms: 0, lastHeard: null, carrier: null, externalId: null,
    }) // biome-ignore format: one record
    story.micOpens().backendOpens('replace').answers().soundFlows().hangUp().expectReleased()
  })

  test('dialing in the middle of a call changes nothing', () => {
    activeCall().expectUnchangedBy(story => story.dial('grace'))
  })

  test('dismissing it leads back to idle', () => {
    activeCall().hangUp().dismiss().expectPhase('idle').dial().hangUp().expectReleased()
  })
})

describe('a failure of the network', () => {
  const unreachable = () => call().dial().micOpens()
  test('ends by the name that main found for it, silent meanwhile', () => {
    const story = unreachable()
    story.world.explainAs('captive_portal')
    story.backendFails('signaling_unreachable').expectPhases('preparing ending ended')
      .expectEnd('captive_portal').expectReleased() // biome-ignore format: prose
  })

  test('keeps its own name where main says nothing for 1.5 s', () => {
    const story = call().dial().micOpens().backendOpens('parallel').answers()
    story.world.explainAs('silence')
    story.after(LIMITS.windowMs).after(LIMITS.retryWindowMs).expectPhase('ending')
      .expectAudible(null).expectFed(null).expectTimers('explaining')
      .after(LIMITS.explainingMs - 1).expectPhase('ending').after(1)
      .expectEnd('relay_no_path').expectReleased() // biome-ignore format: prose
  })

  test('is over at once when the caller hangs up meanwhile, and a late explanation changes nothing', () => {
    const story = unreachable()
    story.world.explainAs('silence')
    story.backendFails('signaling_timeout').expectPhase('ending').hangUp()
      .expectEnd('signaling_timeout').expectReleased()
      .expectUnchangedBy(over => over.told({ type: 'failure.explained', failure: { name: 'clock_wrong' } })) // biome-ignore format: prose
  })

  test('is all that is explained: what the agent or the microphone says of itself is final', () => {
    unreachable().backendFails('agent_refused').expectPhases('preparing ended')
    call().dial().micRefused('microphone_denied').expectPhases('preparing ended')
  })

  test('an explanation that nobody asked for does not end a goodbye', () => {
    activeCall().networkGone().hangUp()
      .expectUnchangedBy(story => story.told({ type: 'failure.explained', failure: { name: 'clock_wrong' } })) // biome-ignore format: prose
  })
})
