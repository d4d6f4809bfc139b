// Networks that change under a call: paths that die, and links that go dark for a while.
import type { Disturbance, Profile } from '../profile'
import type { World } from '../world'
import { profile } from './base'

const AFTER_MS = 3000
/** What follows the disturbance: the longest recovery known takes 8 s. */
const REST_MS = 9000

type Difference = Pick<Profile, 'name' | 'about'> & Partial<Profile>

/** A path dies for good. */
const dying = (act: Disturbance['act'], difference: Difference): Profile =>
  profile({
    seconds: (AFTER_MS + REST_MS) / 1000,
    during: { afterMs: AFTER_MS, act, undo: null },
    ...difference,
  })

/** How soon after the link's return there must be sound again, at both ends. */
const SOUND_BACK_MS_MAX = 1000

/** The access link carries nothing for so many seconds. */
const blackout = (seconds: number): Profile =>
  profile({
    name: `blackout-${seconds}`,
    about: `mid-call the link carries nothing for ${seconds} s`,
    soundBackMsMax: SOUND_BACK_MS_MAX,
    seconds: seconds + (AFTER_MS + REST_MS) / 1000,
    during: {
      afterMs: AFTER_MS,
      act: world => world.link('access', { lossPct: 100 }),
      undo: { afterMs: seconds * 1000, act: world => world.link('access', { lossPct: 0 }) },
    },
  })

const relaysOnly = { firewall: { udp: 'relays-only' } } as const

export const MID_CALL: readonly Profile[] = [
  dying((world: World) => world.firewall({ udp: 'dropped' }), {
    name: 'cut-udp',
    about: 'UDP works, then vanishes mid-call',
  }),
  profile({
    name: 'tcp-reset',
    about: 'only 443; every TCP connection is reset mid-call',
    firewall: { udp: 'dropped', tcp: 'only-443' },
    seconds: (AFTER_MS + REST_MS) / 1000,
    during: {
      afterMs: AFTER_MS,
      act: world => world.firewall({ connections: 'reset' }),
      undo: { afterMs: 500, act: world => world.firewall({ connections: 'kept' }) },
    },
  }),
  dying(async world => (await world.busiestRelay()).kill(), {
    ...relaysOnly,
    name: 'relay-killed',
    about: 'the relay that carries the call dies (-9)',
  }),
  dying(async world => (await world.busiestRelay()).freeze(), {
    ...relaysOnly,
    name: 'relay-frozen',
    about: 'the relay that carries the call freezes (STOP)',
  }),
  dying(world => world.moveDesk(), {
    name: 'address-change',
    about: 'the desktop gets another address',
  }),
  dying(world => world.flipRoute(), {
    name: 'route-flip',
    about: 'the default route moves to the second network, the first goes dead',
  }),
  dying(world => world.rebindNat(), {
    name: 'nat-rebind',
    about: 'the NAT forgets all translations and changes its address',
  }),
  profile({
    name: 'idle-60s',
    about: 'connections idle for 60 s are forgotten; the call is longer',
    seconds: 75,
    prepare: world => world.forgetIdle(60),
  }),
  ...[5, 20, 60].map(blackout),
]
