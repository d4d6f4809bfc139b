// The proof of both ways: each case named with its direction and cause, none named where nothing is wrong, whatever people do.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proofSchema } from '../../protocol/report'
import { prove, proving, provingElsewhere, standing } from '../../renderer/health/proof'
import type { Reading } from '../../renderer/health/reading'
import type { Sides } from '../../renderer/health/sides'

/** One second of a call. Energy: 0.01 is somebody who speaks, 1e-7 a room, 0 digital silence. */
interface Second {
  readonly sent?: number
  readonly received?: number
  readonly played?: number
  readonly agent?: number
  readonly microphone?: number
  /** Packets that the far end reports lost; null: it sends no report. */
  readonly lost?: number | null
  readonly sides?: Partial<Omit<Sides, 'microphone'>>
  readonly device?: Partial<Sides['microphone']>
}
const VOICE = 0.01
const ROOM = 1e-7

const START = {
  atMs: 0, rttMs: 50, jitterMs: 5, packetsReceived: 0, packetsLost: 0, bytesReceived: 0, bytesSent: 0, packetsSent: 0,
  acknowledged: null, concealedSamples: 0, totalSamples: 0, jitterBufferDelayS: 0, jitterBufferEmitted: 0, playoutDelayS: 0,
  playoutSamples: 0, redundantPackets: 0,
  redundantUnused: 0, bytesCarried: 0, agentEnergy: 0, microphoneEnergy: 0, agentLevel: null, microphoneLevel: null,
  candidate: null,
} as const satisfies Reading // biome-ignore format: one reading

const WELL: Sides = {
  microphone: {
    isOpen: true,
    isMuted: false,
    isMutedBySystem: false,
    others: 0,
    mutedLoudness: null,
    gives: null,
  },
  speaker: 'there',
  agent: 'listening',
  far: 'sound',
  isHeld: false,
  isSteady: true,
}

const after = (reading: Reading, second: Second, seconds: number): Reading => ({
  ...reading,
  atMs: reading.atMs + 1_000 * seconds,
  packetsSent: reading.packetsSent + Math.round((second.sent ?? 50) * seconds),
  packetsReceived: reading.packetsReceived + Math.round((second.received ?? 50) * seconds),
  jitterBufferEmitted: reading.jitterBufferEmitted + (second.played ?? 48_000) * seconds,
  agentEnergy: reading.agentEnergy + (second.agent ?? 0) * seconds,
  microphoneEnergy: reading.microphoneEnergy + (second.microphone ?? ROOM) * seconds,
  acknowledged:
    second.lost === null
      ? reading.acknowledged
      : {
          fractionLost: 0,
          packetsLost: (reading.acknowledged?.packetsLost ?? 0) + (second.lost ?? 0) * seconds,
          reports: (reading.acknowledged?.reports ?? 0) + 1,
        },
})

function proofOf() {
  let reading: Reading = START
  let before: Reading | null = null
  let state = proving()
  const take = (second: Second): void => {
    const sides = { ...WELL, ...second.sides, microphone: { ...WELL.microphone, ...second.device } }
    state = prove(state, before, reading, sides, reading.atMs)
    before = reading
  }
  const play = {
    /** A reading in the moment of the first sound, as the sampler takes one, then so many seconds, the first one short. */
    begins: (second: Second) => {
      take(second)
      reading = after(reading, second, 0.9)
      take(second)
      reading = after(reading, second, 1)
      take(second)
      return play
    },
    seconds: (n: number, second: Second = {}) => {
      for (let one = 0; one < n; one += 1) {
        reading = after(reading, second, 1)
        take(second)
      }
      return play
    },
    moves: () => {
      state = provingElsewhere(state)
      reading = { ...START, atMs: reading.atMs }
      before = null
      return play
    },
    now: () => standing(state.proof),
    proof: () => state.proof,
  }
  return play
}

const NOBODY_HEARS: Second = { sides: { far: 'nothing' }, lost: null, microphone: VOICE }
const TALK: Second = { microphone: VOICE }

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
