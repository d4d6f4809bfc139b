// Three agent backends as the window meets them: main and the far side in one, driven by a script in virtual time.
// Owns sessions, plans and where the agent's voice goes; knows no machine and no peer.

import type { BackendFact, Capability } from '../../protocol/facts'
import type { AttemptPlan, Cause } from '../../protocol/ice'
import type { Effect } from '../../renderer/call'
import { planOf } from '../fixtures/plans'
import type { VirtualClock } from './clock'

const BACKEND_EFFECTS = [
  'openBackend', 'planAttempt', 'startCall', 'offerAttempt', 'sendCandidate', 'endAttempt', 'goAttempt', 'endBackend',
] as const // biome-ignore format: one list
export type BackendEffect = Extract<Effect, { do: (typeof BACKEND_EFFECTS)[number] }>
export const isBackendEffect = (effect: Effect): effect is BackendEffect =>
  BACKEND_EFFECTS.some(name => name === effect.do)

/** What the fake needs of the rest of the fake world. */
export interface BackendSurroundings {
  readonly clock: VirtualClock
  readonly emit: (fact: BackendFact) => void
  /** The server has torn this peer down: its media is dead although nobody here knows yet. */
  readonly killMedia: (attempt: number) => void
  /** The machine asked for something that no backend of this kind can do. */
  readonly fault: (what: string) => void
}

export interface FakeBackend {
  readonly perform: (effect: BackendEffect, callId: string) => void
  readonly release: () => void
  readonly isHeld: () => boolean
  /** The attempt to which the agent's voice is sent. */
  readonly voice: () => number | null
  /** Candidates that went nowhere, because this kind takes none. */
  readonly untrickled: () => number
  /** Signaling is open: `backend.opened` and the first plan. */
  readonly opens: (kind: Capability) => void
  readonly plans: (cause: Cause) => void
  readonly rings: () => void
  readonly answers: () => void
  /** Another network: it answers nothing and plans nothing (`down`), or answers by itself again. */
  readonly goes: (answering: 'by itself' | 'down') => void
  /** Relays stand ready, so that a standby can be planned; without them there is no second class of path. */
  readonly hasRelays: () => void
  /** A warm line to the gateway stands: the first attempt adopts it. */
  readonly hasLine: () => void
}

interface Session {
  readonly offered: readonly number[]
  readonly voice: number | null
}

/** The far side as a value. */
interface Far {
  readonly callId: string
  readonly kind: Capability
  readonly session: Session | null
  /** Until it has answered once, a script says when it does; afterwards it answers by itself while it is up. */
  readonly answering: 'scripted' | 'by itself' | 'down'
  readonly issued: number
  readonly relays: 'none' | 'ready'
  readonly line: 'none' | 'connected'
  readonly untrickled: number
  readonly held: boolean
}
const NOBODY: Far = {
  callId: '',
  kind: 'parallel',
  session: null,
  answering: 'scripted',
  issued: 0,
  relays: 'none',
  line: 'none',
  untrickled: 0,
  held: false,
}

type Saying =
  | { readonly say: 'fact'; readonly fact: BackendFact }
  | { readonly say: 'fault'; readonly what: string }
  | { readonly say: 'mediaKilled'; readonly attempt: number }
  /** The end will be confirmed, unless another session is opened first: then the old one has nothing more to say. */
  | { readonly say: 'confirm' }
  | { readonly say: 'nothing more' }
type Turn = readonly [Far, readonly Saying[]]

const fact = (told: BackendFact): Saying => ({ say: 'fact', fact: told })
const fault = (far: Far, what: string): Turn => [far, [{ say: 'fault', what }]]

function plan(far: Far, cause: Cause): Turn {
  if (far.answering === 'down') return [far, []]
  const attempt = far.issued + 1
  const route = attempt === 1 ? 'direct' : 'relay-tls'
  const spare: AttemptPlan['spare'] =
    cause === 'first' && far.line === 'connected' ? { id: 'line-0001', kind: 'line' } : null
  const plan = planOf(attempt, { route, cause, spare })
  const told = fact({ type: 'attempt.planned', callId: far.callId, plan })
  return [{ ...far, issued: attempt }, [told]]
}

function opened(far: Far, kind: Capability): Turn {
  const said = { type: 'backend.opened', callId: far.callId, backend: 'viaduct', capability: kind } as const
  const [next, plans] = plan(
    { ...far, kind, session: { offered: [], voice: null } },
    far.issued === 0 ? 'first' : 'recovery',
  )
  return [next, [fact({ ...said, signalingMs: 40, credentialsMs: 5 }), ...plans]]
}

/** A reopened backend is the same far side: it opens by itself while it is up. */
function open(far: Far, callId: string): Turn {
  const same = far.callId === callId ? far : { ...NOBODY, relays: far.relays, line: far.line, callId }
  const [next, said] = same.answering === 'by itself' ? opened(same, same.kind) : ([same, []] as const)
  return [{ ...next, held: true }, [{ say: 'nothing more' }, ...said]]
}

