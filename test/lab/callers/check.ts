// The packaged app's network check as a command: in the desktop's namespace, with the lab's home and the same policy as its calls.
// Must not know causes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NetworkReport, networkReportSchema } from '../../../protocol/network-report'
import { startIn } from '../net/house'
import type { World } from '../world'
import { type CallOrder, callerEnv, textsOf, writePolicy } from './viaduct'

/** A check takes 12 s at most; the rest is the start and the end of the app. */
const BOUND_MS = 45_000

/** Makes one check. A sentence instead of a report: there was none. Never rejects. */
export async function checkWithViaduct(
  world: World,
  app: string,
  { proxy, rules, password }: Pick<CallOrder, 'proxy' | 'rules' | 'password'>,
): Promise<NetworkReport | string> {
  const words = ['--no-sandbox', 'check', '--policy', writePolicy(world, proxy, rules), '--json']
  const child = startIn(world.names.desk, app, words, callerEnv(world, password))
  const texts = await textsOf(child, BOUND_MS, () => undefined)
  writeFileSync(join(world.folder, 'check.log'), texts.error)
  writeFileSync(join(world.folder, 'check.json'), texts.out)
  try {
    return networkReportSchema.parse(JSON.parse(texts.out))
  } catch {
    return `no network report: ${texts.error.trim().split('\n').at(-1)?.slice(0, 200) || 'silence'}`
  }
}
