// Who is measured: the app in its window, and the others in their page, each open for many calls in one world.
// Must not know aims.
import { openPlain, type Way } from '../../lab/callers/plain'
import { openWindows, type Sample, SILENT_MS } from '../../lab/callers/window'
import type { Programs } from '../../lab/requirements'
import type { World } from '../../lab/world'

export type Contestant = 'viaduct' | Way

export interface Callers {
  call(contestant: Contestant): Promise<Sample>
  close(): Promise<void>
}

const SECONDS = 1
/** The others have their signaling and microphone open for this long when their clock starts. */
const PLAIN_SETTLE_MS = 1000

function openPage(world: World, electron: string) {
  const page = openPlain(world, electron, null)
  const nothing = () => undefined
  return {
    async call(way: Way): Promise<Sample> {
      const order = { seconds: SECONDS, active: nothing, ended: nothing }
      const told = await page.call(way, order, PLAIN_SETTLE_MS)
      if (told.failure !== null && told.failure.layer !== 'relay') throw new Error(told.failure.detail ?? '')
      return told.firstMediaMs === null
        ? { ms: Math.max(SILENT_MS, told.failedMs ?? 0), sounded: false, path: null }
        : { ms: told.firstMediaMs, sounded: true, path: told.path }
    },
    close: page.close,
  }
}

/** Opens both in a world. `rules`: what the app's policy says beside its agent. */
export function openCallers(world: World, { app, electron }: Programs, rules: object): Callers {
  const ours = openWindows(world, app, rules)
  const others = openPage(world, electron)
  return {
    call: contestant => (contestant === 'viaduct' ? ours.call() : others.call(contestant)),
    close: async () => {
      await Promise.all([ours.close(), others.close()])
    },
  }
}
