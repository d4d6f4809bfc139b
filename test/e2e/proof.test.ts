// Sound that goes one way, in the window of the packaged app: named with its direction and cause while the call goes on.
// Only the device, or the agent, is made to misbehave. Denied and unplugged end the call: microphone.test.ts. What a network does
// to one direction: `npm run lab -- causes caller-not-heard agent-not-heard`.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import type { Finding } from '../../protocol/plain'
import { words } from '../../renderer/copy'
import { voicelessAgent } from '../fakes/voiceless-agent'
import { type Started, start } from '../gateway/start'
import { CLIP, type OpenApp, openApp, policyWith, reportOf, viaduct } from './app'
import { putOnEars, waitToHear } from './ears'

/** The proof's two seconds, and what a busy machine adds to them. */
const SOON_MS = 8_000
/** Where the second capture of the microphone comes late, the Test Agent's greeting (2.5 s) hides what the first gives. */
const AFTER_GREETING_MS = 15_000

let app: OpenApp | null = null
let gateway: Started | null = null
afterEach(async () => {
  await app?.close()
  await gateway?.close()
  app = null
  gateway = null
})

interface Devices {
  /** What the fake microphone plays; by default somebody who speaks. */
  readonly wav?: string
  readonly policy?: string
  /** Runs in the page before it does anything. */
  readonly device?: () => void
}

async function open({ wav = CLIP, policy, device = () => undefined }: Devices): Promise<Page> {
  const microphone = ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${wav}`]
  const extra = policy === undefined ? [] : ['--policy', policy]
  app = await openApp({ microphone, extra })
  await app.page.addInitScript(device)
  await putOnEars(app.page)
  return app.page
}

const dial = async (page: Page, agent = /^call/i): Promise<void> => {
  await page.getByRole('button', { name: agent }).first().click()
  await page.getByRole('button', { name: words.call.endLabel }).waitFor({ timeout: 20_000 })
}

/** The banner says it: which way, and why; and the call is still there. */
async function expectFound(page: Page, what: Finding, boundMs = SOON_MS): Promise<void> {
  const startedMs = Date.now()
  await page.locator(`[data-finding=${what}]`).waitFor({ timeout: boundMs })
  process.stdout.write(`${what}: on screen ${Date.now() - startedMs} ms later\n`)
  const { way, title, line } = words.proof.findings[what]
  for (const text of [way, title, line])
    await page.getByText(text, { exact: true }).waitFor({ timeout: 1_000 })
  expect(await page.getByRole('button', { name: words.call.endLabel }).count()).toBe(1)
}

/** A WAV of digital silence: 16 bits, mono, 48 kHz. */
function silentWav(): string {
  const data = Buffer.alloc(2 * 48_000 * 5)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(48_000, 24)
  head.writeUInt32LE(96_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  const file = join(mkdtempSync(join(tmpdir(), 'viaduct-silence-')), 'silence.wav')
  writeFileSync(file, Buffer.concat([head, data]))
  return file
}

describe('from you to the agent', () => {
  test('a healthy call finds nothing', async () => {
    const page = await open({})
    await dial(page)
    await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
    await page.waitForTimeout(6_000)
    expect(await page.locator('[data-finding]').count()).toBe(0)
  })

  test('muted, and talking', async () => {
    const page = await open({})
    await dial(page)
    await page.keyboard.press('m')
    await page.getByText(words.call.muted).waitFor({ timeout: 2_000 })
    // The clip speaks once in nine seconds.
    await expectFound(page, 'talking_muted', 15_000)
    await page.keyboard.press('m')
    await page.locator('[data-finding]').waitFor({ state: 'detached', timeout: 5_000 })
  })

  test('muted by the system, and back', async () => {
    const page = await open({
      device: () => {
        const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
        navigator.mediaDevices.getUserMedia = async constraints => {
          const stream = await native(constraints)
          // What Chromium does when the system mutes its input: the track says so, and gives silence.
          const state = { muted: true }
          const [track] = stream.getAudioTracks()
          if (track) Object.defineProperty(track, 'muted', { get: () => state.muted })
          // The first is what is sent; the second only measures.
          if (!('systemMute' in window)) Object.assign(window, { systemMute: state })
          return stream
        }
      },
    })
    await dial(page)
    await expectFound(page, 'microphone_muted')
    await page.evaluate(() => {
      ;(window as unknown as { systemMute: { muted: boolean } }).systemMute.muted = false
    })
    await page.locator('[data-finding]').waitFor({ state: 'detached', timeout: 5_000 })
  })

  test('a microphone that gives nothing, and there is no other', async () => {
    const page = await open({
      wav: silentWav(),
      device: () => {
        const native = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices)
        navigator.mediaDevices.enumerateDevices = async () =>
          (await native()).filter(({ kind, deviceId }) => kind !== 'audioinput' || deviceId === 'default')
      },
    })
    await dial(page)
    await expectFound(page, 'microphone_silent', AFTER_GREETING_MS)
  })

  test('the wrong microphone: it gives nothing, and another one is there', async () => {
    const page = await open({ wav: silentWav() })
    await dial(page)
    await expectFound(page, 'microphone_wrong', AFTER_GREETING_MS)
  })
})

describe('from the agent to you', () => {
  test('no speaker any more, and back', async () => {
    const page = await open({
      device: () => {
        const native = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices)
        const outputs = { gone: false }
        Object.assign(window, { outputs })
        navigator.mediaDevices.enumerateDevices = async () =>
          (await native()).filter(({ kind }) => kind !== 'audiooutput' || !outputs.gone)
      },
    })
    const plug = (gone: boolean): Promise<void> =>
      page.evaluate(isGone => {
        Object.assign((window as unknown as { outputs: object }).outputs, { gone: isGone })
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
      }, gone)
    await dial(page)
    await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
    await plug(true)
    await expectFound(page, 'speaker_gone')
    await plug(false)
    await page.locator('[data-finding]').waitFor({ state: 'detached', timeout: 5_000 })
  })

  test('an agent that speaks without sound, in the window and on the command line', async () => {
    gateway = await start({ agents: ['mute'], agent: voicelessAgent })
    const policy = policyWith('mute', 'Mute Agent', gateway.ws)
    const page = await open({ policy })
    await page.getByText('Mute Agent').first().waitFor({ timeout: 10_000 })
    await dial(page, /^call mute/i)
    await expectFound(page, 'agent_silent')
    const run = await viaduct(['call', 'mute', '--policy', policy, '--seconds', '8', '--json'])
    expect(run.status).toBe(1)
    const { failure, proof } = reportOf(run)
    expect(failure).toMatchObject({ name: 'agent_silent', code: 'VD-A10' })
    expect(proof.findings.map(({ what }) => what)).toEqual(['agent_silent'])
  })
})
