// From an agent's id to an open backend: resolves it, starts the built-in agent where that is meant, then dials.
// Must not know attempts or plans.
import type { Failure } from '../../protocol/failure'
import type { Backend, BackendEvent, OpenBackend } from './backend'
import { failure } from './failures'
import type { Target } from './transport'

/** What an agent's id stands for; `agent` is the name it has at its gateway. */
export type ResolvedAgent =
  | { readonly kind: 'built-in'; readonly agent: string }
  | { readonly kind: 'gateway'; readonly agent: string; readonly target: Target }

export interface ReachDeps {
  /** `null`: no such agent. */
  readonly resolveAgent: (agentId: string) => ResolvedAgent | null
  /** Starts the built-in agent's process, or finds it running. Rejects with one clear sentence. */
  readonly startBuiltIn: () => Promise<{ readonly url: string; readonly token: string }>
  readonly openBackend: OpenBackend
}

export type ReachEvent =
  | { readonly type: 'starting' }
  | { readonly type: 'unreachable'; readonly failure: Failure }
  | { readonly type: 'backend'; readonly backend: Backend; readonly agent: string; readonly url: string }

const inOneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''

/** Reaches for an agent. Returns how to give up; after that nothing is told, and a backend that comes late is not opened. */
export function reach(
  { callId, agentId }: { readonly callId: string; readonly agentId: string },
  { resolveAgent, startBuiltIn, openBackend }: ReachDeps,
  tell: (event: ReachEvent) => void,
  onBackend: (event: BackendEvent) => void,
): () => void {
  let wanted: 'yes' | 'no' = 'yes'
  const dial = (agent: string, target: Target) => {
    if (wanted === 'no') return
    const backend = openBackend({ callId, target }, onBackend)
    tell({ type: 'backend', agent, url: target.url, backend })
  }
  const unreachable = (reason: Failure) => {
    if (wanted === 'yes') tell({ type: 'unreachable', failure: reason })
  }
  const found = resolveAgent(agentId)
  if (found === null) unreachable(failure('agent_unknown', agentId))
  else if (found.kind === 'gateway') dial(found.agent, found.target)
  else {
    tell({ type: 'starting' })
    startBuiltIn().then(
      target => dial(found.agent, target),
      error => unreachable(failure('app_test_agent', inOneLine(error))),
    )
  }
  return () => {
    wanted = 'no'
  }
}
