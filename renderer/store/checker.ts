// Asks main for network checks and keeps what it tells, within a bound. Knows the bridge; what facts mean is network-check.ts.
import type { Bridge } from '../../protocol/ipc'
import { afterCheckEvent, type CheckEvent, type NetworkCheck } from '../network'
import { createTimers } from './timers'

/** The full check has 12 s; a check that is silent for this long after its start is broken. */
const OVERDUE_MS = 20_000

export interface Checker {
  readonly run: (agentId: string | null) => void
  /** Asks what main remembers of the network this computer is on. */
  readonly recall: () => void
}

interface CheckerParts {
  readonly bridge: Pick<Bridge, 'checkNetwork' | 'lastNetworkReport' | 'onCheckFact'>
  readonly nowMs: () => number
  readonly update: (change: (check: NetworkCheck) => NetworkCheck) => NetworkCheck
}

export function createChecker({ bridge, nowMs, update }: CheckerParts): Checker {
  const timers = createTimers()
  const hear = (event: CheckEvent): void => {
    const { at } = update(check => afterCheckEvent(check, event, nowMs()))
    if (at !== 'running') timers.stop('overdue')
    else if (event.type === 'check.asked' || event.type === 'check.started')
      timers.start('overdue', OVERDUE_MS, () => hear({ type: 'check.broke' }))
  }
  bridge.onCheckFact(hear)
  return {
    run: agentId => {
      hear({ type: 'check.asked', agentId })
      bridge.checkNetwork({ agentId }).catch(() => hear({ type: 'check.broke' }))
    },
    recall: () => {
      bridge
        .lastNetworkReport()
        .then(report => hear({ type: 'report.known', report }))
        // Not known is what the page shows anyway.
        .catch(() => undefined)
    },
  }
}
