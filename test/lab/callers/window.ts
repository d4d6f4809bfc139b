// The packaged app's window as a caller: in the desktop's namespace, dialled by the keyboard, with what it keeps ready before a call.
// Must not know what is judged.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startIn } from '../net/house'
import type { World } from '../world'
import { type OrderTaker, takeOrders } from './orders'
import { desktopEnv, LAB_AGENT_NAME, writePolicy } from './viaduct'
import type { WindowCall, WindowOrder } from './window-driver'

/** One call: milliseconds to the first inbound packet, or how long it was waited for in vain. */
export interface Sample {
  readonly ms: number
  readonly sounded: boolean
  readonly path: string | null
}

const DRIVER = fileURLToPath(new URL('./window-driver.ts', import.meta.url))
const SECONDS = 1
/** What a person takes to choose and press; what the app can make ready in a window in use, it has made by then. */
const SETTLE_MS = 4000
const BOUND_MS = 60_000
/** The least that a call without sound counts with, whoever made it. */
export const SILENT_MS = 20_000

const pathOf = ({ path }: WindowCall['report']): string | null =>
  path === null ? null : `${path.kind}/${path.protocol}`

/**
 * To the app nobody sits at this computer: its display gets no input and its window no focus, and after a minute it would keep
 * less ready. So no window is used for more calls than this.
 */
const CALLS_PER_WINDOW = 4

async function dial(window: OrderTaker): Promise<Sample> {
  const order: WindowOrder = { agent: LAB_AGENT_NAME, seconds: SECONDS, settleMs: SETTLE_MS }
  const { pressToDialMs, report } = (await window.ask(order, BOUND_MS)) as WindowCall
  const { firstMediaMs } = report.timings
  return firstMediaMs === null
    ? { ms: SILENT_MS, sounded: false, path: null }
    : { ms: Math.round(pressToDialMs + firstMediaMs), sounded: true, path: pathOf(report) }
}

export interface Windows {
  call(): Promise<Sample>
  close(): Promise<void>
}

/** Opens windows as they are needed. `rules`: what the app's policy says beside its agent. */
export function openWindows(world: World, app: string, rules: object): Windows {
  const policy = writePolicy(world, null, rules)
  const words = ['--import', 'tsx', DRIVER, app, policy]
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
