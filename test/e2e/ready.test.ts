// What is ready before anybody dials, on the packaged app: signaling and a relay allocation, or a whole connected line.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CallReport } from '../../protocol/report'
import { type RemoteGateway, startRemoteGateway } from '../bench/start/gateway'
import { type OpenApp, openApp, policyFile } from './app'
import { listen, putOnEars, waitToHear } from './ears'
import { newestReport } from './history'
import { type Relay, startRelay } from './relay'

let relay: Relay
let gateway: RemoteGateway
let app: OpenApp | undefined
beforeAll(async () => {
  relay = await startRelay()
  gateway = await startRemoteGateway(relay.turn())
})
afterEach(() => app?.close())
afterAll(() => {
  gateway?.close()
  relay?.stop()
})

/** The window with one agent, whose gateway hands out the relay. */
async function open(policy: { pool?: boolean; warmLine?: boolean }) {
  const agents = [{ id: 'remote', name: 'Remote Agent', url: gateway.url }]
  const file = policyFile({ version: 1, agents, ...policy })
  const opened = await openApp({ extra: ['--policy', file] })
  app = opened
  await putOnEars(opened.page)
  await opened.page.getByText('Remote Agent').first().waitFor({ timeout: 10_000 })
  return opened.page
}
type Page = OpenApp['page']

/** How many peers the page ever made; the kinds of candidates and the state of one of them, by default of the newest. */
const peersOf = (page: Page, which = -1) =>
  page.evaluate(async index => {
    const peers = (window as unknown as { earPeers: RTCPeerConnection[] }).earPeers
    const peer = peers.at(index)
    const stats = [...((await peer?.getStats())?.values() ?? [])]
    const kinds = stats
      .filter(({ type }) => type === 'local-candidate')
      .map(stat => String(stat.candidateType))
    return { made: peers.length, kinds: [...new Set(kinds)].sort(), state: peer?.connectionState ?? null }
  }, which)

async function call(page: Page): Promise<CallReport> {
  await page.getByRole('button', { name: /^call/i }).first().click()
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  await page.getByRole('button', { name: /^end/i }).click()
  // Until the far end confirmed, the only button of that name is the window's own.
  await page.getByRole('button', { name: /^end/i }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /close/i }).last().click()
  const newest = await newestReport(page)
  if (newest === undefined) throw new Error('no report')
  return newest
}

describe('the pool', () => {
  test('has its allocation before the dial, serves the call with the one peer, and is made anew', async () => {
    const page = await open({})
    await expect.poll(async () => (await peersOf(page)).kinds, { timeout: 10_000 }).toContain('relay')
    const before = await peersOf(page)
    expect(before.state).toBe('new')
    expect(await listen(page)).toMatchObject({ openPeers: 1, packetsSent: 0, packetsReceived: 0 })
    const { outcome, timings } = await call(page)
    expect(outcome).toBe('connected')
    expect((timings.signalingMs ?? 999) + (timings.credentialsMs ?? 999)).toBeLessThan(30)
    // It was this very peer that carried the call.
    await expect.poll(async () => (await peersOf(page, before.made - 1)).state).toBe('closed')
    // The next one is there, and nothing else is left of the call.
    await waitToHear(page, 'the next peer', ({ openPeers }) => openPeers === 1, 5_000)
  })

  test('that the policy forbids holds nothing', async () => {
    const page = await open({ pool: false })
    await new Promise(wake => setTimeout(wake, 1_500))
    expect((await peersOf(page)).made).toBe(0)
    expect((await call(page)).outcome).toBe('connected')
    await waitToHear(page, 'the end', ({ openPeers }) => openPeers === 0, 5_000)
  })
})

describe('the warm line', () => {
  test('is connected and silent before the dial, and is the call at once', async () => {
    const page = await open({ warmLine: true })
    await expect.poll(async () => (await peersOf(page)).state, { timeout: 10_000 }).toBe('connected')
    await new Promise(wake => setTimeout(wake, 500))
    expect(await listen(page)).toMatchObject({ openPeers: 1, packetsSent: 0, packetsReceived: 0 })
    const { made } = await peersOf(page)
    const { outcome, timings, attempts } = await call(page)
    expect([outcome, attempts.length]).toEqual(['connected', 1])
    expect(timings.firstMediaMs).toBeLessThan(250)
    await expect.poll(async () => (await peersOf(page, made - 1)).state).toBe('closed')
    await waitToHear(page, 'the next line', ({ openPeers }) => openPeers === 1, 5_000)
  })
})
