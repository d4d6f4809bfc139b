// Turn taking in virtual time: scenarios a person would recognise, and what holds for any sequence of events.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BARGE_IN_MS,
  HANGOVER_MS,
  IDLE_MS,
  START,
  TURN_MAX_MS,
  type TurnEffect,
  type TurnEvent,
  type Turns,
  transition,
} from '../../gateway/agent/turns'
import { FRESH_EAR, hear, thresholdDb } from '../../gateway/agent/voice-activity'

const SPEECH = -25
const QUIET = -70

/** A conversation in virtual time: levels arrive every 20 ms, and what the agent does is written down. */
function converse() {
  let state: Turns = START
  let nowMs = 0
  const done: (TurnEffect & { atMs: number })[] = []
  const dispatch = (event: TurnEvent) => {
    const [next, effects] = transition(state, event)
    state = next
    for (const effect of effects) done.push({ ...effect, atMs: nowMs })
  }
  const pass = (ms: number, db: number | null) => {
    for (const end = nowMs + ms; nowMs < end; ) {
      nowMs += 20
      if (db !== null) dispatch({ type: 'level', atMs: nowMs, db, ms: 20 })
      dispatch({ type: 'tick', atMs: nowMs })
    }
  }
  const it = {
    up: () => dispatch({ type: 'media.up', atMs: nowMs }),
    spoken: () => dispatch({ type: 'spoken', atMs: nowMs }),
    hold: () => dispatch({ type: 'hold', atMs: nowMs }),
    resume: () => dispatch({ type: 'resume', atMs: nowMs }),
    leave: () => dispatch({ type: 'leave', reason: 'gateway' }),
    speak: (ms: number, db = SPEECH) => pass(ms, db),
    quiet: (ms: number) => pass(ms, QUIET),
    nothing: (ms: number) => pass(ms, null),
    phase: () => state.phase,
    done,
    did: (kind: TurnEffect['do']) => done.filter(effect => effect.do === kind),
    now: () => nowMs,
  }
  return it
}

/** A conversation whose greeting is over. */
function greeted() {
  const talk = converse()
  talk.up()
  talk.quiet(200)
  talk.spoken()
  return talk
}

describe('the Test Agent', () => {
  it('greets soon after sound can flow, then listens', () => {
    const talk = converse()
    talk.quiet(500)
    expect(talk.done).toEqual([])
    talk.up()
    talk.quiet(200)
    expect(talk.did('say')[0]).toMatchObject({ what: 'greeting' })
    expect((talk.did('say')[0]?.atMs ?? 0) - 500).toBeLessThan(200)
    talk.spoken()
    expect(talk.phase()).toBe('listening')
  })

  it('answers a turn 600 ms after its last loud packet, and says so', () => {
    const talk = greeted()
    talk.quiet(1000)
    talk.speak(1000)
    const endMs = talk.now()
    talk.quiet(1000)
    expect(talk.did('announce').map(effect => 'state' in effect && effect.state)).toEqual([
      'speaking',
      'listening',
      'thinking',
      'speaking',
    ])
    const [report] = talk.did('report')
    expect(report).toMatchObject({ n: 1 })
    const responseMs = (report && 'responseMs' in report && report.responseMs) || 0
    expect(responseMs).toBe((report?.atMs ?? 0) - endMs)
    expect(responseMs).toBeLessThanOrEqual(HANGOVER_MS + 40)
  })

  it('does not take a click for a turn', () => {
    const talk = greeted()
    for (let i = 0; i < 20; i++) {
      talk.speak(80)
      talk.quiet(300)
    }
    expect(talk.did('capture')).toEqual([])
    expect(talk.phase()).toBe('listening')
  })

  it('bridges the pauses between words', () => {
    const talk = greeted()
    for (let i = 0; i < 5; i++) {
      talk.speak(300)
      talk.quiet(400)
    }
    expect(talk.did('report')).toEqual([])
    talk.quiet(400)
    expect(talk.did('report')).toHaveLength(1)
  })

  it('hears a voice above steady noise, and not the noise', () => {
    const talk = greeted()
    talk.speak(20_000, -50)
    talk.speak(20_000, -42)
    expect(talk.did('capture').length).toBeLessThanOrEqual(1)
    talk.spoken()
    talk.speak(5_000, -42)
    const before = talk.did('capture').length
    talk.speak(500, -25)
    expect(talk.did('capture')).toHaveLength(before + 1)
  })

  it('stops when it is talked over, and takes that as the next turn', () => {
    const talk = greeted()
    talk.speak(500)
    talk.quiet(700)
    expect(talk.phase()).toBe('speaking')
    talk.speak(BARGE_IN_MS - 20)
    expect(talk.did('hush')).toEqual([])
    talk.speak(40)
    expect(talk.did('hush')).toHaveLength(1)
    talk.quiet(700)
    expect(talk.did('report').map(effect => 'n' in effect && effect.n)).toEqual([1, 2])
  })

  it('answers a turn without end after 15 s', () => {
    const talk = greeted()
    talk.speak(TURN_MAX_MS + 500)
    expect(talk.did('report')).toHaveLength(1)
  })

  it('answers when packets stop in the middle of a turn', () => {
    const talk = greeted()
    talk.speak(500)
    talk.nothing(700)
    expect(talk.did('report')).toHaveLength(1)
  })

  it('says goodbye after a minute without speech, and hangs up when that is said', () => {
    const talk = greeted()
    talk.quiet(IDLE_MS + 100)
    expect(talk.did('say').at(-1)).toMatchObject({ what: 'goodbye' })
    expect(talk.did('end')).toEqual([])
    talk.speak(1000)
    talk.spoken()
    expect(talk.did('end')).toMatchObject([{ reason: 'idle' }])
  })

  it('leaves without a word where no sound ever flowed', () => {
    const talk = converse()
    talk.leave()
    expect(talk.done).toMatchObject([{ do: 'end', reason: 'gateway' }])
  })
})

