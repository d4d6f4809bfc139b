// What the signaling tests share: an HTTP stack of Node's own, a collector to wait on, and a house that is cleared up.
import { type IncomingMessage, type RequestOptions, request } from 'node:http'
import { Readable } from 'node:stream'
import { afterEach } from 'vitest'
import { createEventStream, type HttpStack } from '../../../main/signaling/event-stream'
import { lazily } from '../../../main/signaling/lazily'
import { openSocket } from '../../../main/signaling/socket'
import type { OpenTransport } from '../../../main/signaling/transport'
import { type Manners, type ScriptedGateway, startScriptedGateway } from '../../fakes/scripted-gateway'

/** One request on a connection of its own: Node's `fetch` keeps connections, and has no way to forget dead ones. */
function ask(url: string, options: RequestOptions, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, agent: false }, resolve)
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Node's HTTP in the place of Electron's stack. */
export const nodeHttp: HttpStack = {
  fetch: async (url, { headers, signal }) => {
    const response = await ask(url, { headers, signal })
    const { statusCode = 0, headers: answered } = response
    return {
      status: statusCode,
      headers: { get: name => String(answered[name] ?? '') || null },
      body: Readable.toWeb(response) as ReadableStream<Uint8Array>,
    }
  },
  post: async (url, { headers, body, signal }) => {
    const response = await ask(url, { method: 'POST', headers, signal }, body)
    response.resume()
    const { statusCode: status = 0, headers: answered } = response
    return { status, headers: { get: name => answered[name]?.toString() ?? null } }
  },
}

/** Every test that speaks to a gateway runs over both ways. */
export const WAYS: readonly (readonly [string, OpenTransport])[] = [
  ['the socket', openSocket],
  ['the event stream', createEventStream(nodeHttp)],
  ['the socket, loaded when used', lazily(async () => openSocket)],
]

const house: (() => unknown)[] = []
afterEach(async () => {
  for (const clear of house.splice(0).toReversed()) await clear()
})
/** Clears something up after the test. */
export const afterTest = (clear: () => unknown): void => void house.push(clear)

export async function gateway(manners: Manners = {}): Promise<ScriptedGateway> {
  const started = await startScriptedGateway(manners)
  afterTest(started.close)
  return started
}

export interface Collector<T> {
  readonly seen: T[]
  readonly take: (item: T) => void
  /** Resolves with the first item that fits, seen already or to come within 3 s. */
  when(what: string, fits: (item: T) => boolean): Promise<T>
}

export function collector<T>(): Collector<T> {
  const seen: T[] = []
  const waiting = new Set<() => void>()
  return {
    seen,
    take: item => {
      seen.push(item)
      for (const look of [...waiting]) look()
    },
    when: (what, fits) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no ${what} in ${JSON.stringify(seen)}`)), 3_000)
        const look = () => {
          const found = seen.find(fits)
          if (found === undefined) return
          clearTimeout(late)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** The first item of a type. */
export const first = <T extends { type: string }, K extends T['type']>(
  from: Collector<T>,
  type: K,
): Promise<Extract<T, { type: K }>> =>
  from.when(type, item => item.type === type) as Promise<Extract<T, { type: K }>>

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
