// Which credentials a proxy is given, and when to stop: (book, event) -> [book, effects]. Pure.
// An account is locked after a few wrong passwords, so nothing here is tried for luck.
import type { ProxyFact } from '../../../protocol/facts'
import { type Challenge, type Credentials, type Proven, sameCredentials, spaceOf } from './challenge'

/** A round, from the first challenge to the verdict, ends at this many refusals; domains lock accounts from three on. */
export const REFUSALS_MAX = 2
/** A person may insist on a password that was refused, once. */
const TRIES_PER_PASSWORD = 2

export type MayAsk = 'yes' | 'unless declined' | 'no'

interface Trial extends Proven {
  readonly from: 'vault' | 'elsewhere'
  readonly keep: boolean
}
type Origin = Pick<Trial, 'from' | 'keep'>
const ELSEWHERE: Origin = { from: 'elsewhere', keep: false }

interface Space {
  readonly challenge: Challenge
  /** `waiting`: for its turn at the dialog. */
  readonly stage: 'rest' | 'reading' | 'waiting' | 'asking' | 'trying'
  readonly mayAsk: boolean
  /** Not looked at yet in this round. */
  readonly sources: readonly ('proven' | 'given' | 'kept')[]
  readonly trial: Trial | null
  readonly proven: Proven | null
  /** In this round. */
  readonly refused: number
  /** Refused since the proxy took any: each refusal is an entry. */
  readonly refusals: readonly Credentials[]
  readonly declined: boolean
}

export interface Book {
  readonly spaces: ReadonlyMap<string, Space>
  /** The one dialog, and the space it is about. Stays until its answer has a verdict. */
  readonly dialog: { readonly question: Question; readonly space: string } | null
  readonly queue: readonly string[]
  readonly asked: number
  /** Handed over at the start: the command line's. */
  readonly given: Credentials | null
  /** What the person calls themselves, for the next dialog. */
  readonly username: string
}

export type Question = Extract<ProxyFact, { type: 'proxy.asked' }>

export type ProxyEvent =
  /** A request was answered 407: for the first time, or to what it was given. */
  | { readonly type: 'challenged'; readonly challenge: Challenge; readonly mayAsk: MayAsk }
  | { readonly type: 'read'; readonly space: string; readonly kept: Proven | null }
  /** `credentials` null: the person declines. */
  | {
      readonly type: 'answered'
      readonly id: string
      readonly credentials: Credentials | null
      readonly keep: boolean
    }
  /** The request got through with what it was given. */
  | { readonly type: 'passed'; readonly space: string }
  /** The request ended without a verdict, or nobody waits for it any more. */
  | { readonly type: 'dropped'; readonly space: string }

export type ProxyEffect =
  | { readonly do: 'read'; readonly space: string }
  /** A person's time begins, at the dialog or before it. */
  | { readonly do: 'wait'; readonly space: string }
  | { readonly do: 'ask'; readonly question: Question }
  | { readonly do: 'settle'; readonly id: string }
  | { readonly do: 'give'; readonly space: string; readonly credentials: Credentials }
  | {
      readonly do: 'giveUp'
      readonly space: string
      readonly name: 'proxy_authentication' | 'proxy_credentials'
    }
  | { readonly do: 'keep'; readonly space: string; readonly credentials: Proven }
  | { readonly do: 'forget'; readonly space: string }

type Turn = readonly [Book, readonly ProxyEffect[]]

export const emptyBook = (given: Credentials | null): Book => ({
  spaces: new Map(),
  dialog: null,
  queue: [],
  asked: 0,
  given,
  username: given?.username ?? '',
})

const put = (book: Book, key: string, space: Space): Book => ({
  ...book,
  spaces: new Map(book.spaces).set(key, space),
})

const timesRefused = ({ refusals }: Space, credentials: Credentials): number =>
  refusals.filter(one => sameCredentials(one, credentials)).length

const then = ([book, effects]: Turn, more: (book: Book) => Turn): Turn => {
  const [next, further] = more(book)
  return [next, [...effects, ...further]]
}

/** The dialog belongs to whoever waits longest. */
function nextDialog(book: Book): Turn {
  const [key, ...queue] = book.queue
  const space = key === undefined ? undefined : book.spaces.get(key)
  if (key === undefined || space === undefined || book.dialog !== null) return [book, []]
  const { isReadable, ...challenge } = space.challenge
  const question: Question = {
    type: 'proxy.asked',
    id: `proxy-${book.asked + 1}`,
    ...challenge,
    isReadable,
    username: book.username,
    tries: space.refused,
  }
  const asking = put(book, key, { ...space, stage: 'asking' })
  return [
    { ...asking, queue, asked: book.asked + 1, dialog: { question, space: key } },
    [{ do: 'ask', question }],
  ]
}

/** Takes the dialog away from a space that needs it no more. */
function leaveDialog(book: Book, key: string): Turn {
  const queue = book.queue.filter(one => one !== key)
  if (book.dialog?.space !== key) return [{ ...book, queue }, []]
  const settled: Turn = [{ ...book, queue, dialog: null }, [{ do: 'settle', id: book.dialog.question.id }]]
  return then(settled, nextDialog)
}

function giveUp(book: Book, key: string, space: Space): Turn {
  const name = space.refused > 0 ? 'proxy_credentials' : 'proxy_authentication'
  const rest = put(book, key, { ...space, stage: 'rest', trial: null })
  return then([rest, [{ do: 'giveUp', space: key, name }]], left => leaveDialog(left, key))
}

