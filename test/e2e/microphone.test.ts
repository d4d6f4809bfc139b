// Dead microphones, in the window of the packaged app: each is named, within its bound, and the person reads what to do.
// Only the device is made to misbehave; permission, machine, peers and screens are the real ones.
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { FAILURES, type FailureName } from '../../protocol/catalogue'
import { failureCopy } from '../../renderer/copy'
import { type OpenApp, openApp } from './app'
import { listen, putOnEars, waitToHear } from './ears'

/** How long the machine waits for a device (renderer/call/limits.ts: microphoneMs). */
const DEVICE_MS = 5_000
/** Drawing, and a busy machine. */
const SLACK_MS = 2_500

let app: OpenApp | null = null
afterEach(async () => {
  await app?.close()
  app = null
})

async function open(device: () => void, switches?: readonly string[]): Promise<Page> {
  app = await openApp(switches === undefined ? {} : { microphone: switches })
  await app.page.addInitScript(device)
  await putOnEars(app.page)
  return app.page
}

const dial = (page: Page): Promise<void> => page.getByRole('button', { name: /^call/i }).first().click()

/** The failed screen names it: headline, sentence and code; and nothing of the call is left open. */
async function expectFailed(page: Page, name: FailureName, boundMs: number): Promise<void> {
  const startedMs = Date.now()
  const { headline, sentence } = failureCopy({ name }, 'Test Agent')
  await page.getByRole('heading', { name: headline }).waitFor({ timeout: boundMs })
  expect(Date.now() - startedMs).toBeLessThan(boundMs)
  await page.getByText(sentence, { exact: true }).waitFor({ timeout: 1_000 })
  // For IT, and folded away: the network is not what broke.
  const code = page.getByText(`${FAILURES[name].code} ${name}`)
  await code.waitFor({ state: 'attached', timeout: 1_000 })
  expect((await listen(page)).openPeers).toBe(0)
}

const nothing = () => undefined

test('no microphone at all: microphone_missing', async () => {
  const page = await open(nothing, [])
  const devices = await page.evaluate(() => navigator.mediaDevices.enumerateDevices())
  expect(devices.filter(({ kind }) => kind === 'audioinput')).toEqual([])
  await dial(page)
  await expectFailed(page, 'microphone_missing', SLACK_MS)
})

describe('a device that refuses', () => {
  test('access denied: microphone_denied', async () => {
    const page = await open(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
    })
    await dial(page)
    await expectFailed(page, 'microphone_denied', SLACK_MS)
  })

  test('taken by another app: microphone_busy', async () => {
    const page = await open(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Could not start audio source', 'NotReadableError'))
    })
    await dial(page)
    await expectFailed(page, 'microphone_busy', SLACK_MS)
  })
})

test('a device that never settles: microphone_dead within its bound', async () => {
  const page = await open(() => {
    navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined)
  })
  await dial(page)
  await expectFailed(page, 'microphone_dead', DEVICE_MS + SLACK_MS)
})

test('the last device goes away in the middle of a call: microphone_missing', async () => {
  const page = await open(() => {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    const openTracks: MediaStreamTrack[] = []
    Object.assign(window, { openTracks })
    navigator.mediaDevices.getUserMedia = async constraints => {
      const stream = await native(constraints)
      openTracks.push(...stream.getAudioTracks())
      return stream
    }
  })
  await dial(page)
  await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
  await page.evaluate(() => {
    const { openTracks } = window as unknown as { openTracks: MediaStreamTrack[] }
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
    // What the browser does when the device is unplugged: the track stops, then says that it ended.
    for (const track of openTracks) {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
  })
  await expectFailed(page, 'microphone_missing', SLACK_MS)
})

test('the next call, with a device that works again, is a call like any other', async () => {
  const page = await open(() => {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    let asked = 0
    navigator.mediaDevices.getUserMedia = constraints => {
      asked += 1
      return asked === 1 ? Promise.reject(new DOMException('', 'NotReadableError')) : native(constraints)
    }
  })
  await dial(page)
  await expectFailed(page, 'microphone_busy', SLACK_MS)
  await page.getByRole('button', { name: /try again/i }).click()
  await waitToHear(page, 'my microphone', ({ microphoneEnergy }) => microphoneEnergy > 0.001, 20_000)
})
