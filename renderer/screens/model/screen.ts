// Which screen a state calls for, and what it is titled. Pure.
import type { AgentCard, PhaseName } from '../../../protocol/ipc'
import type { Call } from '../../call'
import { failureCopy, phaseCopy, words } from '../../copy'
import type { AppState } from '../props'
import { announcePast } from './past'
import { announceCheck } from './verdict'

/** A call in one of these phases. */
export type CallIn<P extends PhaseName> = Extract<Call, { phase: P }>

export type ScreenName =
  | 'home'
  | 'connecting'
  | 'call'
  | 'ended'
  | 'failed'
  | 'history'
  | 'network'
  | 'settings'

const ofEnded = (call: CallIn<'ended'>): ScreenName => (call.end.by === 'failure' ? 'failed' : 'ended')

export function screenOf(call: Call): ScreenName {
  switch (call.phase) {
    case 'idle':
      return 'home'
    case 'preparing':
    case 'inviting':
    case 'ringing':
    case 'connecting':
      return 'connecting'
    case 'active':
    case 'recovering':
      return 'call'
    case 'ending':
      return call.activeAtMs === null ? 'connecting' : 'call'
    case 'ended':
      return ofEnded(call)
  }
}

/** A call that lives has the window to itself: no check disturbs it, and its buttons stay in reach. */
export const isLive = ({ phase }: Call): boolean => phase !== 'idle' && phase !== 'ended'

/** The person put the call on hold. */
export const isHeld = (call: CallIn<'active' | 'recovering' | 'ending'>): boolean =>
  call.hold.sinceMs !== null

/** Keys are heard: the sound flows, and the call is not on hold. */
export const mayKey = (call: CallIn<'active' | 'recovering' | 'ending'>): call is CallIn<'active'> =>
  call.phase === 'active' && !isHeld(call)

/** Where the person is. */
export const placeOf = ({ call, place }: AppState): AppState['place'] => (isLive(call) ? 'calls' : place)

/** The call failed, and main is looking for what is in the way: the path is still being told. */
export const isExplaining = (call: Call): boolean =>
  call.phase === 'ending' && call.end.by === 'failure' && call.activeAtMs === null

/** The agent's name as the directory knows it; its host where it was called by address, and else its id. */
export const nameOf = (agents: readonly AgentCard[] | null, agentId: string): string =>
  agents?.find(({ id }) => id === agentId)?.name ?? (URL.canParse(agentId) ? new URL(agentId).host : agentId)

/** Title bar: what is going on, and with whom. */
export function titleOf(state: AppState): { title: string; subject: string | null } {
  const { call, agents } = state
  const place = placeOf(state)
  if (place !== 'calls') return { title: words.app[place], subject: null }
  if (call.phase === 'idle') return { title: phaseCopy.idle.title, subject: null }
  const subject = nameOf(agents, call.agentId)
  if (call.phase === 'ended' && call.end.by === 'failure')
    return { title: call.activeAtMs === null ? words.failed.title : words.failed.cutOffTitle, subject }
  const phase = isExplaining(call) ? 'connecting' : call.phase
  return { title: phaseCopy[phase].title, subject }
}

/** What is read out when a phase begins. Recovering stays silent here: its banner is an alert already. */
export function announcementOf(state: AppState): string {
  const { call, agents } = state
  const place = placeOf(state)
  if (place === 'network') return announceCheck(state.check)
  if (place === 'history') return announcePast(state.past)
  if (place === 'settings') return ''
  if (call.phase === 'idle' || call.phase === 'recovering') return ''
  const agent = nameOf(agents, call.agentId)
  if (call.phase === 'ended' && call.end.by === 'failure') {
    const { headline, sentence } = failureCopy(call.end.failure, agent)
    return `${headline} ${sentence}`
  }
  if (isExplaining(call)) return words.connecting.explaining
  return `${phaseCopy[call.phase].line}: ${agent}`
}