describe('for any sequence of events', () => {
  const event: fc.Arbitrary<(atMs: number) => TurnEvent> = fc.oneof(
    { weight: 1, arbitrary: fc.constant((atMs: number): TurnEvent => ({ type: 'media.up', atMs })) },
    { weight: 2, arbitrary: fc.constant((atMs: number): TurnEvent => ({ type: 'spoken', atMs })) },
    { weight: 10, arbitrary: fc.constant((atMs: number): TurnEvent => ({ type: 'tick', atMs })) },
    {
      weight: 20,
      arbitrary: fc.integer({ min: -127, max: 0 }).map(
        db =>
          (atMs: number): TurnEvent => ({ type: 'level', atMs, db, ms: 20 }),
      ),
    },
    { weight: 1, arbitrary: fc.constant((): TurnEvent => ({ type: 'leave', reason: 'gateway' })) },
  )
  const steps = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 2000 })), { maxLength: 300 })

  const run = (events: readonly (readonly [(atMs: number) => TurnEvent, number])[]) => {
    let state: Turns = START
    let atMs = 0
    const effects: TurnEffect[] = []
    for (const [make, ms] of events) {
      atMs += ms
      const [next, todo] = transition(state, make(atMs))
      state = next
      effects.push(...todo)
    }
    return { state, effects, atMs }
  }

  it('never speaks while it says that it listens', () => {
    fc.assert(
      fc.property(steps, events => {
        let announced = 'none'
        for (const effect of run(events).effects) {
          if (effect.do === 'announce') announced = effect.state
          if (effect.do === 'say') expect(announced).toBe('speaking')
          if (effect.do === 'capture') expect(announced).toBe('listening')
        }
      }),
    )
  })

  it('ends exactly once when told to leave and let finish, and is silent for ever after', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const leave = [() => ({ type: 'leave', reason: 'gateway' }) as const, 0] as const
        const spoken = [(atMs: number) => ({ type: 'spoken', atMs }) as const, 0] as const
        const { effects, state } = run([...before, leave, spoken, ...after])
        expect(state.phase).toBe('gone')
        expect(effects.filter(effect => effect.do === 'end')).toHaveLength(1)
        expect(effects.at(-1)?.do).toBe('end')
      }),
    )
  })

  it('counts turns one by one and never answers before the question', () => {
    fc.assert(
      fc.property(steps, events => {
        const reports = run(events).effects.filter(effect => effect.do === 'report')
        expect(reports.map(report => report.n)).toEqual(reports.map((_, index) => index + 1))
        for (const report of reports) expect(report.responseMs).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('always comes to an end when nobody speaks any more', () => {
    fc.assert(
      fc.property(steps, events => {
        const quiet = Array.from(
          { length: 80 },
          () =>
            [
              [(atMs: number) => ({ type: 'tick', atMs }) as const, 1000],
              [(atMs: number) => ({ type: 'spoken', atMs }) as const, 0],
            ] as const,
        ).flat()
        const up = [(atMs: number) => ({ type: 'media.up', atMs }) as const, 0] as const
        // Twice: a turn under way is answered first.
        expect(run([up, ...events, ...quiet, ...quiet]).state.phase).toBe('gone')
      }),
      { numRuns: 50 },
    )
  })
})

describe('the ear', () => {
  it('keeps its threshold between the speech floor and the loudest noise it gives in to', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -127, max: 0 }), { maxLength: 500 }), levels => {
        const ear = levels.reduce((before, db, index) => hear(before, db, 20, index * 20), FRESH_EAR)
        expect(thresholdDb(ear.noiseDb)).toBeGreaterThanOrEqual(-45)
        expect(thresholdDb(ear.noiseDb)).toBeLessThanOrEqual(-22)
        expect(ear.loudMs).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('on hold', () => {
  it('stops talking, hears nothing, leaves nobody however long it takes, and greets whoever is back', () => {
    const talk = greeted()
    talk.speak(600)
    talk.hold()
    expect(talk.phase()).toBe('held')
    talk.speak(2_000)
    talk.nothing(2 * IDLE_MS)
    talk.hold()
    expect(talk.did('say').map(effect => 'what' in effect && effect.what)).toEqual(['greeting'])
    expect(talk.did('report')).toEqual([])
    talk.resume()
    talk.spoken()
    talk.speak(600)
    talk.quiet(HANGOVER_MS + 40)
    expect(talk.did('say').map(effect => 'what' in effect && effect.what)).toEqual([
      'greeting',
      'greeting',
      'reply',
    ])
  })

  it('is asked to leave all the same', () => {
    const talk = greeted()
    talk.hold()
    talk.leave()
    talk.spoken()
    expect(talk.phase()).toBe('gone')
  })
})
