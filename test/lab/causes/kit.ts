// `npm run lab -- kit [NAME ...] [--jobs N] [--json FILE]`: the firewall kit proves itself. A network that lets no call through is checked,
// exactly what the check's kit requires is done, and a call must work. Where signaling was shut nobody could ask for relays, so
// the check is run again until it requires nothing new. Exit status 1 when a call does not work afterwards.
import { writeFileSync } from 'node:fs'
import { Argument, Command } from 'commander'
import type { KitRow, NetworkReport } from '../../../protocol/network-report'
import { NAMES } from '../addresses'
import { checkWithViaduct } from '../callers/check'
import { type CallOrder, callWithViaduct } from '../callers/viaduct'
import type { Allowed } from '../firewall'
import { openLab } from '../lab'
import type { Tools } from '../measure'
import { wholeUpTo } from '../options'
import type { World } from '../world'
import { cause } from './base'
import type { Cause } from './cause'
import { CAUSES } from './causes'
import { buildCauseWorld, policyOf } from './measure'

/** Causes that a firewall's or a proxy's administrator can mend, and the lab's two profiles that let nothing through. */
const MENDED = [
  'proxy-refuses-gateway',
  'proxy-refuses-relays',
  'gateway-reset',
  'relay-reset',
  'inspected-untrusted',
  'relays-unreachable',
]
const CLOSED = cause({
  name: 'closed',
  about: 'nothing gets out',
  call: 'signaling_timeout',
  check: 'signaling_timeout',
  firewall: { udp: 'dropped', tcp: 'blocked' },
})
const NETWORKS: readonly Cause[] = [CLOSED, ...CAUSES.filter(({ name }) => MENDED.includes(name))]

/** The gateway, then its relays; a third time only to see that nothing is left. */
const ROUNDS_MAX = 3
const TALK_SECONDS = 3

interface KitProof {
  readonly network: string
  readonly before: string
  /** What was done, one text a row. */
  readonly applied: readonly string[]
  readonly rounds: number
  readonly after: string
  readonly verdict: 'passed' | 'failed' | 'skipped'
}

const textOf = ({ host, port, protocol, request }: KitRow): string => `${request} ${host} ${port} ${protocol}`

const toDo = (report: NetworkReport, done: readonly string[]): KitRow[] =>
  report.kit.filter(row => row.request !== null && row.need === 'required' && !done.includes(textOf(row)))

const placeOf = ({ host, port, protocol }: KitRow): Allowed => ({
  v4: NAMES[host]?.v4 ?? host,
  port,
  over: protocol.endsWith('/UDP') ? 'udp' : 'tcp',
})

/** As an administrator would: at the proxy where there is one, else at the firewall. A wish of another kind is left undone. */
async function apply(world: World, rows: readonly KitRow[], opened: readonly Allowed[], by: Cause['proxy']) {
  const meant = rows.filter(({ request }) => request === 'allow' || request === 'exempt from inspection')
  const all = [...opened, ...meant.map(placeOf)]
  if (by === null) await world.firewall({ allowed: all })
  else await world.proxyAllows(meant.map(({ host }) => host))
  return all
}

async function prove(network: Cause, world: World, { programs }: Tools): Promise<KitProof> {
  const order: CallOrder = {
    seconds: TALK_SECONDS,
    proxy: null,
    rules: policyOf(network),
    active: () => undefined,
    ended: () => undefined,
  }
  await network.produce?.(world)
  const call = async (): Promise<string> => {
    const { outcome, failure } = await callWithViaduct(world, programs.app, order)
    return failure?.name ?? outcome
  }
  const before = await call()
  const applied: string[] = []
  let opened: readonly Allowed[] = []
  let rounds = 0
  for (; rounds < ROUNDS_MAX; rounds += 1) {
    const report = await checkWithViaduct(world, programs.app, order)
    if (typeof report === 'string')
      return { network: network.name, before, applied, rounds, after: report, verdict: 'failed' }
    const rows = toDo(report, applied)
    if (rows.length === 0) break
    opened = await apply(world, rows, opened, network.proxy)
    applied.push(...rows.map(textOf))
  }
  const after = await call()
  // A network on which calls worked before proves nothing.
  const passed = before !== 'connected' && applied.length > 0 && after === 'connected'
  return { network: network.name, before, applied, rounds, after, verdict: passed ? 'passed' : 'failed' }
}

async function inWorld(network: Cause, tools: Tools): Promise<KitProof> {
  const world = await buildCauseWorld(network, 1, tools)
  try {
    return await prove(network, world, tools)
  } finally {
    world.remove()
  }
}

const printed = ({ network, before, rounds, applied, after, verdict }: KitProof): string =>
  [
    `${network}: ${before} -> ${after} after ${rounds} rounds, ${verdict}`,
    ...applied.map(row => `    ${row}`),
  ].join('\n')

/** Runs the proofs. @param words what follows `kit` */
export async function runKit(words: readonly string[]): Promise<readonly KitProof[]> {
  const program = new Command('lab kit')
    .description('What the firewall kit asks for, done: calls work. Root on Linux.')
    .addArgument(
      new Argument('[networks...]', 'which; without any, all').choices(NETWORKS.map(({ name }) => name)),
    )
    .option('--jobs <n>', 'worlds at the same time', wholeUpTo(8), 2)
    .option('--json <file>', 'write the proofs here too')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  program.parse([...words], { from: 'user' })
  const { jobs, json } = program.opts<{ jobs: number; json?: string }>()
  const waiting = NETWORKS.filter(({ name }) => program.args.length === 0 || program.args.includes(name))
  const opened = await openLab()
  const proofs: KitProof[] = []
  if (opened.kind === 'missing') {
    for (const sentence of opened.sentences) console.log(sentence)
    const after = opened.sentences.join(' ')
    for (const { name } of waiting)
      proofs.push({ network: name, before: '-', applied: [], rounds: 0, after, verdict: 'skipped' })
  } else {
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const proof = await inWorld(next, opened)
        proofs.push(proof)
        console.log(printed(proof))
      }
    }
    await Promise.all(Array.from({ length: jobs }, worker))
  }
  const count = (verdict: KitProof['verdict']) => proofs.filter(one => one.verdict === verdict).length
  if (json !== undefined)
    writeFileSync(
      json,
      `${JSON.stringify({ version: 1, date: new Date().toISOString(), rows: proofs }, null, 2)}\n`,
    )
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
  return proofs
}
