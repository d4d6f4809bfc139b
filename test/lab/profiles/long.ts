// Calls that last: a bad link for half an hour, and relay credentials that expire every minute. Not part of the table of profiles.
import type { Profile } from '../profile'
import { ACCESS, profile } from './base'

/** Every path stutters and none ever dies. */
export const soak = (minutes: number): Profile =>
  profile({
    name: 'soak',
    about: '20 % of packets lost, each way, and every 10 s nothing gets through for 300 ms',
    access: { ...ACCESS, lossPct: 20, spikeEveryMs: 10_000, spikeMs: 300 },
    mediaMsMax: null,
    seconds: minutes * 60,
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
