// What the screens are given and what they may ask for. The composition root fills this in; screens hold no store.
import type { ProxyFact } from '../../protocol/facts'
import type { CallSummary } from '../../protocol/history'
import type { AgentCard, AppStart, RequestInput } from '../../protocol/ipc'
import type { LinkOffer } from '../../protocol/link'
import type { PolicyReport } from '../../protocol/policy-report'
import type { Preferences } from '../../protocol/preferences'
import type { CallEvent, CallReport } from '../../protocol/report'
import type { Call } from '../call'
import type { DeviceList, Trial } from '../devices'
import type { LiveFigures } from '../health'
import type { NetworkCheck } from '../network'
import type { Conversation, ConversationActions, Past, PastActions, Place, SoundActions } from '../store'
import type { Levels } from '../ui'

export type { LiveFigures } from '../health'
export type { OpenedCall, Past, Place } from '../store'
export type { Levels } from '../ui'

/** A proxy that asks who the person is. `checking`: it is being told. */
export type ProxyQuestion = Omit<Extract<ProxyFact, { type: 'proxy.asked' }>, 'type'> & {
  readonly stage: 'asking' | 'checking'
}

export interface AppState {
  /** Null until main has answered. */
  readonly app: AppStart | null
  /** Null while the directory loads. */
  readonly agents: readonly AgentCard[] | null
  /** Newest first. */
  readonly recent: readonly CallSummary[]
  readonly past: Past
  /** Of the call that ended last; null: there was none. */
  readonly report: CallReport | null
  readonly call: Call
  /** Null outside a call and until the first figures arrive. */
  readonly live: LiveFigures | null
  /** What has happened in the call so far. */
  readonly events: readonly CallEvent[]
  /** What was said in words in the call that came last. */
  readonly conversation: Conversation
  readonly check: NetworkCheck
  readonly place: Place
  /** Null while no proxy asks. */
  readonly proxy: ProxyQuestion | null
  /** A link or an address that waits for the person's word. */
  readonly offer: LinkOffer | null
  /** Null while the organisation's settings are read. */
  readonly policy: PolicyReport | null
  /** What the person has chosen: devices, favourites, the look. */
  readonly preferences: Preferences
  readonly devices: DeviceList
  /** Of the microphone, outside a call. */
  readonly trial: Trial
  /** Whether anybody may see the window. */
  readonly isVisible: boolean
}

export interface AppActions {
  /** An agent's id, or an address that is asked about first. */
  dial(what: string): void
  answerOffer(isTaken: boolean): void
  hangUp(): void
  mute(muted: boolean): void
  /** Whether the call may be recorded. */
  consent(agrees: boolean): void
  hold(on: boolean): void
  /** A key of the keypad. */
  press(digit: string): void
  /** Leaves an ended call's screen. */
  dismiss(): void
  controlWindow(action: RequestInput<'controlWindow'>): void
  openSystemSettings(page: RequestInput<'openSystemSettings'>): void
  copy(text: string): Promise<void>
  go(place: Place): void
  /** Shows the network page and starts a check there. `agentId` null: for the gateway most likely called next. */
  checkNetwork(agentId: string | null): void
  /** False: the person changed their mind. */
  saveReport(what: RequestInput<'saveNetworkReport'>): Promise<boolean>
  answerProxy(answer: RequestInput<'answerProxy'>): void
  readonly past: PastActions
  readonly sound: SoundActions
  /** What is another choice from now on; it is remembered. */
  prefer(change: Partial<Preferences>): void
  readonly words: ConversationActions
}

export interface AppProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly levels: Levels
}
