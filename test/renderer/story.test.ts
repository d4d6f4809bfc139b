// What the steps of a call add to its story: told by the real machine, in virtual time.
import { describe, expect, test } from 'vitest'
import { storyOf } from '../../renderer/store/story'
import { activeCall, type Story } from '../scenario/dsl'

const toldOf = ({ world }: Story): readonly string[] =>
  world.published
    .flatMap((call, at) => {
      const before = world.published[at - 1]
      return before ? storyOf(before, call) : []
    })
    .map(news => {
      if (news.type === 'resumed') return `resumed ${news.gapMs} ${news.isNewPath ? 'new' : 'same'} path`
      if (news.type === 'microphone') return `microphone ${news.is}`
      if (news.type === 'recording') return `recording ${news.on} ${news.by}`
      return news.type === 'ended' ? `ended ${news.by}` : news.type
    })

describe('the story of a call', () => {
  test('that went well is its end', () => {
    expect(toldOf(activeCall().after(5_000).hangUp().after(2_000))).toEqual(['ended caller'])
  })
  test('tells a break and how long it was', () => {
    const story = activeCall().after(5_000).pathDies().after(250).soundFlows()
    expect(toldOf(story)).toEqual(['paused', 'resumed 250 new path'])
  })
  test('tells a path that spoke again from one that was new', () => {
    const story = activeCall().after(500).stalls(1).after(700).speaksAgain(1)
    expect(toldOf(story)).toEqual(['paused', expect.stringMatching(/^resumed \d+ same path$/)])
  })
  test('is silent about a false alarm', () => {
    expect(toldOf(activeCall().after(500).stalls(1).after(100).speaksAgain(1))).toEqual([])
  })
  test('tells who is recorded by whom, and who cannot be heard', () => {
    const story = activeCall()
      .told({ type: 'recording.changed', by: 'gateway', on: true, durationMs: null, complete: null })
      .mute()
      .mute(false)
      .told({ type: 'recording.changed', by: 'gateway', on: false, durationMs: null, complete: null })
    expect(toldOf(story)).toEqual([
      'recording true gateway',
      'microphone muted',
      'microphone unmuted',
      'recording false gateway',
    ])
  })
})
