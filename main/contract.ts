// The contract's shapes at main's border: every request is parsed before its handler, every event before the page.

import type { BrowserWindow } from 'electron'
import { channelOf, type EventName, type Reply, type RequestName } from '../protocol/channels'
import {
  CONTRACT,
  EVENT_SHAPES,
  type EventPayload,
  type RequestInput,
  type RequestOutput,
} from '../protocol/ipc'
import { parse } from '../protocol/parse'

/** Requests that answer by facts return nothing. */
type Output<N extends RequestName> = undefined extends RequestOutput<N> ? void : RequestOutput<N>

/** One handler per request; a missing or misspelt one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (
    input: RequestInput<N>,
    window: BrowserWindow,
  ) => Output<N> | Promise<Output<N>>
}

/** Answers a request whose sender was checked. */
export type Answer = (name: RequestName, input: unknown, window: BrowserWindow) => Promise<Reply>

export interface Refusal {
  readonly channel: string
  /** `broken`: the handler itself failed. */
  readonly why: 'shape' | 'broken'
  /** Where in the request the shape is wrong: names of fields, never their contents. */
  readonly where?: string
}

export function createAnswer(handlers: Handlers, refused: (refusal: Refusal) => void): Answer {
  const answer = async <N extends RequestName>(
    name: N,
    input: unknown,
    window: BrowserWindow,
  ): Promise<Reply> => {
    const refuse = (refusal: Omit<Refusal, 'channel'>): Reply => {
      refused({ channel: name, ...refusal })
      return { refused: true }
    }
    const parsed = parse(CONTRACT[name].input, input)
    if (!parsed.success) return refuse({ why: 'shape', where: parsed.issue.path.join('.').slice(0, 100) })
    try {
      return { value: await handlers[name](parsed.data as RequestInput<N>, window) }
    } catch {
      return refuse({ why: 'broken' })
    }
  }
  return answer
}

/** Answers once `gate` has settled: what a request sets in motion must find it so. */
export const answersAfter =
  (gate: Promise<void>, answer: Answer): Answer =>
  async (...request) => {
    await gate
    return answer(...request)
  }

/** Tells the window. A shape of our own that does not fit is a bug, found here and not in the page. */
export function tellWindow<N extends EventName>(
  window: BrowserWindow | null,
  name: N,
  payload: EventPayload<N>,
): void {
  if (window === null || window.isDestroyed()) return
  window.webContents.send(channelOf(name), EVENT_SHAPES[name].parse(payload))
}
