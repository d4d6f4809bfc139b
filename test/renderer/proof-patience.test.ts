// The proof of both ways: nothing is named where nothing is wrong, whatever people do and however the line is.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prove, proving, standing } from '../../renderer/health/proof'
import { NOBODY_HEARS, proofOf, ROOM, type Second, START, TALK, VOICE, WELL } from './proof-house'

describe('patience', () => {
  test('a microphone that gave sound may be silent while its person thinks, and for as long as the agent speaks', () => {
    const proof = proofOf().begins(TALK)
    expect(proof.seconds(60, { microphone: 0, agent: VOICE }).now()).toEqual([])
    // A gate is shut while its person listens: the second capture hears that, too.
    expect(proof.seconds(60, { microphone: 0, agent: VOICE, device: { gives: 'nothing' } }).now()).toEqual([])
    expect(proof.seconds(9, { microphone: 0 }).now()).toEqual([])
    expect(proof.seconds(1, { microphone: 0 }).now()).toEqual(['microphone_silent'])
    expect(proof.seconds(1).now()).toEqual([])
  })

  test('an agent whose words were heard is not silent, however late the word comes that it has ended', () => {
    const speaking = { sides: { agent: 'speaking' } } as const
    expect(proofOf().begins(TALK).seconds(1, { ...speaking, agent: VOICE }).seconds(30, speaking).now()).toEqual([]) // biome-ignore format: one story
    // A stall of the path is no silence of the agent's.
    const stalled = { ...speaking, received: 0, played: 0 }
    expect(proofOf().begins(TALK).seconds(30, stalled).now()).not.toContain('agent_silent')
  })

  test('a cough while muted is no talk, and talk is taken back after a few quiet seconds', () => {
    const muted = (mutedLoudness: number): Second => ({
      microphone: 0,
      device: { isMuted: true, mutedLoudness },
    })
    const proof = proofOf().begins(TALK)
    expect(proof.seconds(1, muted(0.1)).seconds(1, muted(0.001)).seconds(1, muted(0.1)).now()).toEqual([])
    expect(proof.seconds(1, muted(0.1)).now()).toEqual(['talking_muted'])
    expect(proof.seconds(3, muted(0.001)).now()).toEqual(['talking_muted'])
    expect(proof.seconds(1, muted(0.001)).now()).toEqual([])
    expect(proof.seconds(2, muted(0.1)).seconds(1).now()).toEqual([])
  })

  test('an output that takes nothing of what comes is a speaker that is gone', () => {
    const proof = proofOf().begins(TALK)
    expect(proof.seconds(1, { played: 0 }).now()).toEqual(['speaker_gone'])
    expect(proof.seconds(1).now()).toEqual([])
  })

  test('sound that leaves this computer no more', () => {
    expect(proofOf().begins(TALK).seconds(3, { sent: 0 }).now()).toEqual(['caller_unsent'])
  })
})

test('an echo is a microphone that sounds when the agent does, and only then', () => {
  const proof = proofOf().begins({})
  for (let turn = 0; turn < 3; turn += 1) proof.seconds(4, { agent: VOICE, microphone: VOICE }).seconds(3)
  expect(proof.now()).toEqual(['echo'])
  // Its person speaks, or turns the speaker down.
  expect(proof.seconds(2, TALK).now()).toEqual([])
})

test('goes on from what an earlier page found', () => {
  const found = { what: 'caller_unheard', fromMs: 1_900, toMs: null } as const
  const next = proving({ ...proving().proof, findings: [found] })
  expect(standing(next.proof)).toEqual(['caller_unheard'])
  const heard = prove(next, null, START, WELL, 9_000)
  expect(heard.proof.findings).toEqual([{ ...found, toMs: 9_000 }])
})

test('in a healthy call nothing is found, whatever people do and however the line is', () => {
  const second = fc.record({
    // Up to 60 % of what is sent is lost, reports come or do not, up to half of the agent's packets are missing.
    lost: fc.option(fc.integer({ min: 0, max: 30 })),
    received: fc.integer({ min: 25, max: 60 }),
    played: fc.integer({ min: 1, max: 48_000 }),
  })
  // People take turns: somebody speaks for a while, then the other, with pauses in which a live microphone gives its noise.
  const turn = fc.record({
    who: fc.constantFrom('agent', 'caller', 'both', 'nobody'),
    line: fc.array(second, { minLength: 1, maxLength: 12 }),
    isMuted: fc.boolean(),
    gives: fc.constantFrom('sound', null),
  })
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 30 }), turns => {
      const proof = proofOf().begins(TALK)
      for (const { who, line, isMuted, gives } of turns) {
        const [agent, caller] = [who === 'agent' || who === 'both', who === 'caller' || who === 'both']
        for (const one of line) {
          proof.seconds(1, {
            ...one,
            agent: agent ? VOICE : 0,
            microphone: isMuted ? 0 : caller ? VOICE : ROOM,
            sides: { agent: agent ? 'speaking' : 'listening' },
            device: { isMuted, mutedLoudness: isMuted ? 0.001 : null, gives: isMuted ? 'nothing' : gives },
          })
        }
        // Somebody who is not an echo is heard alone now and then.
        proof.seconds(2, TALK)
      }
      expect(proof.proof().findings).toEqual([])
    }),
  )
})

test('on hold no silence is a finding and none stays raised, but packets that do not arrive are one', () => {
  const held = { sides: { isHeld: true }, microphone: 0, agent: 0 } as const
  const proof = proofOf()
    .begins(TALK)
    .seconds(2, { device: { isMuted: true, mutedLoudness: 0.1 } })
  expect(proof.now()).toEqual(['talking_muted'])
  expect(proof.seconds(1, held).now()).toEqual([])
  expect(proof.seconds(30, held).now()).toEqual([])
  expect(proof.seconds(3, { ...NOBODY_HEARS, sides: { far: 'nothing', isHeld: true } }).now()).toEqual([
    'caller_unheard',
  ])
})
