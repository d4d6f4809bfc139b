// Taking turns, as a value and a pure function: when the Test Agent listens, thinks, speaks and says goodbye.
// Must not know sound, packets or clocks: it is told levels and times, and says what should happen.
import { type Ear, FRESH_EAR, forget, hear } from './voice-activity'

/** Speech shorter than this is a click or a cough. */
export const TURN_ONSET_MS = 120
/** While the agent speaks more is needed, so that an echo's crumbs do not cut it off. */
export const BARGE_IN_MS = 200
/** Silence that ends a turn. Shorter cuts people off between words, longer feels slow (human turn gap: 200 ms). */
export const HANGOVER_MS = 600
/** A turn that goes on and on is answered anyway; also the bound of what is kept to be played back. */
export const TURN_MAX_MS = 15_000
/** The agent says goodbye after this long without any speech. */
export const IDLE_MS = 60_000
/** From the media path to the greeting: time for the caller's player to start. */
export const GREETING_AFTER_MS = 100

export type GoodbyeReason = 'agent' | 'gateway' | 'idle'
export type Spoken = 'greeting' | 'reply' | 'goodbye'

export type Turns =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'opening'; readonly greetAtMs: number; readonly ear: Ear }
  | { readonly phase: 'listening'; readonly ear: Ear; readonly sinceMs: number; readonly turns: number }
  | { readonly phase: 'hearing'; readonly ear: Ear; readonly startedMs: number; readonly turns: number }
  | {
      readonly phase: 'thinking'
      readonly ear: Ear
      readonly spokeUntilMs: number
      readonly endpointAtMs: number
      readonly turns: number
    }
  | {
      readonly phase: 'speaking'
      readonly what: Exclude<Spoken, 'goodbye'>
      readonly ear: Ear
      readonly turns: number
    }
  /** The caller is away: nothing that comes is speech, and no silence is too long. */
  | { readonly phase: 'held'; readonly ear: Ear; readonly turns: number }
  | { readonly phase: 'leaving'; readonly reason: GoodbyeReason }
  | { readonly phase: 'gone' }

export type TurnEvent =
  | { readonly type: 'media.up'; readonly atMs: number }
  /** One packet was heard: its level (dBov, negative) and length. */
  | { readonly type: 'level'; readonly atMs: number; readonly db: number; readonly ms: number }
  /** Time passed; comes at every period of the media clock. */
  | { readonly type: 'tick'; readonly atMs: number }
  /** What the agent was saying is all said. */
  | { readonly type: 'spoken'; readonly atMs: number }
  | { readonly type: 'hold' | 'resume'; readonly atMs: number }
  | { readonly type: 'leave'; readonly reason: GoodbyeReason }
  /** The caller has asked for the greeting, in writing. Only an agent that listens has the time. */
  | { readonly type: 'greet' }

export type TurnEffect =
  /** Start keeping what the caller says, from shortly before now. */
  | { readonly do: 'capture' }
  | { readonly do: 'say'; readonly what: Spoken }
  /** What was kept of the caller is not to be played back. */
  | { readonly do: 'forget' }
  /** Stop in the middle of what is being said. */
  | { readonly do: 'hush' }
  | { readonly do: 'announce'; readonly state: 'listening' | 'thinking' | 'speaking' }
  /** Both times from the end of the caller's speech: when that was known, and when the answer began. */
  | { readonly do: 'report'; readonly n: number; readonly endpointMs: number; readonly responseMs: number }
  | { readonly do: 'end'; readonly reason: GoodbyeReason }

type Step = readonly [Turns, readonly TurnEffect[]]
type In<P extends Turns['phase']> = Extract<Turns, { phase: P }>

export const START: Turns = { phase: 'waiting' }

const stay = (state: Turns): Step => [state, []]

const listen = (ear: Ear, atMs: number, turns: number): Step => [
  { phase: 'listening', ear: forget(ear), sinceMs: atMs, turns },
  [{ do: 'announce', state: 'listening' }],
]

/** The caller has begun a turn: from now on it is kept. */
const attend = (ear: Ear, atMs: number, turns: number): Turns => ({
  phase: 'hearing',
  ear,
  startedMs: atMs,
  turns,
})

const leave = (reason: GoodbyeReason): Step => [
  { phase: 'leaving', reason },
  [{ do: 'hush' }, { do: 'announce', state: 'speaking' }, { do: 'say', what: 'goodbye' }],
]

const greet = (ear: Ear, turns: number): Step => [
  { phase: 'speaking', what: 'greeting', ear: forget(ear), turns },
  [
    { do: 'announce', state: 'speaking' },
    { do: 'say', what: 'greeting' },
  ],
]

