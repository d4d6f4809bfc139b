// Frames going up as posts: strictly in order, one post at a time, so that none overtakes another on its way.
// Knows frames as text.
import type { Failure } from '../../protocol/failure'
import { failure, failureMidway, failureOfStatus } from './failures'
import type { Headers } from './retry-after'

/** The head of a response. */
interface Answer {
  readonly status: number
  readonly headers: Headers
}

/** One POST of frames, one a line. Resolves once the response's head is there. */
export type Post = (
  url: string,
  request: { readonly headers: Record<string, string>; readonly body: string; readonly signal: AbortSignal },
) => Promise<Answer>

export interface PostQueueDeps {
  readonly post: Post
  readonly url: string
  readonly headers: Record<string, string>
  /** Aborts the post under way, and forgets the others. */
  readonly signal: AbortSignal
  readonly failed: (failure: Failure) => void
}

export interface PostQueue {
  /** Names the headers that tie posts to their stream. Texts added before are dropped. */
  open(headers: Record<string, string>): void
  add(text: string): void
  /** Takes nothing more and calls back once nothing is on its way. */
  finish(done: () => void): void
}

/** Room for a whole outbox that is sent again; a path further behind than that has stopped. */
const WAITING_MAX = 1024

/**
 * What waits travels together: a post costs a round trip, and a call begins with dozens of candidates. Three bytes at most for
 * each of these characters, so a gateway's bound on a frame holds for all of them.
 */
const TOGETHER_CHARS_MAX = 64 * 1024

/** Takes the next frame from the queue, with as many of those after it as fit. */
function takeTogether(waiting: string[]): string | undefined {
  let body = waiting.shift()
  for (let next = waiting[0]; body !== undefined && next !== undefined; next = waiting[0]) {
    if (body.length + next.length >= TOGETHER_CHARS_MAX) break
    body += `\n${next}`
    waiting.shift()
  }
  return body
}

/** Names a status that a posted frame may meet. */
function failureOfPost({ status, headers }: Answer): Failure | null {
  if (status >= 200 && status < 300) return null
  if (status === 400) return failure('signaling_garbage', 'HTTP 400: the gateway did not understand a frame')
  if (status === 404 || status === 410) return failure('signaling_lost', `HTTP ${status}: the stream is over`)
  const named = failureOfStatus(status, headers)
  return named.name === 'signaling_unreachable' ? failure('signaling_lost', `HTTP ${status}`) : named
}

/** Makes a queue that says `failed` at the first post that is not taken, and sends nothing after it. */
export function createPostQueue({ post, url, headers, signal, failed }: PostQueueDeps): PostQueue {
  const waiting: string[] = []
  let tied: Record<string, string> | null = null
  let finished = () => {}
  let state: 'resting' | 'posting' | 'over' = 'resting'

  const over = (reason: Failure) => {
    state = 'over'
    waiting.length = 0
    if (!signal.aborted) failed(reason)
    finished()
  }

  const pump = async (tie: Record<string, string>) => {
    state = 'posting'
    for (let body = takeTogether(waiting); body !== undefined; body = takeTogether(waiting)) {
      const all = { ...headers, ...tie, 'Content-Type': 'application/json' }
      const answer = await post(url, { headers: all, body, signal })
      if (signal.aborted) return over(failure('signaling_lost', 'closed'))
      const reason = failureOfPost(answer)
      if (reason) return over(reason)
    }
    state = 'resting'
    finished()
  }

  return {
    open: tie => {
      tied = tie
    },
    add: text => {
      if (tied === null || state === 'over') return
      if (waiting.length >= WAITING_MAX) return over(failure('signaling_lost', 'frames are not being taken'))
      waiting.push(text)
      if (state === 'resting') pump(tied).catch(error => over(failureMidway(error)))
    },
    finish: done => {
      tied = null
      finished = done
      if (state !== 'posting') done()
    },
  }
}
