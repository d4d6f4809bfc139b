// Plain WebRTC as a caller: a bare page on the same Electron, in the same namespace, speaking the gateway's protocol.
// What its clock includes stands in plain/page.js.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GATEWAY } from '../addresses'
import { startIn } from '../net/house'
import { LAB_AGENT } from '../services/services'
import type { World } from '../world'
import { broken, type Told } from './outcome'
import { type CallOrder, desktopEnv, textsOf } from './viaduct'

const FOLDER = fileURLToPath(new URL('../plain', import.meta.url))
const BOUND_MS = 60_000

/** A desktop that has a proxy is told so by its system settings; this is the command line's form of them. */
const switchesOf = (proxy: string | null): string[] => [
  '--no-sandbox',
  '--headless',
  ...(proxy === null ? [] : [`--proxy-server=${proxy}`]),
]

type Printed = Omit<Told, 'fromAttemptMs'>

/**
 * Makes one plain call and waits for its end. Never rejects.
 * @param electron the runtime's executable
 */
export async function callWithPlain(
  world: World,
  electron: string,
  { seconds, proxy, active, ended }: CallOrder,
): Promise<Told> {
  const clip = resolve('assets/sounds/caller-clip.wav')
  const order = JSON.stringify({ url: `wss://${GATEWAY.name}/`, agent: LAB_AGENT, seconds, clip })
  const words = [...switchesOf(proxy), FOLDER, order]
  const child = startIn(world.names.desk, electron, words, desktopEnv(world.home))
  let told = false
  const texts = await textsOf(child, BOUND_MS + seconds * 1000, said => {
    if (/^ended$/m.test(said)) ended()
    if (told || !/^active$/m.test(said)) return
    told = true
    active()
  })
  writeFileSync(join(world.folder, 'plain.log'), texts.error)
  try {
    const printed = JSON.parse(texts.out) as Printed
    const firstMediaMs = printed.firstMediaMs === null ? null : Math.round(printed.firstMediaMs)
    return { ...printed, firstMediaMs, fromAttemptMs: firstMediaMs }
  } catch {
    return broken(`no result: ${texts.error.trim().split('\n').at(-1)?.slice(0, 200) ?? 'silence'}`)
  }
}
