// How the network is, in one word and one line, from what calls have shown of it. Pure: no probing of its own.
import type { CallReport } from '../../../protocol/report'
import { pathPhrase, type Tone, toneOfQuality, words } from '../../copy'
import type { AppState } from '../props'

export interface NetworkView {
  readonly tone: Tone
  readonly word: string
  readonly line: string
  /** The last round trip, where one was measured. */
  readonly figure: string | null
}

const isNetworkFailure = (report: CallReport | undefined): boolean =>
  report?.failure?.layer === 'relay' || report?.failure?.layer === 'signaling'

function ready(state: AppState, last: CallReport | undefined): NetworkView {
  const rtt = last?.quality.rttMs ?? null
  const builtIn = state.agents?.some(({ id }) => id === 'test-agent') ?? false
  const unknown = builtIn ? words.status.testAgent : words.status.choose
  return {
    tone: 'line',
    word: words.network.ready,
    line: last?.path ? words.status.lastPath(pathPhrase(last.path)) : unknown,
    figure: rtt === null ? null : words.status.roundTrip(`${Math.round(rtt)} ms`),
  }
}

/** What the status line and the rail say. */
export function networkOf(state: AppState): NetworkView {
  const { call, recent } = state
  const last = recent[0]
  if (call.phase === 'recovering')
    return { tone: 'strain', word: words.network.unstable, line: words.call.paused, figure: null }
  if (call.phase === 'active' && toneOfQuality(state.live?.quality ?? null) === 'break')
    return { tone: 'strain', word: words.network.unstable, line: words.status.strained, figure: null }
  const layer = call.phase === 'ended' && call.end.by === 'failure' ? call.end.failure.name : ''
  const failing = layer.startsWith('relay_') || layer.startsWith('signaling_')
  if (failing || (call.phase === 'idle' && isNetworkFailure(last)))
    return { tone: 'break', word: words.network.limited, line: words.status.lastFailed, figure: null }
  return ready(state, last)
}
