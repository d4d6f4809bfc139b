// What the screens show: one store, written by the engine and by nobody else.
import { createStore } from 'zustand/vanilla'
import type { ProxyFact } from '../../protocol/facts'
import type { CallSummary } from '../../protocol/history'
import type { AgentCard, AppStart } from '../../protocol/ipc'
import type { LinkOffer } from '../../protocol/link'
import { NO_PREFERENCES } from '../../protocol/plain'
import type { PolicyReport } from '../../protocol/policy-report'
import type { Preferences } from '../../protocol/preferences'
import type { CallEvent, CallReport } from '../../protocol/report'
import { type Call, IDLE } from '../call'
import { type DeviceList, NO_DEVICES, NO_TRIAL, type Trial } from '../devices'
import type { LiveFigures } from '../health'
import { type NetworkCheck, NOT_CHECKED } from '../network'
import { type Conversation, NO_WORDS } from './lines'
import { NO_PAST, type Past } from './past'

/** Where the person is while no call lives; a call that lives has the window to itself. */
export type Place = 'calls' | 'history' | 'network' | 'settings'

/** What a proxy asks; `checking`: it was answered, and the verdict is not there yet. */
export type ProxyQuestion = Omit<Extract<ProxyFact, { type: 'proxy.asked' }>, 'type'> & {
  readonly stage: 'asking' | 'checking'
}

export interface AppState {
  readonly app: AppStart | null
  /** `null` while the directory is being read. */
  readonly agents: readonly AgentCard[] | null
  /** The newest past calls. */
  readonly recent: readonly CallSummary[]
  readonly past: Past
  /** Of the call that ended last; null: there was none. */
  readonly report: CallReport | null
  readonly call: Call
  readonly live: LiveFigures | null
  /** What has happened in the call so far. */
  readonly events: readonly CallEvent[]
  /** What was said in words in the call that came last. */
  readonly conversation: Conversation
  readonly check: NetworkCheck
  readonly place: Place
  readonly proxy: ProxyQuestion | null
  /** A link or an address that waits for the person's word. */
  readonly offer: LinkOffer | null
  /** `null` while it is being read. */
  readonly policy: PolicyReport | null
  readonly preferences: Preferences
  readonly devices: DeviceList
  /** Of the microphone, outside a call. */
  readonly trial: Trial
  /** Whether a person may see the window. While not, nothing is drawn that only tells how the call is. */
  readonly isVisible: boolean
}

export const createAppStore = () =>
  createStore<AppState>(() => ({
    app: null,
    agents: null,
    recent: [],
    past: NO_PAST,
    report: null,
    call: IDLE,
    live: null,
    events: [],
    conversation: NO_WORDS,
    check: NOT_CHECKED,
    place: 'calls',
    proxy: null,
    offer: null,
    policy: null,
    preferences: { ...NO_PREFERENCES, favourites: [] },
    devices: NO_DEVICES,
    trial: NO_TRIAL,
    isVisible: true,
  }))
export type AppStore = ReturnType<typeof createAppStore>