/** `new-session` answers as HTTP does: the reply holds everything, no candidate follows it. */
function answer(far: Far): Turn {
  const attempt = far.session?.offered.at(-1)
  if (attempt === undefined) return fault(far, 'answered without an offer')
  const { callId } = far
  const answered = {
    type: 'backend.answered',
    callId,
    attempt,
    sdp: far.line === 'connected' && attempt === 1 ? null : `answer ${attempt}`,
  } as const
  const said = [fact({ ...answered, externalId: 'external-1' })]
  const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 }
  const trickle = [fact({ type: 'backend.candidate', callId, attempt, candidate })]
  return [{ ...far, answering: 'by itself' }, far.kind === 'new-session' ? said : [...said, ...trickle]]
}

/** Takes the offer into the session; peers that the new session no longer knows are dead. */
function take(far: Far, session: Session): Turn {
  const gone = (far.session?.offered ?? []).filter(old => !session.offered.includes(old))
  const killed = gone.map((attempt): Saying => ({ say: 'mediaKilled', attempt }))
  const [next, said] = far.answering === 'by itself' ? answer({ ...far, session }) : [{ ...far, session }, []]
  return [next, [...killed, ...said]]
}

function start(far: Far, attempt: number): Turn {
  if (far.session === null) return fault(far, 'called without a session')
  if (far.session.offered.length > 0) return fault(far, 'called twice in one session')
  return take(far, { offered: [attempt], voice: attempt })
}

function offer(far: Far, attempt: number): Turn {
  if (far.session === null || far.session.offered.length === 0) return fault(far, 'offered before a call')
  if (far.kind === 'parallel')
    return take(far, { ...far.session, offered: [...far.session.offered, attempt] })
  if (far.kind === 'replace') return take(far, { offered: [attempt], voice: attempt })
  const failure = { name: 'agent_refused', detail: 'a second offer in one session' } as const
  return [far, [fact({ type: 'backend.failed', callId: far.callId, failure })]]
}

function go(far: Far, attempt: number): Turn {
  const moves = far.kind === 'parallel' && far.session?.offered.includes(attempt)
  return [moves && far.session ? { ...far, session: { ...far.session, voice: attempt } } : far, []]
}

function close(far: Far): Turn {
  const confirms = far.session !== null && far.answering !== 'down'
  return [{ ...far, held: false, session: null }, confirms ? [{ say: 'confirm' }] : []]
}

function carryOut(far: Far, effect: BackendEffect, callId: string): Turn {
  if (effect.do === 'openBackend') return open(far, callId)
  if (effect.do === 'planAttempt') {
    return effect.cause === 'standby' && far.relays === 'none' ? [far, []] : plan(far, effect.cause)
  }
  if (effect.do === 'startCall') return start(far, effect.attempt)
  if (effect.do === 'offerAttempt') return offer(far, effect.attempt)
  if (effect.do === 'goAttempt') return go(far, effect.attempt)
  if (effect.do === 'endBackend') return close(far)
  const goesNowhere = effect.do === 'sendCandidate' && far.kind === 'new-session'
  return [goesNowhere ? { ...far, untrickled: far.untrickled + 1 } : far, []]
}

const ring = (far: Far): Turn =>
  far.kind === 'new-session'
    ? fault(far, 'an HTTP answer cannot ring')
    : [far, [fact({ type: 'backend.ringing', callId: far.callId })]]

export function createFakeBackend({ clock, emit, killMedia, fault: note }: BackendSurroundings): FakeBackend {
  let far = NOBODY
  const say = (saying: Saying): void => {
    const { callId } = far
    if (saying.say === 'fact') emit(saying.fact)
    else if (saying.say === 'fault') note(saying.what)
    else if (saying.say === 'mediaKilled') killMedia(saying.attempt)
    else if (saying.say === 'nothing more') clock.stop('backend:confirm')
    else clock.start('backend:confirm', 0, () => emit({ type: 'backend.ended', callId, reason: 'caller' }))
  }
  const turn = ([next, sayings]: Turn): void => {
    far = next
    for (const saying of sayings) say(saying)
  }
  return {
    perform: (effect, callId) => turn(carryOut(far, effect, callId)),
    release: () => turn([{ ...far, held: false, session: null }, []]),
    isHeld: () => far.held,
    voice: () => far.session?.voice ?? null,
    untrickled: () => far.untrickled,
    opens: kind => turn(opened(far, kind)),
    plans: cause => turn(plan(far, cause)),
    rings: () => turn(ring(far)),
    answers: () => turn(answer(far)),
    hasRelays: () => turn([{ ...far, relays: 'ready' }, []]),
    hasLine: () => turn([{ ...far, line: 'connected' }, []]),
    goes: answering => turn([{ ...far, answering }, []]),
  }
}
