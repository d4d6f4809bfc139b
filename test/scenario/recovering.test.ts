// Sound is lost in the middle of a call: another attempt carries it, on every kind of backend, for a bounded time.
import { describe, expect, test } from 'vitest'
import { CAPABILITIES } from '../../protocol/facts'
import { LIMITS } from '../../renderer/call'
import { recoveryPaceMs } from '../../renderer/call/limits'
import { activeCall, call } from './dsl'

const doneBy = (story: ReturnType<typeof call>) => story.world.performed.map(effect => effect.do)

describe('a path that dies', () => {
  test('the whole story', () => {
    call().dial('Ada').micOpens().backendOpens('parallel').rings().answers().soundFlows()
      .pathDies().after(500).soundFlows().hangUp()
      .expectPhases('preparing inviting ringing connecting active recovering active ending ended')
      .expectEnd('caller').expectReleased() // biome-ignore format: prose
  })

  test.each(CAPABILITIES)('%s: a new attempt carries the sound, the gap is measured', kind => {
    const story = activeCall(kind).pathDies().expectAudible(null).after(300).soundFlows()
      .expectPhase('active').expectAudible(2).expectFed(2)
      .expectTimers(kind === 'parallel' ? 'standby' : '') // biome-ignore format: prose
    expect(story.call()).toMatchObject({ recoveries: [{ cause: 'relay_lost', gapMs: 300 }] })
    story.hangUp().expectEnd('caller').expectReleased()
  })

  test('replace: the new offer ends the old peer before anything else', () => {
    const story = activeCall('replace').pathDies()
    expect(doneBy(story).filter(name => name === 'endPeer')).toHaveLength(1)
    expect(doneBy(story).lastIndexOf('endPeer')).toBeLessThan(doneBy(story).lastIndexOf('startPeer'))
  })

  test('new-session: the old session ends, the same agent is called again', () => {
    const story = activeCall('new-session').pathDies()
    expect(doneBy(story).filter(name => name === 'startCall')).toHaveLength(2)
    expect(doneBy(story).filter(name => name === 'offerAttempt')).toEqual([])
    expect(story.world.performed.filter(effect => effect.do === 'openBackend')).toMatchObject([
      { agentId: 'ada' },
      { agentId: 'ada' },
    ])
  })

  test('new-session: a backend that cannot be reached yet is one try, not the end', () => {
    activeCall('new-session').networkGone().pathDies().backendFails('signaling_unreachable')
      .expectPhase('recovering').after(200).networkBack().after(300).soundFlows()
      .expectPhase('active').hangUp().expectReleased() // biome-ignore format: prose
  })

  test('new-session: a backend that refuses for good is the end', () => {
    activeCall('new-session').networkGone().pathDies().backendFails('signaling_unauthorised')
      .expectEnd('signaling_unauthorised').expectReleased() // biome-ignore format: prose
  })

  test('parallel: signaling that is lost for good ends the call', () => {
    activeCall().networkGone().pathDies().backendFails('signaling_lost')
      .expectEnd('signaling_lost').expectReleased() // biome-ignore format: prose
  })

  test('twice in one call', () => {
    const story = activeCall()
      .pathDies()
      .after(200)
      .soundFlows()
      .after(10_000)
      .pathDies()
      .after(400)
      .soundFlows()
    expect(story.call()).toMatchObject({ recoveries: [{ gapMs: 200 }, { gapMs: 400 }] })
  })

  test('what the caller said into the dead path is counted until the microphone has another', () => {
    const story = activeCall().pathDies().after(300).connects(2).after(50).soundFlows(2)
    expect(story.call()).toMatchObject({ recoveries: [{ gapMs: 350, lostMs: 300 }] })
  })
})

