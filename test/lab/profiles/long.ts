// Calls that last: a bad link for half an hour, and relay credentials that expire every minute. Not part of the table of profiles.
import type { Profile } from '../profile'
import { ACCESS, profile } from './base'

/** Every path stutters and none ever dies. The link is well until the call is active: the run is about the call, not about its dial. */
export const soak = (minutes: number): Profile =>
  profile({
    name: 'soak',
    about: '20 % of packets lost, each way, and every 10 s nothing gets through for 300 ms',
    seconds: minutes * 60,
    during: {
      afterMs: 0,
      act: world => world.link('access', { ...ACCESS, lossPct: 20, spikeEveryMs: 10_000, spikeMs: 300 }),
      undo: null,
    },
  })

/** The shortest life that the gateway gives. */
export const TURN_TTL_SECONDS = 60

export const rotation = (minutes: number): Profile =>
  profile({
    name: 'rotation',
    about: `TCP 443 and nothing else; relay credentials live for ${TURN_TTL_SECONDS} s`,
    firewall: { udp: 'dropped', tcp: 'only-443' },
    turnTtlSeconds: TURN_TTL_SECONDS,
    seconds: minutes * 60,
  })
