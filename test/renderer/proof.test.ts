// The proof of both ways: each case named with its direction and cause, within its two seconds.
import { describe, expect, test } from 'vitest'
import { proofSchema } from '../../protocol/report'
import { NOBODY_HEARS, proofOf, type Second, TALK, VOICE } from './proof-house'

describe('within two seconds of the first sound', () => {
  test('a healthy call is proved, link by link', () => {
    const proof = proofOf().begins({ ...TALK, agent: VOICE })
    expect(Object.values(proof.proof().links).every(ms => ms !== null && ms <= 2_000)).toBe(true)
    expect(proof.now()).toEqual([])
    expect(proofSchema.parse(proof.proof())).toEqual(proof.proof())
  })

  test('a microphone that gives nothing is found in the agent’s first pause: until then the echo canceller’s own noise hides it', () => {
    const greeted = { microphone: 1.1e-7, agent: VOICE }
    // A burst at first, while it learns.
    const proof = proofOf()
      .begins({ ...greeted, microphone: 4e-5 })
      .seconds(3, greeted)
    expect(proof.now()).toEqual([])
    expect(proof.proof().links.spoken).toBeNull()
    // The last of it is played in the second after the agent's last word.
    expect(proof.seconds(1, { microphone: 1e-8 }).seconds(1, { microphone: 0 }).now()).toEqual([])
    expect(proof.seconds(1, { microphone: 0 }).now()).toEqual(['microphone_silent'])
  })

  test('a microphone that is heard by itself is known while the agent speaks', () => {
    const greeted = { microphone: 4e-5, agent: VOICE }
    const live = proofOf().begins({ ...greeted, device: { gives: 'sound' } })
    expect(live.proof().links.spoken).toBeLessThanOrEqual(1_900)
    expect(live.now()).toEqual([])
    expect(
      proofOf()
        .begins({ ...greeted, device: { gives: 'nothing' } })
        .now(),
    ).toEqual(['microphone_silent'])
    // A slow start of the device is taken back at once.
    expect(proofOf().begins({ ...greeted, device: { gives: 'nothing' } }).seconds(1, { ...greeted, device: { gives: 'sound' } }).now()).toEqual([]) // biome-ignore format: one story
  })

  test('one that is heard by itself late is found late, and no sooner than two readings agree', () => {
    const proof = proofOf().begins({ microphone: 4e-5, agent: VOICE })
    expect(proof.seconds(1, { agent: VOICE, device: { gives: 'nothing' } }).now()).toEqual([])
    expect(proof.seconds(1, { agent: VOICE, device: { gives: 'nothing' } }).now()).toEqual([
      'microphone_silent',
    ])
  })

  const CASES: readonly (readonly [string, Second])[] = [
    ['microphone_muted', { device: { isMutedBySystem: true }, microphone: 0, sent: 0 }],
    ['microphone_silent', { microphone: 0 }],
    ['microphone_wrong', { microphone: 0, device: { others: 1 } }],
    ['caller_unheard', NOBODY_HEARS],
    [
      'caller_unheard',
      { microphone: 0.001, device: { isMuted: true }, sides: { far: 'nothing' }, lost: null },
    ],
    ['speaker_gone', { sides: { speaker: 'gone' } }],
    ['agent_silent', { sides: { agent: 'speaking' } }],
    // What stands in for late packets of silence is no voice.
    ['agent_silent', { agent: 1e-8, sides: { agent: 'speaking' } }],
    ['talking_muted', { microphone: 0, device: { isMuted: true, mutedLoudness: 0.05 } }],
  ]
  test.each(CASES)('%s is found, and nothing else', (what, second) => {
    expect(proofOf().begins(second).now()).toEqual([what])
  })

  test('muted, denied, ended: what the person or the machine knows already is no finding', () => {
    const muted = { device: { isMuted: true, mutedLoudness: 0.0005 }, microphone: 0 }
    expect(proofOf().begins(muted).seconds(30, muted).now()).toEqual([])
    const closed = {
      device: { isOpen: false },
      microphone: 0,
      sent: 0,
      sides: { far: 'nothing' },
      lost: null,
    } as const
    expect(proofOf().begins(closed).seconds(30, closed).now()).toEqual([])
  })
})

describe('a caller who is not heard', () => {
  test('is told so by the far end’s reports too: all that was sent since was lost', () => {
    const proof = proofOf().begins({ ...TALK, sides: { far: null } })
    expect(proof.seconds(1, { sides: { far: null }, lost: 50 }).now()).toEqual([])
    expect(proof.seconds(1, { sides: { far: null }, lost: 50 }).now()).toEqual(['caller_unheard'])
    expect(proof.seconds(1, { sides: { far: null }, lost: 10 }).now()).toEqual([])
  })

  test('is not told so by a backend that never says anything', () => {
    const mute = { sides: { far: null }, lost: null } as const
    expect(proofOf().begins(mute).seconds(60, mute).now()).toEqual([])
    expect(proofOf().begins(mute).proof().links.acknowledged).toBeNull()
  })

  test('waits for a microphone that opens late, and for a word that comes late', () => {
    const late = { sides: { far: 'nothing' }, lost: null, sent: 0, device: { isOpen: false } } as const
    const proof = proofOf().begins(late)
    expect(proof.seconds(1, { ...NOBODY_HEARS, sent: 50 }).now()).toEqual([])
    // Signaling is slow; the first report of the path says that packets came.
    expect(proof.seconds(5, { sides: { far: 'nothing' } }).now()).not.toContain('caller_unheard')
  })

  test('in mid-call: after a second and a half more; over another path, once it has been heard there', () => {
    const proof = proofOf().begins(TALK).seconds(20)
    expect(proof.seconds(1, NOBODY_HEARS).now()).toEqual([])
    expect(proof.seconds(1, NOBODY_HEARS).now()).toEqual(['caller_unheard'])
    proof.moves()
    expect(proof.seconds(1, NOBODY_HEARS).now()).toEqual(['caller_unheard'])
    expect(proof.seconds(1, { sides: { far: 'silence' } }).now()).toEqual([])
    expect(proof.proof().findings).toMatchObject([{ what: 'caller_unheard', fromMs: 23_900, toMs: 25_900 }])
  })

  test('is no finding while the call is between two paths', () => {
    const between = { ...NOBODY_HEARS, sides: { far: 'nothing', isSteady: false } } as const
    expect(proofOf().begins(TALK).seconds(30, between).now()).toEqual([])
  })
})
