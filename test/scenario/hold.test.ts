// On hold: nobody hears anybody, the path is watched as ever, and whatever happens meanwhile the call is on hold until it is not.
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../renderer/call'
import { toReport } from '../../renderer/call/report'
import { activeCall, call } from './dsl'

/** In a call over attempt 1, with a standby on 2. */
const withStandby = () =>
  call().dial().relaysAreThere().micOpens().backendOpens('parallel').rings().answers().soundFlows()
    .after(LIMITS.standbyMs).connects(2) // biome-ignore format: prose

const holds = (story: ReturnType<typeof call>) =>
  story.world.performed.flatMap(effect => (effect.do === 'hold' ? [effect.on] : []))

describe('a call on hold', () => {
  test('is silent both ways at once, the far end is told, and back as it was', () => {
    const story = activeCall().hold().expectAudible(null).expectFed(null).expectPhase('active')
    story.after(30_000).hold(false).expectAudible(1).expectFed(1)
    expect(holds(story)).toEqual([true, false])
    expect(story.call()).toMatchObject({ hold: { sinceMs: null, totalMs: 30_000 } })
  })

  test('is held once and taken up once, however often that is asked', () => {
    activeCall()
      .hold()
      .expectUnchangedBy(story => story.hold())
      .hold(false)
      .expectUnchangedBy(story => story.hold(false))
  })

  test('stays muted for who was muted, and mutes for who mutes meanwhile', () => {
    activeCall().mute().hold().hold(false).expectFed(null).mute(false).expectFed(1)
    activeCall().hold().mute().hold(false).expectAudible(1).expectFed(null)
  })

  test('moves to its standby unheard, and is still on hold there', () => {
    withStandby().hold().stalls(1).soundFlows(2).after(LIMITS.commitMs)
      .expectAudible(null).expectFed(null).expectPhase('active').hold(false).expectAudible(2).expectFed(2) // biome-ignore format: prose
  })

  test('is on hold still when its sound was lost and is back, for a new session too', () => {
    for (const kind of ['parallel', 'replace', 'new-session'] as const) {
      const story = activeCall(kind).hold().pathDies().after(100).soundFlows()
      story.expectPhase('active').expectAudible(null).expectFed(null)
      expect(holds(story)).toEqual([true, true])
      story.hold(false).expectAudible(2)
    }
  })

  test('is on hold still on a page that takes it over', () => {
    const story = activeCall().hold().pageIsReplaced().micOpens().soundFlows()
    story.expectPhase('active').expectAudible(null).expectFed(null).hold(false).expectFed(2)
  })

  test('can be hung up, and its report says how long it was held', () => {
    const story = activeCall().hold().after(4_000).hold(false).after(1_000).hold().after(2_000).hangUp()
    const ended = story.after(LIMITS.endingMs).expectEnd('caller').expectReleased().ended()
    const nothing = { path: null, relayCost: null } as unknown as Parameters<typeof toReport>[1]
    const measured = { ...nothing, events: [], iceErrors: [], states: [] }
    const { heldMs } = toReport(ended, measured, '', () => ({}) as never)
    // The fake far end confirms at once.
    expect(heldMs).toBe(6_000)
  })

  test('times no answer over the pause, and takes no silence for one that was interrupted', () => {
    const turn = { type: 'turn.heard', ms: 900, networkMs: null, bufferMs: null } as const
    const story = activeCall().after(5_000).hold()
    story.told({ type: 'interruption.heard', stopMs: 200, agoMs: 0 }).told({ ...turn, agoMs: 0 })
    story
      .after(1_000)
      .hold(false)
      .after(500)
      .told({ ...turn, agoMs: 0 })
    expect(story.call()).toMatchObject({ turns: [], interruptions: [] })
    story.after(2_000).told({ ...turn, agoMs: 100 })
    expect(story.call()).toMatchObject({ turns: [{ ms: 900 }] })
  })
})

test('a call that does not sound yet is not put on hold', () => {
  call().dial().backendOpens('parallel').expectUnchangedBy(story => story.hold()) // biome-ignore format: prose
})
