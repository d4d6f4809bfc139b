// How the network is, in one word and one line, from the last report and from what calls have shown since. Pure.
import type { CallSummary } from '../../../protocol/history'
import { format, pathPhrase, verdictCopy, verdictSentence, words } from '../../copy'
import type { Tone } from '../../health'
import { lastReportOf } from '../../network'
import type { AppState } from '../props'
import { foundBy } from './checks'
import { isOfNetwork } from './failed'

export interface NetworkView {
  readonly tone: Tone
  readonly word: string
  readonly line: string
  /** The last round trip, where one was measured. */
  readonly figure: string | null
}

const isNetworkFailure = ({ failure }: CallSummary): boolean =>
  failure?.layer === 'relay' || failure?.layer === 'signaling'

function ready(state: AppState, last: CallSummary | undefined): NetworkView {
  const rtt = last?.quality.rttMs ?? null
  const builtIn = state.agents?.some(({ id }) => id === 'test-agent') ?? false
  const unknown = builtIn ? words.status.testAgent : words.status.choose
  return {
    tone: 'line',
    word: words.network.ready,
    line: last?.path ? words.status.lastPath({ path: pathPhrase(last.path) }) : unknown,
    figure: rtt === null ? null : words.status.roundTrip({ time: format.ms(rtt) }),
  }
}

interface Checked {
  readonly view: NetworkView
  readonly atMs: number
}

/** What the check says that runs, once it has decided; else what the last report says. */
function checkedOf({ check }: AppState): Checked | null {
  const decided = check.at === 'running' ? check.decided : null
  const report = lastReportOf(check)
  const found = decided ?? report
  if (!found) return null
  const checks = decided ? foundBy(check) : (report?.checks ?? [])
  return {
    view: { ...verdictCopy[found.verdict], line: verdictSentence({ ...found, checks }), figure: null },
    atMs: check.at === 'running' && decided ? check.startedAtMs : Date.parse(report?.startedAt ?? ''),
  }
}

/** When a call last failed by the network, as far as that still stands on the screen. */
function failedAtOf({ call, recent: [last] }: AppState): number | null {
  if (call.phase === 'ended')
    return call.end.by === 'failure' && isOfNetwork(call.end.failure) ? call.endedAtMs : null
  return call.phase === 'idle' && last && isNetworkFailure(last) ? Date.parse(last.startedAt) : null
}

/** What the status line and the rail say: what was seen last, worse news first. */
export function networkOf(state: AppState): NetworkView {
  const { call, recent } = state
  const { unstable, limited } = words.network
  const last = recent[0]
  if (call.phase === 'recovering')
    return { tone: 'strain', word: unstable, line: words.call.paused, figure: null }
  if (call.phase === 'active' && state.live?.verdict.tone === 'break')
    return { tone: 'strain', word: unstable, line: words.status.strained, figure: null }
  const checked = checkedOf(state)
  const isNewer = (atMs: number): boolean => checked === null || atMs > checked.atMs
  const gotThrough = last?.outcome === 'connected' && isNewer(Date.parse(last.startedAt))
  if (checked && checked.view.tone !== 'line' && !gotThrough) return checked.view
  const failedAtMs = failedAtOf(state)
  if (failedAtMs !== null && isNewer(failedAtMs))
    return { tone: 'break', word: limited, line: words.status.lastFailed, figure: null }
  // A network that is ready is told best by what calls did on it.
  return ready(state, last)
}
