// Answers that come too late, or to somebody else, change nothing and ask nothing of the world.
import { describe, expect, test } from 'vitest'
import type { TimerName } from '../../renderer/call'
import { planOf } from '../fixtures/plans'
import { activeCall, call, type Told } from './dsl'

const failure = { name: 'relay_lost' } as const

const ofAttempt = (attempt: number): readonly Told[] => [
  { type: 'peer.offered', attempt, sdp: 'late' },
  { type: 'peer.candidate', attempt, candidate: null },
  { type: 'peer.connected', attempt },
  { type: 'peer.sounded', attempt, heard: null },
  { type: 'peer.failed', attempt, failure },
  { type: 'backend.answered', attempt, sdp: 'late' },
  { type: 'backend.candidate', attempt, candidate: null },
]
const ofCall: readonly Told[] = [
  { type: 'mic.granted' },
  { type: 'mic.opened' },
  { type: 'mic.refused', failure },
  { type: 'backend.starting' },
  { type: 'backend.ringing' },
  { type: 'backend.ended', reason: 'agent' },
  { type: 'backend.failed', failure },
  { type: 'attempt.planned', plan: planOf(9) },
  { type: 'timer.fired', timer: 'window' },
]
const phases = {
  preparing: () => call().dial(),
  inviting: () => call().dial().backendOpens('parallel'),
  ringing: () => call().dial().backendOpens('parallel').rings(),
  connecting: () => call().dial().backendOpens('parallel').answers(),
  active: () => activeCall(),
  recovering: () => activeCall().pathDies(),
  ending: () => activeCall().agentEnds(),
  ended: () => activeCall().hangUp(),
} as const

describe.each(Object.entries(phases))('in %s', (_, story) => {
  test('facts of another call', () => {
    const now = story()
    for (const fact of [...ofCall, ...ofAttempt(1)])
      now.expectUnchangedBy(then => then.told({ ...fact, callId: 'call-9999' }))
  })

  test('facts of an attempt that never was', () => {
    const now = story()
    for (const fact of ofAttempt(7)) now.expectUnchangedBy(then => then.told(fact))
  })
})

describe('too late', () => {
  test('facts of an attempt that has ended', () => {
    const recovered = activeCall().pathDies().after(100).soundFlows()
    for (const fact of ofAttempt(1)) recovered.expectUnchangedBy(then => then.told(fact))
  })

  test.each([
    ['in inviting', () => call().dial().backendOpens('parallel')],
    ['in recovering', () => activeCall().pathDies()],
  ] as const)('a plan that is not the newest, %s', (_, story) => {
    story().expectUnchangedBy(then => then.told({ type: 'attempt.planned', plan: planOf(1) }))
  })

  test('an offer made again by a peer that has an answer already', () => {
    const answered = call().dial().backendOpens('parallel').answers()
    answered.expectUnchangedBy(then => then.told({ type: 'peer.offered', attempt: 1, sdp: 'again' }))
  })

  test('any fact after the end', () => {
    const over = activeCall().hangUp()
    for (const fact of [...ofCall, ...ofAttempt(1)]) over.expectUnchangedBy(then => then.told(fact))
  })

  test('a timer of another phase', () => {
    const timers: TimerName[] = ['signaling', 'window', 'ringing', 'recovery', 'attempt', 'ending']
    const active = activeCall()
    for (const timer of timers) active.expectUnchangedBy(then => then.told({ type: 'timer.fired', timer }))
  })

  test('a plan that was asked for before sound came becomes the standby', () => {
    const story = call().dial().backendOpens('parallel').answers().networkGone().after(3_500).soundFlows(1)
    story
      .told({ type: 'attempt.planned', plan: planOf(2) })
      .expectPhase('active')
      .expectAudible(1)

    expect(story.world.peers()).toHaveLength(2)
  })

  test('the far end confirming the end of a session that another has taken over from', () => {
    activeCall('new-session').pathDies().after(0).expectPhase('recovering')
      .soundFlows().expectPhase('active').hangUp().expectReleased() // biome-ignore format: prose
  })
})
