// Calls as others make them: a bare page on the same Electron, in the same namespace, speaking the gateway's protocol.
// What its clock includes stands in plain/page.js.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GATEWAY } from '../addresses'
import { startIn } from '../net/house'
import { LAB_AGENT } from '../services/services'
import type { World } from '../world'
import { takeOrders } from './orders'
import { broken, type Told } from './outcome'
import { type CallOrder, desktopEnv } from './viaduct'

const FOLDER = fileURLToPath(new URL('../plain', import.meta.url))
const BOUND_MS = 90_000

/** The ways of plain/ways.js: one connection with defaults, simple-peer with its own, and no candidate before all are there. */
export type Way = 'trickle' | 'simple-peer' | 'gather-first'

/** A desktop that has a proxy is told so by its system settings; this is the command line's form of them. */
const switchesOf = (proxy: string | null): string[] => [
  '--no-sandbox',
  '--headless',
  ...(proxy === null ? [] : [`--proxy-server=${proxy}`]),
]

type Printed = Omit<Told, 'fromAttemptMs' | 'alarms' | 'concealedPct' | 'proof'>

export interface PlainCaller {
  /** Makes one call. `settleMs`: how long everything it needs has been open when its clock starts. Never rejects. */
  call(way: Way, order: Omit<CallOrder, 'proxy'>, settleMs: number): Promise<Told>
  close(): Promise<void>
}

/**
 * Starts the bare page on a world's desktop.
 * @param electron the runtime's executable
 */
export function openPlain(world: World, electron: string, proxy: string | null): PlainCaller {
  const clip = resolve('assets/sounds/caller-clip.wav')
  const words = [...switchesOf(proxy), FOLDER, clip]
  let hear: (line: string) => void = () => undefined
  const child = takeOrders(startIn(world.names.desk, electron, words, desktopEnv(world.home)), line =>
    hear(line),
  )
  return {
    call: async (way, { seconds, active, ended }, settleMs) => {
      const order = { url: `wss://${GATEWAY.name}/`, agent: LAB_AGENT, seconds, way, settleMs }
      hear = line => {
        if (line === 'active') active()
        if (line === 'ended') ended()
      }
      try {
        const answer = (await child.ask(order, BOUND_MS + seconds * 1000)) as Printed & { samples?: unknown }
        const { samples = [], ...printed } = answer
        writeFileSync(join(world.folder, 'samples.json'), JSON.stringify(samples))
        const firstMediaMs = printed.firstMediaMs === null ? null : Math.round(printed.firstMediaMs)
        const unasked = { alarms: null, concealedPct: null, proof: null }
        return { ...printed, firstMediaMs, fromAttemptMs: firstMediaMs, ...unasked }
      } catch (error) {
        return broken(`no result: ${(error as Error).message}`)
      }
    },
    close: async () => {
      await child.close()
      writeFileSync(join(world.folder, 'plain.log'), child.said())
    },
  }
}

/** Makes one call with a page of its own and waits for its end. Never rejects. */
export async function callWithPlain(world: World, electron: string, order: CallOrder): Promise<Told> {
  const page = openPlain(world, electron, order.proxy)
  const told = await page.call('trickle', order, 0)
  await page.close()
  return told
}
