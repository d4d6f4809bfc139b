// Getting connected: every backend, the window and its one retry, and the named verdicts.
import { describe, expect, test } from 'vitest'
import { CAPABILITIES } from '../../protocol/facts'
import { call } from './dsl'

const invited = () => call().dial('ada').micOpens().backendOpens('parallel')

describe('a call that goes well', () => {
  test.each(['parallel', 'replace'] as const)('%s: rings, is answered, carries sound, is hung up', kind => {
    call().dial('ada').micOpens().backendOpens(kind).rings().answers().soundFlows()
      .expectAudible(1).expectFed(1).expectTimers(kind === 'parallel' ? 'standby' : '')
      .hangUp()
      .expectPhases('preparing inviting ringing connecting active ending ended')
      .expectEnd('caller').expectReleased()
  }) // biome-ignore format: prose

  test('new-session: the answer is the reply to the offer, nothing rings and nothing trickles', () => {
    const story = call().dial('ada').micOpens().backendOpens('new-session').answers().soundFlows()
      .expectAudible(1).expectFed(1)
      .hangUp()
      .expectPhases('preparing inviting connecting active ending ended')
      .expectReleased() // biome-ignore format: prose
    expect(story.world.backend.untrickled()).toBe(1)
  })

  test('ringing and the answer in the same moment', () => {
    invited().rings().answers().expectPhases('preparing inviting ringing connecting').soundFlows()
      .expectPhase('active').hangUp().expectReleased() // biome-ignore format: prose
  })

  test('sound noticed before the connection is announced still connects the attempt', () => {
    const story = invited()
      .answers()
      .told({ type: 'peer.sounded', attempt: 1, heard: null })
      .expectPhase('active')
    expect(story.told({ type: 'peer.connected', attempt: 1 }).call()).toMatchObject({
      attempts: [{ connectedAtMs: 1_000, stage: { at: 'sounding' } }],
    })
  })

  test('what the backend says of itself is kept for the report', () => {
    const story = invited().answers().soundFlows()
      .told({ type: 'agent.changed', state: 'speaking' })
      .told({ type: 'agent.turned', responseMs: 640, stages: null })
      .told({ type: 'recording.changed', by: 'gateway', on: true, durationMs: null, complete: null }) // biome-ignore format: prose
    expect(story.call()).toMatchObject({
      agent: 'speaking',
      turns: [{ ms: 640, by: 'gateway' }],
      recording: { by: 'gateway', on: true, durationMs: null, complete: null },
      externalId: 'external-1',
      backend: { name: 'viaduct', signalingMs: 40, credentialsMs: 5 },
    })
  })
})

describe('signaling', () => {
  test('that never opens is a verdict after 2 s', () => {
    call().dial().micOpens().after(1_999).expectPhase('preparing').after(1)
      .expectEnd('signaling_timeout').expectReleased() // biome-ignore format: prose
  })

  test('that opens without a plan is the same verdict', () => {
    call().dial().told({
      type: 'backend.opened', backend: 'viaduct', capability: 'parallel', signalingMs: 1, credentialsMs: 1,
    }).after(2_000).expectEnd('signaling_timeout').expectReleased() // biome-ignore format: prose
  })

  test('that main calls unreachable ends with the name main gave', () => {
    call().dial().micOpens().backendFails('signaling_unreachable')
      .expectPhases('preparing ending ended').expectEnd('signaling_unreachable').expectReleased() // biome-ignore format: prose
  })

  test('of the built-in agent may take 8 s, because a process starts first', () => {
    call().dial('test-agent').backendStarts().after(7_900).expectPhase('preparing')
      .backendOpens('parallel').expectPhase('inviting').hangUp().expectReleased() // biome-ignore format: prose
    call().dial('test-agent').backendStarts().after(8_000).expectEnd('signaling_timeout').expectReleased()
  })
})

describe('a proxy that asks for a password', () => {
  const asked = () => call().dial('ada').micOpens().after(100).proxyAsks()

  test('stops the clock: a person may take two minutes, and signaling then has its 2 s', () => {
    const story = asked().after(120_000).expectPhase('preparing').proxyIsAnswered().after(1_999)
      .expectPhase('preparing') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ askedMs: 120_000, askingSinceMs: null })
    story.backendOpens('parallel').answers().soundFlows().expectPhases('preparing inviting connecting active')
      .hangUp().expectReleased() // biome-ignore format: prose
    expect(story.ended()).not.toHaveProperty('askingSinceMs')
  })

  test('and is answered with a password that leads nowhere', () => {
    asked().after(9_000).proxyIsAnswered().after(2_000).expectEnd('signaling_timeout').expectReleased()
  })

  test('and is declined, or refuses the password: the verdict has that name', () => {
    asked()
      .after(9_000)
      .backendFails('proxy_authentication')
      .expectEnd('proxy_authentication')
      .expectReleased()
    asked().after(9_000).backendFails('proxy_credentials').expectEnd('proxy_credentials').expectReleased()
  })

  test('and is never answered: bounded all the same', () => {
    asked().after(179_999).expectPhase('preparing').after(1)
      .expectEnd('proxy_authentication').expectReleased() // biome-ignore format: prose
  })

  test('twice, because the first password was wrong: both times are the person’s', () => {
    const story = asked().after(5_000).proxyIsAnswered().after(100).proxyAsks().after(4_000).proxyIsAnswered()
    expect(story.call()).toMatchObject({ askedMs: 9_000 })
    story.hangUp().expectEnd('caller').expectReleased()
  })

  test('said twice, or answered without a question, changes nothing', () => {
    asked()
      .after(50)
      .expectUnchangedBy(story => story.proxyAsks())
    call()
      .dial('ada')
      .expectUnchangedBy(story => story.proxyIsAnswered())
  })
})

