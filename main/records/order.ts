// The order of calls, the pages of a list, and what a search finds. Pure.
import type { CallPage, CallPlace, CallQuery, CallSummary } from '../../protocol/history'

/** Newest first; of two that began in the same millisecond, one order for ever. */
export const compare = (a: CallPlace, b: CallPlace): number => {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1
  return a.callId === b.callId ? 0 : a.callId < b.callId ? 1 : -1
}

/** The first place of `calls`, which are in order, that comes after `place`. */
export function placeAfter(calls: readonly CallPlace[], place: CallPlace): number {
  let [low, high] = [0, calls.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const call = calls[middle]
    if (call !== undefined && compare(call, place) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Small letters, no accents: "zurich" finds "Zürich". As the directory is searched (renderer/screens/model/search.ts). */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** @param nameOf an agent's name, as the directory has it. */
export function createSearch(nameOf: (agent: string) => string) {
  const texts = new WeakMap<CallSummary, string>()
  const textOf = (call: CallSummary): string => {
    const known = texts.get(call)
    if (known !== undefined) return known
    const { agent, failure, callId, externalId } = call
    const text = plain([nameOf(agent), agent, failure?.code, callId, externalId].filter(Boolean).join(' '))
    texts.set(call, text)
    return text
  }
  /** `calls` are in order. */
  return (calls: readonly CallSummary[], { query, before, limit }: CallQuery): CallPage => {
    const needles = plain(query).split(/\s+/).filter(Boolean)
    const hits =
      needles.length === 0
        ? calls
        : calls.filter(call => needles.every(needle => textOf(call).includes(needle)))
    const from = before === null ? 0 : placeAfter(hits, before)
    return { calls: hits.slice(from, from + limit), total: hits.length }
  }
}
