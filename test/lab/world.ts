// One world: its network, its services, and the handles by which a profile disturbs it. Made fresh for each call, removed after.
// Must not know profiles or what is judged.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { DESK, DESK_MOVED, REGIONS, type Region, ROLES, type Role, WAN } from './addresses'
import type { BoxMode } from './box/order'
import { type Firewall, OPEN, rulesetOf } from './firewall'
import type { LinkSettings } from './link/link'
import {
  makeFolder,
  makeNamespaces,
  namespaceName,
  nextWorld,
  removeFolder,
  removeNamespaces,
} from './net/house'
import { pause, run } from './net/shell'
import { connect, type Names, type Shape, tell } from './net/topology'
import { makeAsking, type Scheme } from './services/asking'
import type { Certificates } from './services/certificates'
import { type Chain, chainOf } from './services/chains'
import type { Differences } from './services/differences'
import { occupyGateway, occupyRelays, startBadScripts, startBox } from './services/obstacles'
import type { Service } from './services/service'
import {
  letProxyRefuse,
  type Site,
  startLabGateway,
  startProxy,
  startRelay,
  startResolver,
  startScriptServer,
  writeScript,
} from './services/services'

export interface World {
  readonly names: Names
  /** Logs of the services, and the call's own files. */
  readonly folder: string
  /** A home whose NSS store trusts the lab. */
  readonly home: string
  /** What this desktop's programs need beside that: a Kerberos ticket. */
  readonly env: NodeJS.ProcessEnv
  /** Changes parts of the firewall, all at once. */
  firewall(change: Partial<Firewall>): Promise<void>
  /** Changes the way between firewall and internet (`access`) or to a region. */
  link(name: 'access' | Region, settings: LinkSettings): void
  /** Starts the company's proxy script, or changes what it says: `DIRECT` at first. */
  script(decision: string): Promise<void>
  relay(region: Region): Service
  readonly proxy: Service
  /** The proxy lets these hosts pass that it refused. */
  proxyAllows(hosts: readonly string[]): Promise<void>
  /** Puts a box on the firewall, with this chain or the lab's own certificate; `firewall({ boxed })` leads traffic into it. */
  box(mode: BoxMode, chain: Chain | null): Promise<Service>
  /** The desktop's store trusts who signed this chain. */
  trust(chain: Chain): Promise<void>
  /** Serves proxy scripts, none of which works. */
  badScripts(): Promise<Service>
  /** Takes the places of a gateway, or of relays, that have no more than one or two. */
  occupy(what: 'sessions' | 'calls' | 'relays'): Promise<unknown>
  /** The relay with the most traffic now: the one that carries the call. */
  busiestRelay(): Promise<Service>
  /** The desktop gets another address on the same network. */
  moveDesk(): Promise<void>
  /** The desktop's default route moves to its other network; the first goes dead, but stays up. */
  flipRoute(): Promise<void>
  /** The NAT forgets every translation and gets another public address. */
  rebindNat(): Promise<void>
  /** Idle connections are forgotten after this long, and what comes later is dropped. */
  forgetIdle(seconds: number): Promise<void>
  remove(): void
}

const MEASURE_MS = 300

async function trafficOf(namespace: string): Promise<number> {
  const text = await run('ip', ['-n', namespace, '-s', '-j', 'link', 'show', 'dev', 'eth0'])
  const [device] = JSON.parse(text) as { stats64: { rx: { bytes: number }; tx: { bytes: number } } }[]
  return (device?.stats64.rx.bytes ?? 0) + (device?.stats64.tx.bytes ?? 0)
}

async function busiest(names: Names): Promise<Region> {
  const before = await Promise.all(REGIONS.map(region => trafficOf(names[region])))
  await pause(MEASURE_MS)
  const after = await Promise.all(REGIONS.map(region => trafficOf(names[region])))
  const grown = REGIONS.map((region, index) => ({
    region,
    bytes: (after[index] ?? 0) - (before[index] ?? 0),
  }))
  return grown.reduce((most, one) => (one.bytes > most.bytes ? one : most)).region
}

const loadRules = (names: Names, firewall: Firewall): Promise<string> =>
  run('ip', ['netns', 'exec', names.fw, 'nft', '-f', '-'], rulesetOf(firewall))

