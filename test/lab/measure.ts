// One call in one world, with its disturbance and with ears at both ends. Shared by the lab's commands.
// Must not know what is judged or printed.
import type { Outcome } from './callers/outcome'
import { broken } from './callers/outcome'
import { callWithPlain } from './callers/plain'
import { callWithViaduct } from './callers/viaduct'
import { type Ears, listen } from './ears/ears'
import type { Caller } from './judge'
import { pause } from './net/shell'
import type { Profile } from './profile'
import type { Programs } from './requirements'
import type { Certificates } from './services/certificates'
import { readTale } from './services/proxy-log'
import { buildWorld, type World } from './world'

interface Disturbing {
  start(): void
  /** The sentence of a disturbance that could not be carried out: its run shows nothing. */
  complaint(): string | null
}

function disturbing(world: World, { during }: Profile, ears: Ears): Disturbing {
  let complaint: string | null = null
  const carryOut = async () => {
    if (during === null) return
    await pause(during.afterMs)
    ears.disturbed()
    await during.act(world)
    if (during.undo === null) return
    await pause(during.undo.afterMs)
    ears.healed()
    await during.undo.act(world)
  }
  return {
    start: () =>
      void carryOut().catch((error: Error) => {
        complaint = `the lab itself: the disturbance failed: ${error.message}`
      }),
    complaint: () => complaint,
  }
}

/** Prepares the world as the profile says, makes the call and waits for its end. */
async function measure(
  world: World,
  profile: Profile,
  caller: Caller,
  { app, electron }: Programs,
): Promise<Outcome> {
  await profile.prepare?.(world)
  const { seconds, proxy, password } = profile
  const ears = await listen(world.names)
  const disturbance = disturbing(world, profile, ears)
  const active = () => {
    ears.began()
    disturbance.start()
  }
  const order = { seconds, proxy, password, active, ended: ears.ended }
  const told = await (caller === 'viaduct'
    ? callWithViaduct(world, app, order)
    : callWithPlain(world, electron, order))
  const heard = await ears.stop()
  const complaint = disturbance.complaint()
  const tale = profile.proxyAsks === null ? null : readTale(world.folder)
  return complaint === null ? { ...told, ...heard, proxy: tale } : broken(complaint)
}

export interface Tools {
  readonly programs: Programs
  readonly certificates: Certificates
}

/**
 * Makes one call in a world of its own. Never rejects: a lab that broke is an outcome too.
 * @param seed the same seed gives the link's packets the same fates
 * @param look is shown the world and the outcome before the world is removed
 */
export async function callInWorld(
  profile: Profile,
  caller: Caller,
  seed: number,
  { programs, certificates }: Tools,
  look: (world: World, outcome: Outcome) => void = () => undefined,
): Promise<Outcome> {
  const { family, access, firewall, turnTtlSeconds, proxyAsks } = profile
  let world: World | null = null
  try {
    const shape = { family, access, seed }
    world = await buildWorld({ shape, firewall, certificates, turnTtlSeconds, proxyAsks })
    const outcome = await measure(world, profile, caller, programs)
    look(world, outcome)
    return outcome
  } catch (error) {
    return broken(`the lab itself: ${(error as Error).message}`)
  } finally {
    world?.remove()
  }
}