/** Whatever was being said or heard is over; the greeting is said anew when the caller is back. */
const halt = (state: In<Exclude<Turns['phase'], 'waiting' | 'leaving' | 'gone'>>): Step => [
  { phase: 'held', ear: forget(state.ear), turns: 'turns' in state ? state.turns : 0 },
  [{ do: 'hush' }, { do: 'forget' }, { do: 'announce', state: 'listening' }],
]

function whileHeld(state: In<'held'>, event: TurnEvent): Step {
  if (event.type !== 'resume') return stay(state)
  return greet(state.ear, state.turns)
}

function whileOpening(state: In<'opening'>, event: TurnEvent): Step {
  if (event.type === 'level') return stay({ ...state, ear: hear(state.ear, event.db, event.ms, event.atMs) })
  if (event.type !== 'tick' || event.atMs < state.greetAtMs) return stay(state)
  return greet(state.ear, 0)
}

function whileListening(state: In<'listening'>, event: TurnEvent): Step {
  if (event.type === 'tick' && event.atMs - state.sinceMs >= IDLE_MS) return leave('idle')
  if (event.type === 'greet') return greet(state.ear, state.turns)
  if (event.type !== 'level') return stay(state)
  const ear = hear(state.ear, event.db, event.ms, event.atMs)
  if (ear.loudMs < TURN_ONSET_MS) return stay({ ...state, ear })
  return [attend(ear, event.atMs, state.turns), [{ do: 'capture' }]]
}

function whileHearing(state: In<'hearing'>, event: TurnEvent): Step {
  if (event.type === 'level') return stay({ ...state, ear: hear(state.ear, event.db, event.ms, event.atMs) })
  if (event.type !== 'tick') return stay(state)
  const spokeUntilMs = state.ear.lastLoudAtMs ?? state.startedMs
  const silent = event.atMs - spokeUntilMs >= HANGOVER_MS
  const endless = event.atMs - state.startedMs >= TURN_MAX_MS
  if (!silent && !endless) return stay(state)
  return [
    {
      phase: 'thinking',
      ear: forget(state.ear),
      spokeUntilMs,
      endpointAtMs: event.atMs,
      turns: state.turns,
    },
    [{ do: 'announce', state: 'thinking' }],
  ]
}

/** There is nothing to think about: the next period of the clock speaks. */
function whileThinking(state: In<'thinking'>, event: TurnEvent): Step {
  if (event.type !== 'tick') return stay(state)
  const turns = state.turns + 1
  return [
    { phase: 'speaking', what: 'reply', ear: forget(state.ear), turns },
    [
      { do: 'announce', state: 'speaking' },
      { do: 'say', what: 'reply' },
      {
        do: 'report',
        n: turns,
        endpointMs: Math.max(0, state.endpointAtMs - state.spokeUntilMs),
        responseMs: Math.max(0, event.atMs - state.spokeUntilMs),
      },
    ],
  ]
}

function whileSpeaking(state: In<'speaking'>, event: TurnEvent): Step {
  if (event.type === 'spoken') return listen(state.ear, event.atMs, state.turns)
  if (event.type !== 'level') return stay(state)
  const ear = hear(state.ear, event.db, event.ms, event.atMs)
  if (ear.loudMs < BARGE_IN_MS) return stay({ ...state, ear })
  return [
    attend(ear, event.atMs, state.turns),
    [{ do: 'hush' }, { do: 'announce', state: 'listening' }, { do: 'capture' }],
  ]
}

/** One step of the conversation. A `leave` is obeyed in every phase; before any sound there is nobody to say goodbye to. */
export function transition(state: Turns, event: TurnEvent): Step {
  if (state.phase === 'gone') return stay(state)
  if (state.phase === 'leaving') {
    if (event.type !== 'spoken') return stay(state)
    return [{ phase: 'gone' }, [{ do: 'end', reason: state.reason }]]
  }
  if (event.type === 'leave' && state.phase === 'waiting') {
    return [{ phase: 'gone' }, [{ do: 'end', reason: event.reason }]]
  }
  if (event.type === 'leave') return leave(event.reason)
  if (state.phase === 'waiting') {
    if (event.type !== 'media.up') return stay(state)
    return stay({ phase: 'opening', greetAtMs: event.atMs + GREETING_AFTER_MS, ear: FRESH_EAR })
  }
  if (state.phase === 'held') return whileHeld(state, event)
  if (event.type === 'hold') return halt(state)
  if (state.phase === 'opening') return whileOpening(state, event)
  if (state.phase === 'listening') return whileListening(state, event)
  if (state.phase === 'hearing') return whileHearing(state, event)
  if (state.phase === 'thinking') return whileThinking(state, event)
  return whileSpeaking(state, event)
}