/** The disturbances that are done with `ip` and `sysctl` alone. */
const networkMoves = (names: Names) => ({
  moveDesk: async () => {
    await tell(names.desk, [
      `addr del ${DESK.eth0.v4}/24 dev eth0`,
      `addr add ${DESK_MOVED}/24 dev eth0`,
      `route replace default via ${DESK.eth0.router4} dev eth0`,
    ])
  },
  rebindNat: async () => {
    // Losing the address makes the kernel forget the translations that used it.
    await tell(names.fw, [
      `addr del ${WAN.v4}/24 dev wan0`,
      `addr add ${WAN.rebound4}/24 dev wan0`,
      `route replace default via ${WAN.router4} dev wan0`,
    ])
  },
  forgetIdle: async (seconds: number) => {
    const timeouts = ['tcp_timeout_established', 'udp_timeout', 'udp_timeout_stream'].map(
      name => `net.netfilter.nf_conntrack_${name}=${seconds}`,
    )
    const settings = [...timeouts, 'net.netfilter.nf_conntrack_tcp_loose=0']
    await run('ip', ['netns', 'exec', names.fw, 'sysctl', '-q', '-w', ...settings])
  },
})

export interface WorldPlan {
  readonly shape: Shape
  readonly firewall: Partial<Firewall>
  /** The desktop's own files are copied from here. */
  readonly certificates: Certificates
  readonly turnTtlSeconds: number | null
  /** How the proxy asks who somebody is; not at all where it is left out. */
  readonly proxyAsks?: Scheme | null
  /** In what the services are not well; none where it is left out. */
  readonly differences?: Differences
}

const namesOf = (world: number): Names =>
  Object.fromEntries(ROLES.map(role => [role, namespaceName(world, role)])) as Record<Role, string>

async function startServices(site: Site) {
  const [, , proxy, ...relays] = await Promise.all([
    startResolver(site),
    startLabGateway(site),
    startProxy(site),
    ...REGIONS.map(region => startRelay(site, region)),
  ])
  return { proxy, relays: new Map(REGIONS.map((region, index) => [region, relays[index]] as const)) }
}

/** Builds a world and waits until everything in it serves. Leaves nothing behind when that fails. */
export async function buildWorld({
  shape,
  firewall,
  certificates,
  turnTtlSeconds,
  proxyAsks = null,
  differences = {},
}: WorldPlan): Promise<World> {
  const names = namesOf(nextWorld())
  const folder = makeFolder()
  const remove = () => {
    removeNamespaces(Object.values(names))
    removeFolder(folder)
  }
  try {
    const resolver = shape.family === 'ipv6' ? DESK.eth0.router6 : DESK.eth0.router4
    await makeNamespaces(Object.values(names), resolver)
    const links = await connect(names, shape)
    let rules: Firewall = { ...OPEN, ...firewall }
    await loadRules(names, rules)
    const asking = proxyAsks === null ? null : await makeAsking(proxyAsks, folder, names)
    const site: Site = { names, folder, certificates, turnTtlSeconds, asking, differences }
    const { proxy, relays } = await startServices(site)
    let refused = differences.proxyRefuses ?? []
    let scripted: Promise<Service> | null = null
    const home = join(folder, 'home')
    cpSync(certificates.home, home, { recursive: true })
    const relay = (region: Region): Service => {
      const found = relays.get(region)
      if (found === undefined) throw new Error(`there is no relay ${region}`)
      return found
    }
    const change = async (part: Partial<Firewall>) => {
      rules = { ...rules, ...part }
      await loadRules(names, rules)
    }
    return {
      names,
      folder,
      home,
      env: asking?.env ?? {},
      script: async decision => {
        scripted ??= startScriptServer(site)
        await scripted
        writeScript(folder, decision)
      },
      firewall: change,
      link: links.change,
      relay,
      proxy,
      proxyAllows: async hosts => {
        refused = refused.filter(host => !hosts.includes(host))
        await letProxyRefuse(site, refused)
      },
      box: (mode, chain) => startBox(site, mode, chain),
      trust: async chain => {
        const { rootFile } = await chainOf(chain, certificates)
        const store = `sql:${join(home, '.pki', 'nssdb')}`
        await run('certutil', ['-d', store, '-A', '-t', 'C,,', '-n', chain, '-i', rootFile])
      },
      badScripts: () => startBadScripts(site),
      occupy: what => (what === 'relays' ? occupyRelays(site) : occupyGateway(site, what)),
      busiestRelay: async () => relay(await busiest(names)),
      flipRoute: async () => {
        await change({ firstLeg: 'dead' })
        await tell(names.desk, [`route replace default via ${DESK.eth1.router4} dev eth1`])
      },
      ...networkMoves(names),
      remove: () => {
        links.stop()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}
