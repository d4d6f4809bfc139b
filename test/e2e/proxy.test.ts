// A proxy that asks for a password, and a person at the packaged app's window: asked once, refused, declined, and heard.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BasicProxy, startBasicProxy } from '../fakes/basic-proxy'
import { GATEWAY } from '../lab/addresses'
import { thisMachine } from '../lab/requirements'
import { type Certificates, makeCertificates } from '../lab/services/certificates'
import { freePort, ME, type OpenApp, openApp, policyFile } from './app'
import { putOnEars, waitToHear } from './ears'

const PASSWORD = 'over the viaduct'
const AGENT = 'far-agent'

/** What the gateway's certificate is made with. */
const missing = thisMachine().missingTools.filter(tool => tool === 'openssl' || tool === 'certutil')

let folder: string
let certificates: Certificates
let gateway: ChildProcess
let gatewayPort: number

function startGateway({ keyFile, certFile }: Certificates, port: number): Promise<ChildProcess> {
  const words = ['--host', '127.0.0.1', '--port', `${port}`, '--agent', AGENT]
  const tls = ['--tls-key', keyFile, '--tls-cert', certFile]
  const child = spawn(process.execPath, ['--import', 'tsx', resolve('gateway/cli.ts'), ...words, ...tls], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((settle, reject) => {
    const hear = (data: Buffer) => /is listening on/.test(String(data)) && settle(child)
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('close', () => reject(new Error('the gateway ended')))
  })
}

let proxy: BasicProxy
let policy: string
let app: OpenApp
let page: Page

const through = (way: object) => ({
  version: 1,
  agents: [{ id: AGENT, name: 'Far Agent', url: `wss://${GATEWAY.name}/` }],
  proxy: way,
})
const dial = () =>
  page
    .getByRole('button', { name: /^call far agent/i })
    .first()
    .click()
const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.type)
const refused = () => proxy.sent.filter(word => word !== null && word !== PASSWORD)

describe.skipIf(missing.length > 0)(`a proxy that asks (${missing.join(', ') || 'nothing'} missing)`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'viaduct-proxy-'))
    certificates = await makeCertificates(folder)
    gatewayPort = await freePort()
    gateway = await startGateway(certificates, gatewayPort)
  })
  afterAll(() => {
    gateway?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    proxy = await startBasicProxy(PASSWORD, gatewayPort)
    policy = policyFile(through({ mode: 'fixed', server: proxy.server }))
    const by = { ...ME, env: { ...ME.env, HOME: certificates.home } }
    app = await openApp({ by, extra: [`--policy=${policy}`] })
    page = app.page
  })
  afterEach(async () => {
    await app?.close()
    proxy?.close()
  })

  test('asked once, told a wrong password and the right one: the call is heard, and the next is not asked about', async () => {
    await putOnEars(page)
    // Nobody is disturbed by what is kept ready.
    await page.waitForTimeout(1_500)
    expect(await dialog().isVisible()).toBe(false)
    await dial()
    await dialog().waitFor({ timeout: 5_000 })
    expect(await focused()).toBe('text')
    await page.keyboard.type('ada')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('The proxy refused this name or password').waitFor({ timeout: 5_000 })
    // The name is kept, and the clock of 8 s does not count.
    expect(await focused()).toBe('password')
    await page.waitForTimeout(8_500)
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await dialog().waitFor({ state: 'hidden', timeout: 5_000 })
    await waitToHear(page, 'the agent', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
    expect(refused()).toEqual(['wrong'])
    await page.getByRole('button', { name: /^end/i }).click()
    await page.getByRole('button', { name: /call again/i }).click()
    await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 10_000 })
    expect(await dialog().isVisible()).toBe(false)
    expect(refused()).toEqual(['wrong'])
  })

  test('declined by Escape: the failed screen says so, and calling again asks again', async () => {
    await dial()
    await dialog().waitFor({ timeout: 5_000 })
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: /proxy asks who you are/i }).waitFor({ timeout: 5_000 })
    expect(await dialog().isVisible()).toBe(false)
    await page.keyboard.press('r')
    await dialog().waitFor({ timeout: 5_000 })
    expect(refused()).toEqual([])
  })

  test('another policy, another proxy: it is gone by without a restart, from a script and back', async () => {
    const other = await startBasicProxy(PASSWORD, gatewayPort)
    const script = encodeURIComponent(`function FindProxyForURL() { return 'PROXY ${other.server}' }`)
    const pac = { mode: 'pac', pacUrl: `data:application/x-ns-proxy-autoconfig,${script}` }
    writeFileSync(policy, JSON.stringify(through(pac)))
    // What is kept ready goes by it at once, and the other proxy wants to know who the person is.
    await dialog().getByText(other.server).waitFor({ timeout: 10_000 })
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden', timeout: 5_000 })
    writeFileSync(policy, JSON.stringify(through({ mode: 'fixed', server: proxy.server })))
    await page.waitForTimeout(7_000)
    if (!(await dialog().isVisible())) await dial()
    await dialog().getByText(proxy.server).waitFor({ timeout: 10_000 })
    other.close()
  })

  test('refused twice: it stops before the account is locked', async () => {
    await dial()
    await dialog().waitFor({ timeout: 5_000 })
    await page.keyboard.type('ada')
    for (const word of ['wrong', 'wrong again']) {
      await page.locator('input[type=password]').fill(word)
      await page.keyboard.press('Enter')
      await page.waitForTimeout(500)
    }
    await page.getByRole('heading', { name: /did not accept your password/i }).waitFor({ timeout: 5_000 })
    expect(refused()).toEqual(['wrong', 'wrong again'])
  })
})
