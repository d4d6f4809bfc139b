// What the app's parts take of the policy, in their own words. Pure but for Electron's one setting.
import type { BrowserWindow } from 'electron'
import type { EventPayload } from '../protocol/ipc'
import type { Policy } from '../protocol/policy'

/** Every address of every gateway. */
export const gatewaysOf = ({ agents }: Policy): string[] =>
  agents.flatMap(({ url, urls = [] }) => [url, ...urls])

/** What may be kept ready for a first attempt, and for which route. The command line has nobody to be ready for. */
export const keptBy = ({ pool, warmLine, routes }: Policy, isHeadless: boolean) => ({
  allowed: { pool: pool && !isHeadless, line: warmLine && !isHeadless },
  wanted: routes.force ?? ('auto' as const),
})

/** What the page goes by. */
export const shownOf = ({
  thresholds,
  relayCost,
  history,
}: Policy): Omit<EventPayload<'policyFact'>, 'type'> => ({ thresholds, relayCost, history })

/** What is said to a gateway that records. Where nobody is there to be asked, nobody has agreed. */
export const consentOf = ({ recording }: Policy, isHeadless: boolean): 'decline' | 'announce' | 'ask' => {
  if (!recording.allowed) return 'decline'
  return isHeadless && recording.consent === 'ask' ? 'decline' : recording.consent
}

/** Chromium takes 0 for any port. Holds for peers that are made from now on. */
const ANY_PORT = { min: 0, max: 0 }

export function limitPorts(window: BrowserWindow | null, { routes }: Policy): void {
  window?.webContents.setWebRTCUDPPortRange(routes.udpPorts ?? ANY_PORT)
}
