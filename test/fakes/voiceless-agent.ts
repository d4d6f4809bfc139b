// An agent that says it speaks and sends silence: its packets arrive, its states are told, and nobody hears a word.
import type { AgentMaker } from '../../gateway/agent/agent'
import { SILENCE } from '../../gateway/media/frames'

export const voicelessAgent: AgentMaker = emit => ({
  mediaUp: () => emit({ type: 'state', state: 'speaking' }),
  heard: () => undefined,
  tick: () => [SILENCE],
  leave: reason => emit({ type: 'left', reason }),
})
