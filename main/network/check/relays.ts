// The ways for sound, checked: every URL that the gateway named, then the stream over the best of them.
import type { IceServers } from '../../../protocol/ice'
import type { Check } from '../../../protocol/network-report'
import { lookAtRelay, lookAtStun, type RelaySeen, type RelayUrl, relayUrls, within } from '../look'
import type { StunSeen } from '../probes'
import { type CheckDeps, type Found, TIMES } from './deps'
import { natCheck, qualityCheck, relaysCheck, stunCheck } from './relay-checks'

export interface SoundWays {
  readonly relays: readonly RelaySeen[]
  readonly stun: readonly StunSeen[]
}

/** The relays as they come in; resolves `decided` once enough of them are in to say what carries calls. */
function watchRelays(urls: readonly RelayUrl[], deps: CheckDeps, told: (seen: readonly RelaySeen[]) => void) {
  const seen = new Map<RelayUrl, RelaySeen>()
  const list = (): readonly RelaySeen[] => urls.flatMap(url => seen.get(url) ?? [])
  let decide: () => void = () => undefined
  const decided = new Promise<void>(settle => {
    decide = settle
  })
  const take = (url: RelayUrl, one: RelaySeen): void => {
    seen.set(url, one)
    if (one.allocatedMs === null) return
    told(list())
    setTimeout(decide, TIMES.decideMs)
  }
  // STUN servers are asked from one socket, all of them.
  const look = async (url: RelayUrl): Promise<RelaySeen> =>
    url.way === 'stun'
      ? { relay: url, allocatedMs: null, errors: [], way: null }
      : await lookAtRelay(url, deps, TIMES.relayMs)
  const all = Promise.all(urls.map(async url => take(url, await look(url)))).then(list)
  all.then(decide, decide)
  return { decided, list, all }
}

/** Measures through the relay that let us in first. */
async function measure(seen: readonly RelaySeen[], { page }: CheckDeps): Promise<Check> {
  const best = seen
    .filter(({ allocatedMs }) => allocatedMs !== null)
    .toSorted((a, b) => (a.allocatedMs ?? 0) - (b.allocatedMs ?? 0))[0]
  if (best === undefined) return qualityCheck('no relay')
  const { qualityMs: boundMs, streamMs: forMs } = TIMES
  const probe = { type: 'quality' as const, servers: [best.relay.server], boundMs, forMs }
  return qualityCheck((await page.ask(probe, 'quality'))?.quality ?? null)
}

/** @param decided told once, as soon as it is known what carries sound; more may come to be known until the end */
export async function checkRelays(
  ice: IceServers,
  deps: CheckDeps,
  found: Found,
  decided: (ways: SoundWays) => void,
): Promise<SoundWays> {
  const urls = relayUrls(ice.servers)
  const asked = lookAtStun(urls, deps, TIMES.stunMs)
  const relays = watchRelays(urls, deps, seen => found(relaysCheck(seen, deps.nowMs())))
  await relays.decided
  decided({ relays: relays.list(), stun: await within(asked, 0, []) })
  const [stun, quality, all] = await Promise.all([asked, measure(relays.list(), deps), relays.all])
  found(relaysCheck(all, deps.nowMs()), stunCheck(stun), natCheck(stun), quality)
  return { relays: all, stun }
}
