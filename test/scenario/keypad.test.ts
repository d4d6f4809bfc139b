// Keys: pressed while the sound flows, sent one way or the other, and counted when the far end has got them.
import { expect, test } from 'vitest'
import { activeCall, call } from './dsl'

const press = (story: ReturnType<typeof call>, digits: string) => {
  for (const digit of digits) story.press(digit)
  return story
}

test('what is keyed in is shown in order, counted by the way it went, and confirmed', () => {
  const story = press(activeCall(), '1*#')
  story.told({ type: 'key.sent', way: 'rtp' }).told({ type: 'key.sent', way: 'signaling' })
  story.told({ type: 'digit.heard', digit: '1', by: 'rtp' })
  expect(story.call()).toMatchObject({ keypad: { pressed: '1*#', rtp: 1, signaling: 1, heard: 1 } })
  const sent = story.world.performed.flatMap(effect => (effect.do === 'pressKey' ? [effect.digit] : []))
  expect(sent).toEqual(['1', '*', '#'])
})

test('a confirmation that comes while the sound is lost counts, and a page that takes over knows all of it', () => {
  const story = press(activeCall(), '5').told({ type: 'key.sent', way: 'rtp' }).pathDies()
  story.told({ type: 'digit.heard', digit: '5', by: 'rtp' }).pageIsReplaced()
  expect(story.call()).toMatchObject({ phase: 'recovering', keypad: { pressed: '5', rtp: 1, heard: 1 } })
})

test('nothing is keyed in on hold, before the sound, or while it is lost', () => {
  activeCall().hold().expectUnchangedBy(story => story.press('1')) // biome-ignore format: prose
  call().dial().expectUnchangedBy(story => story.press('1')) // biome-ignore format: prose
  activeCall().pathDies().expectUnchangedBy(story => story.press('1')) // biome-ignore format: prose
})

test('a call that keys for hours does not grow without end', () => {
  const story = press(activeCall(), '0123456789'.repeat(20))
  expect(story.call()).toMatchObject({ keypad: { pressed: '0123456789'.repeat(7).slice(-64) } })
})