function give(book: Book, key: string, space: Space, credentials: Credentials, origin: Origin): Turn {
  const { username, password } = credentials
  const trial = { username, password, isReadable: space.challenge.isReadable, ...origin }
  return [
    put(book, key, { ...space, stage: 'trying', trial }),
    [{ do: 'give', space: key, credentials: { username, password } }],
  ]
}

/** Unasked, a password goes where it was never refused, and readable only where it went readable before. */
const mayGive = (space: Space, credentials: Proven): boolean =>
  timesRefused(space, credentials) === 0 && (credentials.isReadable || !space.challenge.isReadable)

function ask(book: Book, key: string, space: Space): Turn {
  if (!space.mayAsk) return giveUp(book, key, space)
  const waiting = put(book, key, { ...space, stage: 'waiting', trial: null })
  // The dialog that is open is this space's own, its answer refused: the next question takes its place.
  const dialog = book.dialog?.space === key ? null : book.dialog
  const queue = dialog === null ? [key, ...book.queue] : [...book.queue, key]
  return then([{ ...waiting, dialog, queue }, [{ do: 'wait', space: key }]], nextDialog)
}

/** What to say next in this round. */
function next(book: Book, key: string, space: Space): Turn {
  if (space.refused >= REFUSALS_MAX) return giveUp(book, key, space)
  const [source, ...sources] = space.sources
  const left = { ...space, sources }
  const offer = (credentials: Proven | null): Turn =>
    credentials !== null && mayGive(left, credentials)
      ? give(book, key, left, credentials, ELSEWHERE)
      : next(book, key, left)
  if (source === 'proven') return offer(space.proven)
  if (source === 'given') return offer(book.given && { ...book.given, isReadable: true })
  if (source === 'kept') return [put(book, key, { ...left, stage: 'reading' }), [{ do: 'read', space: key }]]
  return ask(book, key, left)
}

const fresh = (challenge: Challenge): Space => ({
  challenge,
  stage: 'rest',
  mayAsk: false,
  sources: [],
  trial: null,
  proven: null,
  refused: 0,
  refusals: [],
  declined: false,
})

function refuse(space: Space, credentials: Credentials): Space {
  return { ...space, refused: space.refused + 1, refusals: [...space.refusals, credentials], trial: null }
}

function challenged(book: Book, { challenge, mayAsk }: Extract<ProxyEvent, { type: 'challenged' }>): Turn {
  const key = spaceOf(challenge)
  const known = { ...(book.spaces.get(key) ?? fresh(challenge)), challenge }
  if (known.stage === 'trying' && known.trial !== null) {
    const { trial } = known
    const wasKept = known.proven !== null && sameCredentials(known.proven, trial)
    const space = { ...refuse(known, trial), proven: wasKept ? null : known.proven }
    // Or each start of the app would send it once more.
    const effects: readonly ProxyEffect[] = trial.from === 'vault' ? [{ do: 'forget', space: key }] : []
    return then([book, effects], left => next(left, key, space))
  }
  const declined = known.declined && mayAsk !== 'yes'
  return next(book, key, {
    ...known,
    mayAsk: mayAsk !== 'no' && !declined,
    declined,
    refused: 0,
    sources: ['proven', 'given', 'kept'],
  })
}

function answered(book: Book, { id, credentials, keep }: Extract<ProxyEvent, { type: 'answered' }>): Turn {
  const key = book.dialog?.question.id === id ? book.dialog.space : null
  const space = key === null ? undefined : book.spaces.get(key)
  if (key === null || space === undefined || space.stage !== 'asking') return [book, []]
  if (credentials === null) return giveUp(book, key, { ...space, declined: true })
  const named = { ...book, username: credentials.username }
  return timesRefused(space, credentials) >= TRIES_PER_PASSWORD
    ? next(named, key, refuse(space, credentials))
    : give(named, key, space, credentials, { from: 'elsewhere', keep })
}

function passed(book: Book, key: string, space: Space): Turn {
  const { trial } = space
  if (space.stage !== 'trying' || trial === null) return [book, []]
  const { keep, from: _, ...proven } = trial
  const open = put(book, key, { ...space, stage: 'rest', trial: null, proven, refusals: [], refused: 0 })
  const effects: readonly ProxyEffect[] = keep ? [{ do: 'keep', space: key, credentials: proven }] : []
  return then([open, effects], left => leaveDialog(left, key))
}

export function answer(book: Book, event: ProxyEvent): Turn {
  if (event.type === 'challenged') return challenged(book, event)
  if (event.type === 'answered') return answered(book, event)
  const space = book.spaces.get(event.space)
  if (space === undefined) return [book, []]
  if (event.type === 'passed') return passed(book, event.space, space)
  if (event.type === 'dropped') {
    return leaveDialog(put(book, event.space, { ...space, stage: 'rest', trial: null }), event.space)
  }
  if (space.stage !== 'reading') return [book, []]
  if (event.kept !== null && mayGive(space, event.kept)) {
    const named = { ...book, username: event.kept.username }
    return give(named, event.space, space, event.kept, { from: 'vault', keep: false })
  }
  const username = event.kept?.username ?? book.username
  return next({ ...book, username }, event.space, space)
}
