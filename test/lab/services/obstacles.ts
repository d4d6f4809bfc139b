// What stands in the way of a world's services: the box on the firewall, a server of bad proxy scripts, and who takes all places.
// Owns their command lines; must not know which cause wants what.
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GATEWAY, REGIONS, RELAYS, SCRIPTS } from '../addresses'
import type { BoxMode, BoxOrder } from '../box/order'
import { BOX_PORTS } from '../firewall'
import type { Chain } from './chains'
import { pairOf } from './differences'
import { type Service, startService } from './service'
import { beside, HERE, LAB_AGENT, SECRET, type Site, TSX } from './services'

const program = (name: string): string => fileURLToPath(new URL(`../box/${name}.ts`, import.meta.url))

/** Takes every place of a gateway that has one. */
export const occupyGateway = (site: Site, what: 'sessions' | 'calls'): Promise<Service> =>
  beside(site, 'occupy', [what, HERE, LAB_AGENT], /are taken/)

/** Takes the two places that each relay gives, from beside it: coturn's client makes two allocations, whatever it is told. */
export async function occupyRelays({ names, folder }: Site): Promise<void> {
  const user = `${Math.floor(Date.now() / 1000) + 3600}:occupant`
  const password = createHmac('sha1', SECRET).update(user).digest('base64')
  await Promise.all(
    REGIONS.map(region =>
      startService({
        name: `occupant of ${region}`,
        namespace: names[region],
        command: 'turnutils_uclient',
        args: [
          '-u',
          user,
          '-w',
          password,
          '-n',
          '1000000',
          '-v',
          '-c',
          '-e',
          RELAYS[region].v4,
          RELAYS[region].v4,
        ],
        ready: /Received relay addr[\s\S]*Received relay addr/,
        logFile: join(folder, `occupant-${region}.log`),
      }),
    ),
  )
}

/** Puts the box on the firewall. Nothing is led into it yet: that is the firewall's to do. */
export async function startBox(site: Site, mode: BoxMode, chain: Chain | null): Promise<Service> {
  const place = (host: string, address: string, port: number) => ({ host, address, port })
  const order: BoxOrder = {
    mode,
    pair: mode === 'cut' ? null : await pairOf(site.certificates, chain ?? undefined),
    places: [
      place(GATEWAY.name, GATEWAY.v4, BOX_PORTS.gateway),
      ...REGIONS.map(region => place(RELAYS[region].name, RELAYS[region].v4, BOX_PORTS[region])),
    ],
    webPort: BOX_PORTS.web,
  }
  return startService({
    name: 'box',
    namespace: site.names.fw,
    command: process.execPath,
    args: [...TSX, program('box'), JSON.stringify(order)],
    ready: /the box is listening/,
    logFile: join(site.folder, 'box.log'),
  })
}

/** The company's server of proxy scripts, where its resolver stands. */
export const startBadScripts = ({ names, folder }: Site): Promise<Service> =>
  startService({
    name: 'scripts',
    namespace: names.fw,
    command: process.execPath,
    args: [...TSX, program('pac'), SCRIPTS.host, `${SCRIPTS.port}`],
    ready: /the scripts are served/,
    logFile: join(folder, 'scripts.log'),
  })