describe('a recovery that takes long', () => {
  const plansOf = (story: ReturnType<typeof call>) =>
    story.world.performed.filter(effect => effect.do === 'planAttempt').length

  test('tries every 0.5, 1, 2 and at most 4 s', () => {
    expect([1, 2, 3, 4, 5, 12].map(recoveryPaceMs)).toEqual([500, 1_000, 2_000, 4_000, 4_000, 4_000])
  })

  test('parallel: each try begins beside the last', () => {
    const story = activeCall().networkGone().pathDies()
    const plans = [500, 1_000, 2_000, 4_000, 4_000].map(pauseMs => {
      const before = story.after(pauseMs - 1).call()
      const planned = plansOf(story)
      story.after(1)
      return [before.phase, planned, plansOf(story)]
    })
    expect(plans).toEqual([1, 2, 3, 4, 5].map(n => ['recovering', n, n + 1]))
  })

  test('parallel: two tries at most run at once, beside what was heard before', () => {
    call().dial().relaysAreThere().micOpens().backendOpens('parallel').answers().soundFlows()
      .after(LIMITS.standbyMs).connects(2).stalls(1).after(LIMITS.commitMs).expectPhase('recovering')
      .after(500).after(1_000)
      .expectAttempts('1 direct stalled, 2 relay-tls stalled, 3 relay-tls ended, 4 relay-tls answered, 5 relay-tls answered')
      .speaksAgain(1).expectPhase('active').expectAudible(1)
      .expectAttempts('1 direct sounding, 2 relay-tls ended, 3 relay-tls ended, 4 relay-tls ended, 5 relay-tls answered')
      .hangUp().expectReleased() // biome-ignore format: prose
  })

  test.each(['replace', 'new-session'] as const)('%s: each try has 5 s to itself', kind => {
    const story = activeCall(kind).networkGone().pathDies()
    const asked = () =>
      story.world.performed.filter(({ do: what }) => what === 'planAttempt' || what === 'openBackend').length
    const before = asked()
    story.after(LIMITS.recoveryAttemptMs - 1)
    expect(asked()).toBe(before)
    story.after(1)
    expect(asked()).toBe(before + 1)
  })

  test.each(CAPABILITIES)('%s: ends after 65 s as relay_lost: a blackout of a minute is survived', kind => {
    activeCall(kind).networkGone().pathDies().after(64_999).expectPhase('recovering').after(1)
      .expectEnd('relay_lost').expectReleased() // biome-ignore format: prose
  })

  test.each(CAPABILITIES)('%s: a network that comes back after 30 s carries the call again', kind => {
    activeCall(kind).networkGone().pathDies().after(30_000).networkBack().after(5_000).soundFlows()
      .expectPhase('active').hangUp().expectReleased() // biome-ignore format: prose
  })

  test('signaling that is back is the moment for a try, and the pace begins anew', () => {
    const story = activeCall().networkGone().pathDies().after(10_000).networkBack()
    const before = plansOf(story)
    story.told({ type: 'backend.resumed' })
    expect(plansOf(story)).toBe(before + 1)
    story.soundFlows().expectPhase('active')
  })

  test('the last try failing is followed by a pause', () => {
    const story = activeCall().pathDies().peerFails('relay_no_path').expectTimers('attempt recovery')
    expect(plansOf(story.after(499))).toBe(1)
    expect(plansOf(story.after(1))).toBe(2)
  })

  test('one attempt failing leaves another that runs alone', () => {
    activeCall().pathDies().after(500)
      .expectAttempts('1 direct ended, 2 relay-tls answered, 3 relay-tls answered')
      .peerFails('relay_no_path', 2)
      .expectAttempts('1 direct ended, 2 relay-tls ended, 3 relay-tls answered')
      .soundFlows(3).expectPhase('active').expectTimers('standby') // biome-ignore format: prose
  })

  test('of two tries that connect the newer one is asked for the sound', () => {
    activeCall().pathDies().connects(2).expectAudible(2).after(500).connects(3).expectAudible(3)
      .soundFlows(3).expectPhase('active').expectAttempts('1 direct ended, 2 relay-tls ended, 3 relay-tls sounding') // biome-ignore format: prose
  })

  test('the agent may hang up meanwhile', () => {
    activeCall()
      .networkGone()
      .pathDies()
      .agentEnds()
      .after(LIMITS.drainMs)
      .expectEnd('agent')
      .expectReleased()
  })
})
