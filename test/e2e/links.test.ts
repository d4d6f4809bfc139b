// Links on the packaged app: through a second instance to the first, shown, confirmed and then dialed with a real gateway; hostile ones refused.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RemoteGateway, startRemoteGateway } from '../bench/start/gateway'
import { makeProfile, type OpenApp, openApp, policyFile, viaduct } from './app'
import { putOnEars, waitToHear } from './ears'
import { newestReport } from './history'

const STRANGER = 'wss://stranger.example/v1'
const profile = makeProfile()
let gateway: RemoteGateway
let policy: string
let app: OpenApp
beforeAll(async () => {
  gateway = await startRemoteGateway()
  policy = policyFile({
    version: 1,
    pool: false,
    warmLine: false,
    agents: [{ id: 'remote', name: 'Remote Agent', url: gateway.url }],
  })
  app = await openApp({ profile, extra: ['--policy', policy] })
  await putOnEars(app.page)
  await app.page.getByText('Remote Agent').first().waitFor({ timeout: 10_000 })
})
afterAll(async () => {
  await app?.close()
  gateway?.close()
})

/** What the desktop does with a link that somebody clicks. */
async function click(...words: readonly string[]): Promise<void> {
  const run = await viaduct([`--user-data-dir=${profile}`, '--', ...words], { display: true })
  expect(run.status).toBe(0)
}
const dialog = () => app.page.getByRole('dialog')
const peers = () =>
  app.page.evaluate(() => (window as unknown as { earPeers: RTCPeerConnection[] }).earPeers.length)

test('a link is shown, and dials nothing until it is confirmed; then it calls, with sound', async () => {
  await click('viaduct://call/remote')
  await dialog().getByText('Call Remote Agent?').waitFor({ timeout: 10_000 })
  await dialog().getByText(new URL(gateway.url).host).waitFor()
  await app.page.waitForTimeout(1_500)
  expect(await peers()).toBe(0)
  await dialog().getByRole('button', { name: 'Call Remote Agent' }).click()
  await waitToHear(app.page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
})

test('a link during a call waits, and cannot take its place', async () => {
  await click('viaduct:test-agent')
  await dialog().getByText('End your call first.').waitFor({ timeout: 10_000 })
  expect(await dialog().getByRole('button', { name: /^Call/ }).isDisabled()).toBe(true)
  await dialog().getByRole('button', { name: 'Do not call' }).click()
  await app.page.getByRole('button', { name: /^end/i }).click()
  await waitToHear(app.page, 'the end', ({ openPeers }) => openPeers === 0, 8_000)
  await app.page.getByRole('button', { name: /close/i }).last().click()
  expect((await newestReport(app.page))?.agent).toBe('remote')
})

test('hostile links and words are refused, and none of them is a switch, a policy or a call', async () => {
  const before = await peers()
  const hostile = [
    ['viaduct:--no-sandbox'],
    ['--renderer-cmd-prefix=xterm', 'viaduct:remote'],
    ['--policy', '/etc/passwd'],
    ['call', 'test-agent'],
    ['viaduct:wss://ada:secret@stranger.example/'],
    ['viaduct:javascript:alert(1)'],
    ['viaduct:file:///etc/passwd'],
    [`viaduct:${'a'.repeat(20_000)}`],
  ]
  for (const words of hostile) {
    await click(...words)
    await dialog().getByText('This cannot be called').waitFor({ timeout: 10_000 })
    await dialog().getByRole('button', { name: 'Close' }).click()
    await dialog().waitFor({ state: 'detached' })
  }
  await click('viaduct:ws://stranger.example/')
  await dialog().getByText('It is not encrypted.').waitFor({ timeout: 10_000 })
  await dialog().getByRole('button', { name: 'Close' }).click()
  expect(await peers()).toBe(before)
})

test('an unknown host is named, by a link as by the dial field, and not called when the person does not want it', async () => {
  await click(`viaduct:${STRANGER}`, '--no-sandbox')
  await dialog().getByText('Your organisation does not name stranger.example.').waitFor({ timeout: 10_000 })
  await app.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type(STRANGER)
  await app.page.keyboard.press('Enter')
  await dialog().getByText('Your organisation does not name stranger.example.').waitFor()
  await dialog().getByRole('button', { name: 'Do not call' }).click()
  await dialog().waitFor({ state: 'detached' })
})

test('an address is dialed from the field, once its host is confirmed, with sound', async () => {
  const { page } = app
  const address = `${gateway.url.replace('127.0.0.1', 'localhost')}#remote`
  await page.keyboard.press('Control+k')
  await page.keyboard.type(address)
  await page.keyboard.press('Enter')
  await dialog().getByText('Your organisation does not name localhost.').waitFor()
  await dialog().getByRole('button', { name: 'Call localhost' }).click()
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  await page.getByRole('button', { name: /^end/i }).click()
  await waitToHear(page, 'the end', ({ openPeers }) => openPeers === 0, 8_000)
  await page.getByRole('button', { name: /close/i }).last().click()
  expect((await newestReport(page))?.agent).toBe(address)
})
