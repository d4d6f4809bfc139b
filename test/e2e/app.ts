// The packaged app, as the tests start it. VIADUCT_APP names it; by default what `npm run package` made.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type CallReport, callReportSchema } from '../../protocol/report'

export const APP = resolve(process.env.VIADUCT_APP ?? 'dist/linux-unpacked/viaduct')
export const RESOURCES = join(dirname(APP), 'resources')
export const CLIP = resolve('assets/sounds/caller-clip.wav')

const isRoot = process.getuid?.() === 0
/** As root the caller passes it; the app never does. */
export const SANDBOX_SWITCH = isRoot ? ['--no-sandbox'] : []

export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Waits for a process this test started, and ends it by its own pid when it takes too long. */
export function finish(child: ChildProcess, boundMs: number): Promise<Run> {
  const texts = { stdout: '', stderr: '' }
  child.stdout?.on('data', data => {
    texts.stdout += String(data)
  })
  child.stderr?.on('data', data => {
    texts.stderr += String(data)
  })
  const late = setTimeout(() => child.kill('SIGKILL'), boundMs)
  return new Promise(settle => {
    child.once('close', status => {
      clearTimeout(late)
      settle({ status, ...texts })
    })
  })
}

const withoutDisplay = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = env
  return rest
}

export interface LineOptions {
  readonly display?: boolean
  /** Run by this command instead of directly: `ip netns exec NAME`, for one. */
  readonly under?: readonly string[]
  readonly boundMs?: number
}

/** Runs `viaduct ARGS` and waits for its end. */
export function viaduct(
  args: readonly string[],
  { display = false, under = [], boundMs = 40_000 }: LineOptions = {},
) {
  const [command = APP, ...rest] = [...under, APP, ...SANDBOX_SWITCH, ...args]
  const env = display ? process.env : withoutDisplay(process.env)
  return finish(spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] }), boundMs)
}

/** Without a system bus Chromium remarks on that before any JavaScript runs, and before it can be told not to. */
export const ownWords = (stderr: string): string => stderr.replace(/^\[[^\]]*:ERROR:bus\.cc[^\n]*\n/gm, '')

/** A policy file that says this; a text is written as it is. */
export function policyFile(document: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'viaduct-policy-')), 'policy.json')
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  return file
}

/** A policy with one agent, at this gateway. */
export const policyWith = (id: string, name: string, url: string): string =>
  policyFile({ version: 1, agents: [{ id, name, url }] })

/** The one JSON document on standard output, parsed by its schema. */
export const reportOf = ({ stdout }: Run): CallReport => callReportSchema.parse(JSON.parse(stdout))

const freePort = (): Promise<number> =>
  new Promise((settle, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

export interface OpenApp {
  readonly page: Page
  readonly browser: Browser
  close(): Promise<void>
}

async function connect(port: number): Promise<Browser> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    } catch (error) {
      if (tries > 100) throw error
      await new Promise(wake => setTimeout(wake, 100))
    }
  }
}

/**
 * Opens the window of the packaged app with a speaking fake microphone. Its fuses forbid the Node inspector that
 * Playwright's own launcher needs, so it is driven over Chromium's remote debugging.
 */
export async function openApp(extra: readonly string[] = []): Promise<OpenApp> {
  const port = await freePort()
  const profile = mkdtempSync(join(tmpdir(), 'viaduct-e2e-'))
  const args = [
    ...SANDBOX_SWITCH,
    `--remote-debugging-port=${port}`,
    `--user-data-dir=${profile}`,
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${CLIP}`,
    ...extra,
  ]
  const child = spawn(APP, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = finish(child, 300_000)
  const browser = await connect(port)
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('no browser context')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.waitForLoadState('domcontentloaded')
  return {
    page,
    browser,
    close: async () => {
      await browser.close().catch(() => undefined)
      child.kill('SIGTERM')
      await ended
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
