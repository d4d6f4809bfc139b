// Measures the gateway's answerer (werift) on loopback against libwebrtc callers: set-up time, CPU per call, loss.
// Run: npx tsx test/bench/answerer.ts [--json FILE] [--seconds 20]
import { type ChildProcess, fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { createWrtcCaller, type WrtcCaller } from '../fakes/wrtc-caller'
import { HELLO, openSocket, type TestClient } from '../gateway/signaling-client'
import { start } from '../gateway/start'
import { type LossyRelay, losing, throughRelay } from './lossy-relay'

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits
const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

/** The gateway in a process of its own, so that its CPU time is nobody else's. */
async function beTheGateway(): Promise<void> {
  const gateway = await start()
  process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss }))
  process.on('disconnect', () => process.exit(0))
  process.send?.({ url: gateway.ws })
}

interface Usage {
  readonly cpu: { readonly user: number; readonly system: number }
  readonly rss: number
}
const reply = <T>(child: ChildProcess): Promise<T> =>
  new Promise(resolve => child.once('message', resolve as never))
const usageOf = (child: ChildProcess): Promise<Usage> => {
  const answered = reply<Usage>(child)
  child.send('usage')
  return answered
}

interface Dialled {
  readonly client: TestClient
  readonly caller: WrtcCaller
  readonly setupMs: number
  readonly relay: LossyRelay | null
}

let calls = 0
async function dial(url: string, loss: number): Promise<Dialled> {
  const client = await openSocket(url)
  client.send(HELLO)
  await client.next('welcome')
  const caller = createWrtcCaller()
  const callId = `bench-${++calls}-call`
  const sdp = await caller.offer()
  const startedMs = performance.now()
  client.send({ type: 'call.start', callId, agent: 'test-agent', attempt: 1, sdp })
  // With loss only the relay's path exists: the caller's own candidates would lead past it.
  if (loss === 0) {
    caller.onCandidate(candidate => client.send({ type: 'attempt.candidate', callId, attempt: 1, candidate }))
  }
  const { sdp: answer } = await client.next('attempt.answer')
  const via = loss > 0 ? await throughRelay(answer, losing(loss)) : null
  await caller.accept(via?.answer ?? answer)
  await Promise.race([caller.connected(), pause(20_000)])
  return { client, caller, setupMs: performance.now() - startedMs, relay: via?.relay ?? null }
}

const hangUp = ({ client, caller, relay }: Dialled) => {
  caller.close()
  client.close()
  relay?.close()
}

async function measureSetup(url: string, times: number, loss: number): Promise<number[]> {
  const setups: number[] = []
  for (let i = 0; i < times; i++) {
    const call = await dial(url, loss)
    setups.push(call.setupMs)
    hangUp(call)
    await pause(50)
  }
  return setups
}

/** A voice that pauses, so that the agent plays back half of the time: a tone of 2 s in each 5 s. */
const voice = (index: number) => (index % 240_000 < 96_000 ? 0.4 * Math.sin(index / 25) : 0)

async function measureCpu(child: ChildProcess, url: string, count: number, seconds: number) {
  const open: Dialled[] = []
  for (let i = 0; i < count; i++) open.push(await dial(url, 0))
  for (const call of open) call.caller.say(voice)
  await pause(2000)
  const before = await usageOf(child)
  await pause(seconds * 1000)
  const after = await usageOf(child)
  open.forEach(hangUp)
  await pause(500)
  const spentMs = (after.cpu.user - before.cpu.user + after.cpu.system - before.cpu.system) / 1000
  const cpuPct = spentMs / seconds / 10
  return {
    calls: count,
    cpuPct: round(cpuPct),
    cpuPctPerCall: round(cpuPct / Math.max(1, count), 2),
    rssMb: round(after.rss / 1e6, 0),
  }
}

async function measureLoss(url: string, share: number, seconds: number) {
  const setups = await measureSetup(url, 20, share)
  const call = await dial(url, share)
  call.caller.say(voice)
  await pause(seconds * 1000)
  const turns = call.client.received.filter(message => message.type === 'agent.turn').length
  const [lost, passed] = [call.relay?.lost() ?? 0, call.relay?.passed() ?? 0]
  hangUp(call)
  return {
    sharePct: share * 100,
    setupMs: {
      p50: round(quantile(setups, 0.5), 0),
      p90: round(quantile(setups, 0.9), 0),
      max: round(Math.max(...setups), 0),
    },
    lostPct: round((100 * lost) / Math.max(1, lost + passed)),
    seconds,
    turns,
  }
}

async function bench(): Promise<void> {
  const seconds = Number(argument('--seconds') ?? 20)
  const child = fork(fileURLToPath(import.meta.url), ['--gateway'])
  const { url } = await reply<{ url: string }>(child)
  const setups = await measureSetup(url, 20, 0)
  const cpu = []
  for (const count of [0, 1, 10]) cpu.push(await measureCpu(child, url, count, seconds))
  const loss = await measureLoss(url, 0.1, seconds)
  child.disconnect()
  const setupMs = { p50: round(quantile(setups, 0.5), 0), p90: round(quantile(setups, 0.9), 0) }
  const result = { node: process.version, cores: cpus().length, setupMs, cpu, loss }
  const judged: [string, boolean][] = [
    ['set-up on loopback within 500 ms (median)', setupMs.p50 < 500],
    ['ten calls cost less than half a core', (cpu[2]?.cpuPct ?? 100) < 50],
    ['with 10 % loss every call connects within 10 s', loss.setupMs.max < 10_000],
    ['with 10 % loss turns are heard and answered', loss.turns >= 2],
  ]
  for (const [what, good] of judged) console.log(`${good ? 'ok  ' : 'FAIL'} ${what}`)
  console.log(JSON.stringify(result, null, 2))
  const file = argument('--json')
  if (file) writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  const failed = judged.filter(([, good]) => !good).length
  console.log(`${judged.length - failed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}

await (process.argv.includes('--gateway') ? beTheGateway() : bench())
