// One call in one world, with everything that others saw of it. Judges nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callReportSchema } from '../../../protocol/report'
import { REGIONS, type Region } from '../addresses'
import { callWithViaduct, REPORT_FILE } from '../callers/viaduct'
import { listen } from '../ears/ears'
import type { Tools } from '../measure'
import { pause } from '../net/shell'
import type { Profile } from '../profile'
import { readTale } from '../services/proxy-log'
import { buildWorld } from '../world'
import type { Evidence } from './rows'
import { listenOnWire } from './wire'

/** So dear that a call of some seconds costs an amount that can be compared. */
const PER_GB = 900
/** coturn writes what an allocation carried when it ends. */
const COTURN_WRITES_MS = 1_500

/** Rejects where the lab broke, and where the app gave no report. */
export async function evidenceOf(profile: Profile, { programs, certificates }: Tools): Promise<Evidence> {
  const { family, access, firewall, turnTtlSeconds, proxyAsks, during, seconds, proxy, password } = profile
  const shape = { family, access, seed: 1 }
  const world = await buildWorld({ shape, firewall, certificates, turnTtlSeconds, proxyAsks })
  try {
    await profile.prepare?.(world)
    const [wire, ears] = await Promise.all([listenOnWire(world.names), listen(world.names)])
    let broken: Error | null = null
    const disturb = async (): Promise<void> => {
      if (during === null) return
      await pause(during.afterMs)
      ears.disturbed()
      await during.act(world)
    }
    const active = (): void => {
      ears.began()
      disturb().catch((error: Error) => {
        broken = error
      })
    }
    const rules = { relayCost: { perGb: PER_GB, currency: 'EUR' } }
    const told = await callWithViaduct(world, programs.app, {
      ...{ seconds, proxy, password, rules, active, ended: ears.ended },
    })
    if (told.outcome === 'failed') throw new Error(`the call failed: ${JSON.stringify(told.failure)}`)
    const [seen, heard] = await Promise.all([wire.stop(), ears.stop(), pause(COTURN_WRITES_MS)])
    if (broken !== null) throw broken
    const logOf = (region: Region): string => readFileSync(join(world.folder, `coturn-${region}.log`), 'utf8')
    const logs = REGIONS.map(region => [region, logOf(region)] as const)
    return {
      profile,
      report: callReportSchema.parse(JSON.parse(readFileSync(join(world.folder, REPORT_FILE), 'utf8'))),
      seen,
      coturn: Object.fromEntries(logs) as Evidence['coturn'],
      tunnels: readTale(world.folder)?.tunnels ?? [],
      silenceMs: heard.disturbed?.agentMs ?? null,
      perGb: PER_GB,
    }
  } finally {
    world.remove()
  }
}

/** For whoever wants to look at it by hand. */
export const keep = (evidence: Evidence, folder: string): void =>
  writeFileSync(join(folder, `${evidence.profile.name}.json`), JSON.stringify(evidence))
