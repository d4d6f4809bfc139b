// The networks on which the app's figures are held against others': each shows another of them at work. None makes a call look for
// another path, but the last, whose figure that is.
import type { Profile } from '../profile'
import { ACCESS, profile } from '../profiles/base'
import { PROFILES } from '../profiles/profiles'

/** Long enough for statistics that are read once a second. */
const SECONDS = 15

const known = (name: string): Profile => {
  const found = PROFILES.find(one => one.name === name)
  if (found === undefined) throw new Error(`there is no profile ${name}`)
  return { ...found, seconds: Math.max(SECONDS, found.seconds) }
}
const steady = (difference: Parameters<typeof profile>[0]): Profile =>
  profile({ ...difference, seconds: SECONDS })

export const TRUTH_PROFILES: readonly Profile[] = [
  known('open'),
  steady({ name: 'udp-relay', about: 'only relays carry UDP', firewall: { udp: 'relays-only' } }),
  known('only-443'),
  known('proxy-443'),
  known('loss-10'),
  steady({ name: 'jitter-30', about: 'up to 30 ms of jitter', access: { ...ACCESS, jitterMs: 30 } }),
  steady({ name: 'narrow-128k', about: '128 kbit/s each way', access: { ...ACCESS, rateKbps: 128 } }),
  steady({ name: 'far', about: '150 ms each way', access: { delayMs: 150 } }),
  known('cut-udp'),
]
