// `npm run test:chromium`: renderer/media against the gateway on the system's current Chromium, the engine that ships.
// Owns the order and the printing. Ends with 'N passed, N failed'; without a Chromium everything is skipped, and said so.
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { ensureSystemLibraries } from '../../scripts/system-libraries.mjs'
import { start } from '../gateway/start'
import { servePage } from './build-page'
import { openCaller } from './caller'
import { SCENARIOS } from './scenarios'

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const sentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' ')

/** CHROMIUM_PATH, or Debian's: installed where this may. Throws one sentence that says what to do. */
async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && existsSync(named)) return named
  if (named !== undefined) throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`)
  await ensureSystemLibraries({
    executable: process.execPath,
    tools: ['chromium'],
    log: print,
    who: 'This suite',
  })
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = folders.map(folder => join(folder, 'chromium')).find(file => existsSync(file))
  if (found === undefined) throw new Error('No chromium is on the PATH. Install it, or set CHROMIUM_PATH.')
  return found
}

const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${resolve('assets/sounds/caller-clip.wav')}`,
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-audio-output',
    ],
  })

async function runAll(executablePath: string): Promise<{ passed: number; failed: number }> {
  const [gateway, page, browser] = await Promise.all([start(), servePage(), launch(executablePath)])
  print(`Chromium ${browser.version()}, Node ${process.versions.node}`)
  const tally = { passed: 0, failed: 0 }
  for (const { name, answeredBy, run } of SCENARIOS) {
    const startedMs = performance.now()
    const gatewayUrl = answeredBy === 'gateway' ? gateway.ws : null
    const caller = await openCaller({ browser, pageUrl: page.url, gatewayUrl })
    const took = () => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`
    try {
      const figure = await run(caller)
      tally.passed += 1
      print(`ok      ${name} (${took()}${figure === undefined ? '' : `; ${figure}`})`)
    } catch (error) {
      tally.failed += 1
      print(`failed  ${name} (${took()}): ${sentence(error)}`)
    } finally {
      await caller.close()
    }
  }
  await Promise.all([browser.close(), page.close(), gateway.close()])
  return tally
}

async function main(): Promise<void> {
  const executable = await findChromium().catch((error: unknown) => {
    print(`skipped ${SCENARIOS.length} scenarios: ${sentence(error)}`)
    return null
  })
  const { passed, failed } = executable === null ? { passed: 0, failed: 0 } : await runAll(executable)
  print(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

await main().catch((error: unknown) => {
  print(sentence(error))
  print('0 passed, 1 failed')
  process.exitCode = 1
})
