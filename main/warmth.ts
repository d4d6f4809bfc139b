// When things are kept ready for a call: joins the keeper with the window, the power and the records of this computer.
// Must not know what is kept, nor how.
import type { BrowserWindow } from 'electron'
import type { CallSummary } from '../protocol/history'
import type { Policy } from '../protocol/policy'
import { likelyGateway } from './agents'
import type { Keeping } from './signaling'

/** Electron's `powerMonitor`, as far as it is asked. */
export interface Power {
  on(event: 'on-ac' | 'on-battery' | 'resume', listener: () => void): unknown
  isOnBatteryPower(): boolean
}

/** Tells the keeper how this computer is powered, and which gateway to keep once the records are read. */
export function warmUp(
  keeping: Keeping,
  { policy, power, recent }: { policy: Policy; power: Power; recent: Promise<readonly CallSummary[]> },
): void {
  const battery = () => keeping.happened({ type: 'power.changed', power: 'battery' })
  power.on('on-battery', battery)
  power.on('on-ac', () => keeping.happened({ type: 'power.changed', power: 'mains' }))
  if (power.isOnBatteryPower()) battery()
  chooseGateway(keeping, policy, recent)
}

/** Tells the keeper which gateway to keep, as the directory and the records say. */
export function chooseGateway(
  keeping: Keeping,
  policy: Policy,
  recent: Promise<readonly CallSummary[]>,
): void {
  recent
    .catch(() => [])
    .then(called => keeping.happened({ type: 'gateway.chosen', gateway: likelyGateway(policy, called) }))
}

/** Tells the keeper whether anybody is at the window. */
export function watchFocus(window: BrowserWindow, keeping: Keeping): void {
  // It was there before us.
  if (window.isFocused()) keeping.happened({ type: 'window.focused' })
  window.on('focus', () => keeping.happened({ type: 'window.focused' }))
  // One name at a time: Electron's types know no union of them.
  for (const away of ['blur', 'hide', 'minimize'] as const)
    window.on(away as 'blur', () => keeping.happened({ type: 'window.blurred' }))
  window.once('closed', () => keeping.happened({ type: 'page.gone' }))
}
