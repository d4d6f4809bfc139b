/**
 * `npm start`: runtime, system libraries, build if stale, then the app's window.
 * Owns the order only; each step lives in its own module.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { launchPlan, splitArguments } from './launch-plan.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

const root = path.resolve(import.meta.dirname, '..')
const log = (/** @type {string} */ line) => console.error(`viaduct: ${line}`)

/**
 * Runs the app, hands signals on, and ends as it ends.
 * @param {string} executable
 * @param {string[]} args
 */
function runApp(executable, args) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const app = spawn(executable, args, { stdio: 'inherit', env })
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP', 'SIGINT']))
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the app as well; twice would cut its orderly goodbye short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) app.kill(signal)
    })
  app.on('error', error => {
    log(`Electron could not be started: ${error.message}`)
    process.exit(1)
  })
  app.on('close', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)))
}

async function start() {
  const { retry, args } = splitArguments(process.argv.slice(2))
  const prepare = (/** @type {string} */ executable) => ensureSystemLibraries({ executable, log })
  const runtime = await electronRuntime({ log, retry, prepare })
  await prepare(runtime.executable)
  await ensureBuilt({ root, log })
  const plan = launchPlan({
    root,
    args,
    platform: process.platform,
    uid: process.getuid?.(),
    env: process.env,
  })
  for (const note of plan.notes) log(note)
  runApp(runtime.executable, plan.args)
}

start().catch(error => {
  log(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
