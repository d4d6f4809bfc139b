// Which screen a state calls for, and what it is titled. Pure.
import type { AgentCard, PhaseName } from '../../../protocol/ipc'
import type { Call } from '../../call'
import { failureCopy, phaseCopy, words } from '../../copy'
import type { AppState } from '../props'

/** A call in one of these phases. */
export type CallIn<P extends PhaseName> = Extract<Call, { phase: P }>

export type ScreenName = 'home' | 'connecting' | 'call' | 'ended' | 'failed'

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

/** The agent's name as the directory knows it; its id where the directory does not. */
export const nameOf = (agents: readonly AgentCard[] | null, agentId: string): string =>
  agents?.find(({ id }) => id === agentId)?.name ?? agentId

/** Title bar: what is going on, and with whom. */
export function titleOf({ call, agents }: AppState): { title: string; subject: string | null } {
  if (call.phase === 'idle') return { title: phaseCopy.idle.title, subject: null }
  const subject = nameOf(agents, call.agentId)
  if (call.phase === 'ended' && call.end.by === 'failure')
    return { title: call.activeAtMs === null ? words.failed.title : words.failed.cutOffTitle, subject }
  return { title: phaseCopy[call.phase].title, subject }
}

/** What is read out when a phase begins. Recovering stays silent here: its banner is an alert already. */
export function announcementOf({ call, agents }: AppState): string {
  if (call.phase === 'idle' || call.phase === 'recovering') return ''
  const agent = nameOf(agents, call.agentId)
  if (call.phase === 'ended' && call.end.by === 'failure') {
    const { headline, sentence } = failureCopy(call.end.failure, agent)
    return `${headline} ${sentence}`
  }
  return `${phaseCopy[call.phase].line}: ${agent}`
}
