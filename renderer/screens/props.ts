// What the screens are given and what they may ask for. The composition root fills this in; screens hold no store.
import type { AgentCard, AppStart, RequestInput } from '../../protocol/ipc'
import type { CallReport, Path, Quality } from '../../protocol/report'
import type { Call } from '../call'
import type { Levels } from '../ui'

export type { Levels } from '../ui'

/** The line as it is now. */
export interface LiveFigures {
  readonly path: Path | null
  readonly quality: Quality
}

export interface AppState {
  /** Null until main has answered. */
  readonly app: AppStart | null
  /** Null while the directory loads. */
  readonly agents: readonly AgentCard[] | null
  /** Newest first. */
  readonly recent: readonly CallReport[]
  readonly call: Call
  /** Null outside a call and until the first figures arrive. */
  readonly live: LiveFigures | null
}

export interface AppActions {
  dial(agentId: string): void
  hangUp(): void
  mute(muted: boolean): void
  /** Leaves an ended call's screen. */
  dismiss(): void
  controlWindow(action: RequestInput<'controlWindow'>): void
  copy(text: string): Promise<void>
}

export interface AppProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly levels: Levels
}
