// What being ready is worth: dial to first media with nothing kept, with the pool, with a warm line. All calls go through a
// relay over TCP on port 443, and relay and signaling are `--rtt` ms away (20). Needs `npm run package`, coturn and root.
// Run: npx tsx test/bench/ready.ts [--rtt 20] [--runs 9]
import { startVirtualDisplay } from '../../scripts/virtual-display.mjs'
import { policyFile } from '../e2e/app'
import { startRelay } from '../e2e/relay'
import { startSlowRoad } from '../fakes/slow-road'
import { warmDials } from './start/calls'
import { load, type Spread, spreadOf } from './start/figures'
import { startRemoteGateway } from './start/gateway'

const argument = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const rttMs = argument('--rtt', 20)
const runs = argument('--runs', 9)
/** From one call to the next: long enough for a line to connect. */
const BETWEEN_MS = 1_500

const WAYS = [
  ['nothing kept', { pool: false }],
  ['pool', {}],
  ['warm line', { warmLine: true }],
] as const

async function measure(): Promise<readonly (readonly [string, Spread])[]> {
  const relay = await startRelay()
  const media = await startSlowRoad(relay.port, rttMs / 2, 443)
  const gateway = await startRemoteGateway(relay.turn(media.port))
  const signaling = await startSlowRoad(Number(new URL(gateway.url).port), rttMs / 2)
  const agents = [{ id: 'remote', name: 'Remote Agent', url: `ws://127.0.0.1:${signaling.port}/` }]
  const found: (readonly [string, Spread])[] = []
  try {
    for (const [name, kept] of WAYS) {
      const policy = policyFile({ version: 1, agents, routes: { force: 'relay-tls' }, ...kept })
      found.push([name, spreadOf(await warmDials(runs, ['--policy', policy], BETWEEN_MS))])
    }
  } finally {
    await Promise.all([media.close(), signaling.close()])
    gateway.close()
    relay.stop()
  }
  return found
}

const screen = process.env.DISPLAY === undefined ? await startVirtualDisplay() : null
if (screen !== null) process.env.DISPLAY = screen.display
const before = load()
const rows = await measure().finally(() => screen?.stop())
console.log(`dial to first media, relay over TCP, ${rttMs} ms round trip, load ${before}`)
for (const [name, { median, min, max, n }] of rows)
  console.log(`${name.padEnd(14)} median ${median} ms (${min}-${max}, n ${n})`)
