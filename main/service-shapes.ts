// What the services are made with, and what they are to whoever opened the window.
import type { BrowserWindow } from 'electron'
import type { CheckFact } from '../protocol/facts'
import type { CallSnapshot, HeadlessCall } from '../protocol/ipc'
import type { CallReport } from '../protocol/report'
import type { Answer } from './contract'
import type { Log } from './log'
import type { Credentials } from './network'
import type { PolicyStart } from './policy-desk'

export interface ServiceOptions {
  readonly policy: PolicyStart
  /** The window that is told. It is there already; `null` once it is closed. */
  readonly window: () => BrowserWindow | null
  readonly log: Log
  /** A call for the page to make at once, without a person. */
  readonly call: HeadlessCall | null
  /** For a proxy that asks, where no person is there to answer. */
  readonly proxyCredentials: Credentials | null
  /** Nobody looks at the window. */
  readonly headless: boolean
  readonly published: (snapshot: CallSnapshot) => void
  readonly finished: (report: CallReport) => void
  /** Told of a network check as the window is. */
  readonly checked: (fact: CheckFact) => void
}

export interface Services {
  /**
   * Answers the window's requests, from when the session that carries calls has its proxy: before that, nothing is to be
   * reached. To a page that calls at once, from when everything is known that a first call needs.
   */
  readonly answer: Answer
  /** Another page takes over from one that crashed, or that no longer sees the network. False: too often, its call is over. */
  replacePage(): boolean
  /** Starts a network check once the page is up; told by `checked`. */
  checkNetwork(): void
  /** Somebody clicked this link; the page asks them about it. */
  takeLink(link: string): void
  /** Ends every call and the built-in agent. */
  stop(): Promise<void>
}
