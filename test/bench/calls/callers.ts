// Who is measured: the app in its window, and the others in their page, each open for many calls in one world.
// Must not know aims.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OrderTaker, takeOrders } from '../../lab/callers/orders'
import { openPlain, type Way } from '../../lab/callers/plain'
import { desktopEnv, LAB_AGENT_NAME, writePolicy } from '../../lab/callers/viaduct'
import { startIn } from '../../lab/net/house'
import type { Programs } from '../../lab/requirements'
import type { World } from '../../lab/world'
import type { WindowCall, WindowOrder } from './window'

/** One call: milliseconds to the first inbound packet, or how long it was waited for in vain. */
export interface Sample {
  readonly ms: number
  readonly sounded: boolean
  readonly path: string | null
}

export type Contestant = 'viaduct' | Way

export interface Callers {
  call(contestant: Contestant): Promise<Sample>
  close(): Promise<void>
}

const PROGRAM = fileURLToPath(new URL('./window.ts', import.meta.url))
const SECONDS = 1
/** What a person takes to choose and press; what the app can make ready in a window in use, it has made by then. */
const WINDOW_SETTLE_MS = 4000
/** The others have their signaling and microphone open for this long when their clock starts. */
const PLAIN_SETTLE_MS = 1000
const BOUND_MS = 60_000
/** The least that a call without sound counts with, whoever made it. */
const SILENT_MS = 20_000

const pathOf = ({ path }: WindowCall['report']): string | null =>
  path === null ? null : `${path.kind}/${path.protocol}`

/**
 * To the app nobody sits at this computer: its display gets no input and its window no focus, and after a minute it would keep
 * less ready. So no window is used for more calls than this.
 */
const CALLS_PER_WINDOW = 4

async function dial(window: OrderTaker): Promise<Sample> {
  const order: WindowOrder = { agent: LAB_AGENT_NAME, seconds: SECONDS, settleMs: WINDOW_SETTLE_MS }
  const { pressToDialMs, report } = (await window.ask(order, BOUND_MS)) as WindowCall
  const { firstMediaMs } = report.timings
  return firstMediaMs === null
    ? { ms: SILENT_MS, sounded: false, path: null }
    : { ms: Math.round(pressToDialMs + firstMediaMs), sounded: true, path: pathOf(report) }
}

function openWindows(world: World, app: string, rules: object) {
  const policy = writePolicy(world, null, rules)
  const words = ['--import', 'tsx', PROGRAM, app, policy]
  const open = () =>
    takeOrders(startIn(world.names.desk, process.execPath, words, desktopEnv(world.home)), () => undefined)
  let window: OrderTaker | null = null
  let calls = 0
  const close = async () => {
    await window?.close()
    writeFileSync(join(world.folder, 'window.log'), window?.said() ?? '')
    window = null
  }
  return {
    async call(): Promise<Sample> {
      if (calls === CALLS_PER_WINDOW) await close()
      if (window === null) {
        window = open()
        calls = 0
        // Not counted: whom the window calls is what it keeps warm from then on.
        await dial(window)
      }
      calls += 1
      return dial(window)
    },
    close,
  }
}

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
