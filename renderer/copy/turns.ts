// One answer of the agent in words: how long, and where the time went as far as it is known. Pure.
import type { Turn } from '../../protocol/report'
import { wait, waitInSeconds } from './format'
import { words } from './words'

const { split: text } = words.health

export type TurnFigures = Pick<Turn, 'ms' | 'by' | 'networkMs' | 'bufferMs' | 'agentMs'>

const known = (ms: number | null, say: (values: { readonly time: string }) => string): readonly string[] =>
  ms === null ? [] : [say({ time: wait(ms) })]

/** What is left when the parts that are known are taken away: nothing where the agent's own part is not among them. */
function restMs({ ms, networkMs, bufferMs, agentMs }: TurnFigures): number | null {
  if (agentMs === null) return null
  const left = ms - agentMs - (networkMs ?? 0) - (bufferMs ?? 0)
  return left > 0 ? left : null
}

/** `agent 640 ms, network 52 ms, jitter buffer 41 ms, the rest 70 ms`; null where nothing is known but the whole. */
export function turnSplit(turn: TurnFigures): string | null {
  if (turn.by === 'gateway') return text.toldOnly
  const parts = [
    ...known(turn.agentMs, text.agent),
    ...known(turn.networkMs, text.network),
    ...known(turn.bufferMs, text.buffer),
    ...known(restMs(turn), text.rest),
  ]
  return parts.length === 0 ? null : parts.join(', ')
}

/** The same behind the whole: `0.8 s: agent 640 ms, network 52 ms`. */
export const turnWords = (turn: TurnFigures): string =>
  [waitInSeconds(turn.ms), turnSplit(turn)].filter(Boolean).join(': ')
