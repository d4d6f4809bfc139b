// `viaduct check` on the packaged app: against a real gateway and a real relay on this computer, without an agent, and wrongly called.
import { afterEach, expect, test } from 'vitest'
import { type NetworkReport, networkReportSchema } from '../../protocol/network-report'
import { type Started, start } from '../gateway/start'
import { freePort, ownWords, policyFile, policyWith, type Run, viaduct } from './app'
import { type Relay, startRelay } from './relay'

/** The contract's bound for a whole check. */
const CHECK_MS = 12_000

let gateway: Started | null = null
let relay: Relay | null = null
afterEach(async () => {
  await gateway?.close()
  relay?.stop()
  gateway = null
  relay = null
})

const reportOf = ({ stdout }: Run): NetworkReport => networkReportSchema.parse(JSON.parse(stdout))
/** On loopback the goodbye of one of the page's two peers outruns the close of the other, and Chromium remarks on that. */
const ofNoPeer = (stderr: string): string =>
  stderr.replace(/^\[[^\]]*:ERROR:(dcsctp_transport|rtc_data_channel)\.cc[^\n]*\n/gm, '')
const statusOf = ({ checks }: NetworkReport, id: string) => checks.find(check => check.id === id)?.status

async function startWorld(): Promise<string> {
  relay = await startRelay()
  gateway = await start({ turn: relay.turn() })
  return policyWith('ada', 'Ada', gateway.ws)
}

test('a healthy way is found so: what carries calls, and a kit that asks for nothing', async () => {
  const run = await viaduct(['check', '--json', '--policy', await startWorld()])
  const report = reportOf(run)
  expect(run.status).toBe(0)
  expect(report.verdict).toBe('ready')
  // The relay is offered over TCP alone, and the gateway stands on this computer.
  expect(report.carries).toEqual(['direct', 'relay-tls'])
  expect(report.tookMs).toBeLessThan(CHECK_MS)
  for (const id of ['proxy', 'clock', 'websocket', 'event-stream', 'relays', 'quality'])
    expect([id, statusOf(report, id)]).toEqual([id, 'ok'])
  expect(report.regions[0]?.tcpMs).toBeGreaterThan(0)
  expect(report.kit.map(({ protocol, observed, request }) => [protocol, observed, request])).toEqual([
    ['WSS', 'open', null],
    ['TURN/TCP', 'open', null],
  ])
})

test('a person can follow it', async () => {
  const { status, stdout, stderr } = await viaduct(['check', '--policy', await startWorld()])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^Checking the way to 127\.0\.0\.1:\d+\n/)
  expect(stdout).toMatch(/\n {2}Signaling +Good +the gateway welcomed us \(\d+ ms\)\n/)
  expect(stdout).toMatch(/\n {2}What carries calls: direct, relay-tls\n/)
  expect(stdout).toMatch(/\nReady\. Calls work here\. \(\d+\.\d s\)\n$/)
  expect(ofNoPeer(ownWords(stderr))).toBe('')
})

test('a gateway that is not there is a failed check, with a row for IT', async () => {
  const port = await freePort()
  const run = await viaduct([
    'check',
    '--json',
    '--policy',
    policyWith('ada', 'Ada', `ws://127.0.0.1:${port}/`),
  ])
  const report = reportOf(run)
  expect(run.status).toBe(1)
  expect(report).toMatchObject({ verdict: 'offline', carries: [] })
  expect(report.checks.find(({ id }) => id === 'event-stream')).toMatchObject({
    status: 'failed',
    failure: 'signaling_unreachable',
    code: 'VD-S01',
  })
  expect(report.kit).toMatchObject([{ host: '127.0.0.1', port, observed: 'refused', request: 'allow' }])
})

test('without an agent it says so, and looks at this computer only', async () => {
  const run = await viaduct(['check', '--policy', policyFile({ version: 1 })])
  expect(run.status).toBe(1)
  expect(run.stdout).toMatch(/names no agent/)
  expect(run.stdout).toMatch(/There is no gateway to check\. Give a policy with an agent: --policy FILE\.\n$/)
})

test('a wrong command line is one sentence and status 2', async () => {
  for (const words of [
    ['check', '--loud'],
    ['check', 'ada'],
    ['check', '--policy', '/nonexistent/policy.json'],
  ]) {
    const { status, stdout, stderr } = await viaduct(words)
    expect([status, stdout]).toEqual([2, ''])
    expect(ownWords(stderr)).toMatch(/^[A-Z][^\n]*\.\n/)
  }
})

test('a wrong command line with --json still prints one network report', async () => {
  for (const [words, name] of [
    [['check', '--loud', '--json'], 'app_usage'],
    [['check', '--json', '--policy', '/nonexistent/policy.json'], 'policy_invalid'],
  ] as const) {
    const run = await viaduct(words)
    expect(run.status).toBe(2)
    expect(reportOf(run)).toMatchObject({ verdict: 'offline', checks: [{ status: 'failed', failure: name }] })
  }
})
