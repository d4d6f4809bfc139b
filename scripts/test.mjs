/**
 * `npm test`: everything that judges the app, on a machine that has nothing but Node: libraries, runtime, build, then the
 * suites below. Ends with "N passed, N failed" alone on a line; exit status 1 when anything failed.
 */
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { runChecks } from './check.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { runLab } from './lab-suite.mjs'
import { packageApp } from './package.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'
import { runVitest } from './vitest-suite.mjs'

const root = path.resolve(import.meta.dirname, '..')
const log = (/** @type {string} */ line) => console.log(line)

/** The suites that are summed, in this order. */
const SUITES = [
  { name: 'check', run: () => runChecks({ root, log }) },
  { name: 'unit', run: () => runVitest({ root, name: 'unit', args: [] }) },
  { name: 'e2e', run: endToEnd },
  { name: 'lab', run: firewallLab },
]
/** Programs the suites need besides Electron's libraries; their packages are in runtime/packages.mjs. */
const TOOLS = [
  ...['Xvfb', 'xauth'],
  // Only root can have them installed; without them the tests that need certificates say so and are skipped.
  ...(process.getuid?.() === 0 ? ['openssl', 'certutil'] : []),
]

function packaged() {
  return packageApp({ root, log: line => log(`package: ${line}`) })
}

/** Real calls through real firewalls; needs root and more (test/lab/requirements.ts says what), else its runs are skipped. */
async function firewallLab() {
  return runLab({ root, app: await packaged() })
}

/** The packaged app on a display of its own; the tests find both in VIADUCT_APP and DISPLAY. */
async function endToEnd() {
  const app = await packaged()
  const screen = process.platform === 'linux' ? await startVirtualDisplay() : null
  try {
    const { WAYLAND_DISPLAY: _, ...env } = process.env
    const own = { VIADUCT_APP: app, ...(screen ? { DISPLAY: screen.display } : {}) }
    return await runVitest({
      root,
      name: 'e2e',
      args: ['--config', 'vitest.e2e.config.ts'],
      env: { ...env, ...own },
    })
  } finally {
    screen?.stop()
  }
}

/** @param {unknown} error */
const sentence = error => (error instanceof Error ? error.message : String(error))

async function prepareMachine() {
  const prepare = (/** @type {string} */ executable) =>
    ensureSystemLibraries({ executable, tools: TOOLS, log })
  const runtime = await electronRuntime({ log, prepare })
  await prepare(runtime.executable)
  await ensureBuilt({ root, log })
}

/**
 * Runs a suite; one that cannot even run is one failure.
 * @param {(typeof SUITES)[number]} suite
 * @returns {Promise<import('./vitest-suite.mjs').Counts & { name: string }>}
 */
async function runSuite({ name, run }) {
  log(`\n=== ${name}`)
  try {
    return { name, ...(await run()) }
  } catch (error) {
    log(sentence(error))
    return { name, passed: 0, failed: 1 }
  }
}

/** @type {(import('./vitest-suite.mjs').Counts & { name: string })[]} */
const results = []
try {
  await prepareMachine()
  for (const suite of SUITES) results.push(await runSuite(suite))
} catch (error) {
  log(sentence(error))
  results.push({ name: 'preparation', passed: 0, failed: 1 })
}
log('')
for (const { name, failures = [] } of results)
  for (const failure of failures) log(`failed in ${name}: ${failure}`)
for (const { name, passed, failed, skipped = 0 } of results)
  log(`${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
const sum = (/** @type {'passed' | 'failed'} */ key) =>
  results.reduce((total, result) => total + result[key], 0)
process.exitCode = sum('failed') > 0 ? 1 : 0
log(`${sum('passed')} passed, ${sum('failed')} failed`)
