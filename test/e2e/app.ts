// The packaged app, as the tests start it. VIADUCT_APP names it; by default what `npm run package` made.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type CallReport, callReportSchema } from '../../protocol/report'

export const APP = resolve(process.env.VIADUCT_APP ?? 'dist/linux-unpacked/viaduct')
export const RESOURCES = join(dirname(APP), 'resources')
export const CLIP = resolve('assets/sounds/caller-clip.wav')

/** Who runs the app, and from where. */
export interface Person {
  readonly app: string
  /** A command that the app is started by: `ip netns exec NAME`, `setpriv ...`. */
  readonly under: readonly string[]
  readonly switches: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** Whoever runs the tests. As root the caller passes the switch; the app never does. */
export const ME: Person = {
  app: APP,
  under: [],
  switches: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  env: process.env,
}

function start({ app, under, switches, env }: Person, args: readonly string[]): ChildProcess {
  const [command = app, ...rest] = [...under, app, ...switches, ...args]
  return spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

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
  readonly by?: Person
  readonly boundMs?: number
}

/** Runs `viaduct ARGS` and waits for its end. */
export function viaduct(
  args: readonly string[],
  { display = false, by = ME, boundMs = 40_000 }: LineOptions = {},
) {
  const env = display ? by.env : withoutDisplay(by.env)
  return finish(start({ ...by, env }, args), boundMs)
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

export const freePort = (): Promise<number> =>
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
  readonly pid: number
  /** The page of a window whose last one crashed: to the driver that is another page. */
  nextPage(): Promise<Page>
  close(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
}

async function connect(port: number): Promise<Browser> {
  for (let tries = 0; ; tries += 1) {
    try {
      // A page that is just coming or going can leave the handshake hanging.
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 4_000 })
    } catch (error) {
      if (tries > 100) throw error
      await new Promise(wake => setTimeout(wake, 100))
    }
  }
}

const SPEAKING_MICROPHONE = [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${CLIP}`,
]

export interface AppOptions {
  readonly extra?: readonly string[]
  /** Switches that make the microphone; by default one that speaks the clip, `[]` for this computer's own. */
  readonly microphone?: readonly string[]
  readonly by?: Person
  /** Where what it keeps is kept: another run finds it there. By default a place of its own, cleared up in the end. */
  readonly profile?: string
  /** It is killed when it is still open after this. */
  readonly boundMs?: number
}

/** Whoever runs the app keeps their profile in it. */
export function makeProfile({ env }: Person = ME): string {
  const profile = mkdtempSync(join(env.TMPDIR ?? tmpdir(), 'viaduct-e2e-'))
  chmodSync(profile, 0o777)
  return profile
}

/**
 * Opens the window of the packaged app with a speaking fake microphone. Its fuses forbid the Node inspector that
 * Playwright's own launcher needs, so it is driven over Chromium's remote debugging.
 */
export async function openApp({
  extra = [],
  microphone = SPEAKING_MICROPHONE,
  by = ME,
  profile,
  boundMs = 300_000,
}: AppOptions = {}): Promise<OpenApp> {
  const port = await freePort()
  const own = profile === undefined ? makeProfile(by) : null
  const args = [
    `--remote-debugging-port=${port}`,
    `--user-data-dir=${own ?? profile}`,
    ...microphone,
    ...extra,
  ]
  const child = start(by, args)
  const ended = finish(child, boundMs)
  const browser = await connect(port)
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('no browser context')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.waitForLoadState('domcontentloaded')
  return {
    page,
    browser,
    pid: child.pid ?? 0,
    nextPage: async () => {
      await browser.close().catch(() => undefined)
      for (let tries = 0; tries < 100; tries += 1) {
        const again = await connect(port)
        const [next] = again.contexts()[0]?.pages() ?? []
        if (next !== undefined) return next
        await again.close()
        await new Promise(wake => setTimeout(wake, 100))
      }
      throw new Error('no page after the crash')
    },
    close: async () => {
      await browser.close().catch(() => undefined)
      child.kill('SIGTERM')
      await ended
      if (own !== null) rmSync(own, { recursive: true, force: true })
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
      await browser.close().catch(() => undefined)
    },
  }
}