describe('the answer', () => {
  test('that does not come within the window', () => {
    invited().after(3_499).expectPhase('inviting').after(1).expectEnd('agent_no_answer').expectReleased()
  })

  test('that does not come after 20 s of ringing', () => {
    invited().rings().after(19_999).expectPhase('ringing').after(1)
      .expectEnd('agent_no_answer').expectReleased() // biome-ignore format: prose
  })

  test('without audio is final: nothing is tried again', () => {
    const story = invited().answers().peerFails('agent_answer_without_audio')
      .expectPhases('preparing inviting connecting ended')
      .expectEnd('agent_answer_without_audio').expectReleased() // biome-ignore format: prose
    expect(story.ended().attempts).toHaveLength(1)
  })

  test.each(['agent_answer_broken', 'agent_answer_without_data'] as const)('%s is final too', name => {
    invited().answers().peerFails(name).expectEnd(name).expectReleased()
  })

  test('said twice is applied once', () => {
    invited().answers().connects()
      .expectUnchangedBy(story => story.told({ type: 'backend.answered', attempt: 1, sdp: 'answer 1' })) // biome-ignore format: prose
  })

  test('that an agent gives only to leave before a word is a failure with a name', () => {
    invited().agentEnds('agent').expectEnd('agent_gone').expectReleased()
    invited().rings().agentEnds('agent').expectEnd('agent_gone').expectReleased()
    invited().answers().agentEnds('agent').expectEnd('agent_gone').expectReleased()
  })

  test.each(['agent_busy', 'agent_refused', 'agent_unknown'] as const)('%s', name => {
    invited().rings().backendFails(name).expectEnd(name).expectReleased()
  })
})

describe('the window', () => {
  test('stands still while it rings', () => {
    invited().after(3_000).rings().after(15_000).answers().after(499).expectAttempts('1 direct answered')
      .after(1).expectAttempts('1 direct answered, 2 relay-tls answered') // biome-ignore format: prose
  })

  test('that closes brings one retry beside the first attempt, and the retry connects', () => {
    invited().answers().after(3_500).expectAttempts('1 direct answered, 2 relay-tls answered')
      .soundFlows(2)
      .expectAttempts('1 direct ended, 2 relay-tls sounding').expectAudible(2).expectFed(2).expectTimers('standby')
      .hangUp().expectReleased() // biome-ignore format: prose
  })

  test('the first attempt may still win after the retry has begun', () => {
    invited().answers().after(3_500).soundFlows(1)
      .expectAttempts('1 direct sounding, 2 relay-tls ended').expectAudible(1).expectPhase('active') // biome-ignore format: prose
  })

  test('the retry connects and takes the sound, then the first one sounds after all: one is heard', () => {
    invited().answers().after(3_500).connects(2).expectAudible(2)
      .told({ type: 'peer.sounded', attempt: 1, heard: null })
      .expectAudible(1).expectAttempts('1 direct sounding, 2 relay-tls ended') // biome-ignore format: prose
  })

  test.each(CAPABILITIES)('%s: the retry carries the call', kind => {
    call().dial().micOpens().backendOpens(kind).answers().after(3_500).soundFlows(2)
      .expectAudible(2).expectFed(2).expectPhase('active').hangUp().expectReleased() // biome-ignore format: prose
  })

  test('that closes twice is relay_no_path, 8 s after the dial at the latest', () => {
    const story = call().dial().micOpens().after(1_999).backendOpens('parallel').answers()
      .after(3_500).after(2_499).expectPhase('connecting').after(1)
      .expectEnd('relay_no_path').expectReleased() // biome-ignore format: prose
    const { dialedAtMs, endedAtMs, attempts } = story.ended()
    expect(endedAtMs - dialedAtMs).toBeLessThanOrEqual(8_000)
    expect(attempts).toHaveLength(2)
  })

  test('that closes on a connection without a packet is relay_no_sound', () => {
    invited().answers().connects().after(6_000).expectEnd('relay_no_sound').expectReleased()
  })

  test('a failed attempt is retried at once, and the second failure is the verdict', () => {
    invited().answers().peerFails('relay_no_path').expectAttempts('1 direct ended, 2 relay-tls answered')
      .after(100).peerFails('relay_no_path').expectEnd('relay_no_path').expectReleased() // biome-ignore format: prose
  })

  test('the first attempt failing while the retry is still being planned is not the verdict', () => {
    const story = invited().answers().networkGone().after(3_500)
    story.peerFails('relay_no_path').expectPhase('connecting').networkBack()
    story.world.backend.plans('retry')
    story.soundFlows(2).expectPhase('active')
  })
})
