// Each Electron hardening rule, on the packaged app.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { APP, type OpenApp, openApp, ownWords, RESOURCES, viaduct } from './app'

/** The fuse wire holds characters: '1' is on, '0' is off. */
const ON = '1'.charCodeAt(0)
const OFF = '0'.charCodeAt(0)

let app: OpenApp
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app?.close())

test('fuses are as stated', async () => {
  const wire = await getCurrentFuseWire(APP)
  const on = [FuseV1Options.EnableCookieEncryption, FuseV1Options.OnlyLoadAppFromAsar]
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]
  for (const fuse of on) expect(wire[fuse], FuseV1Options[fuse]).toBe(ON)
  for (const fuse of off) expect(wire[fuse], FuseV1Options[fuse]).toBe(OFF)
})

test('the app is an archive, and nothing but native code and sounds lies beside it', () => {
  expect(existsSync(join(RESOURCES, 'app.asar'))).toBe(true)
  expect(existsSync(join(RESOURCES, 'app'))).toBe(false)
})

test('the page has no Node, no Electron and no way to load more', async () => {
  const found = await app.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      name => name in window,
    ),
    origin: window.location.href,
  }))
  expect(found.globals).toEqual([])
  expect(found.origin).toBe('viaduct-app://window/')
})

test('the content security policy is strict, and holds', async () => {
  const response = await app.page.reload()
  const policy = response?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  const ran = await app.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.body.append(script)
    return 'inlineRan' in window
  })
  expect(ran).toBe(false)
  const fetched = await app.page.evaluate(() =>
    fetch('https://127.0.0.1:9/')
      .then(() => true)
      .catch(() => false),
  )
  expect(fetched).toBe(false)
})

test('navigation, new windows and file: are refused', async () => {
  const { page } = app
  await page.evaluate(() => {
    window.location.href = 'data:text/html,gone'
  })
  await page.waitForTimeout(300)
  expect(page.url()).toBe('viaduct-app://window/')
  expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true)
  const read = await page.evaluate(() =>
    fetch('file:///etc/hostname')
      .then(() => true)
      .catch(() => false),
  )
  expect(read).toBe(false)
})

test('only the microphone is granted', async () => {
  const { page } = app
  const granted = await page.evaluate(async () => {
    const may = (constraints: MediaStreamConstraints) =>
      navigator.mediaDevices
        .getUserMedia(constraints)
        .then(stream => {
          for (const track of stream.getTracks()) track.stop()
          return true
        })
        .catch(() => false)
    return {
      microphone: await may({ audio: true }),
      camera: await may({ video: true }),
      notifications: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    }
  })
  expect(granted).toEqual({ microphone: true, camera: false, notifications: 'denied', geolocation: 'denied' })
})

test('the bridge refuses bad shapes, and tells nothing about why', async () => {
  const answers = await app.page.evaluate(async () => {
    const bridge = (window as unknown as { viaduct: unknown }).viaduct as Record<
      string,
      (input: unknown) => Promise<unknown>
    >
    const said = async (name: string, input: unknown) =>
      bridge[name]?.(input).then(
        () => 'accepted',
        (error: Error) => error.message,
      )
    return [
      await said('openBackend', { callId: '../../etc', agentId: 1 }),
      await said('controlWindow', 'explode'),
      await said('finishCall', { __proto__: { version: 1 } }),
    ]
  })
  for (const answer of answers) {
    expect(answer).toContain('refused')
    expect(answer).not.toMatch(/zod|ZodError|\/main\//i)
  }
})

test('the bridge has exactly the methods of the contract', async () => {
  const { REQUESTS, EVENTS } = await import('../../protocol/channels')
  const methods = await app.page.evaluate(() =>
    Object.keys((window as unknown as { viaduct: object }).viaduct).sort(),
  )
  const events = EVENTS.map(name => `on${name.charAt(0).toUpperCase()}${name.slice(1)}`)
  expect(methods).toEqual([...REQUESTS, ...events].sort())
})

test('no source map and no source ships', () => {
  const archive = readFileSync(join(RESOURCES, 'app.asar'), 'latin1')
  expect(archive).not.toContain('sourceMappingURL=data:')
  expect(archive).not.toContain('"index.js.map"')
})

test.each([true, false])(
  'a switch that starts a program is refused before Chromium acts on it (display %s)',
  async display => {
    const mark = join(mkdtempSync(join(tmpdir(), 'viaduct-switch-')), 'ran')
    for (const name of ['renderer-cmd-prefix', 'utility-cmd-prefix', 'gpu-launcher']) {
      const run = await viaduct([`--${name}=touch ${mark}`, 'call', 'test-agent'], { display })
      expect([run.status, run.stdout]).toEqual([2, ''])
      expect(ownWords(run.stderr)).toBe(
        `Viaduct does not take the switch --${name}.\nTry 'viaduct --help'.\n`,
      )
    }
    expect(existsSync(mark)).toBe(false)
  },
)
