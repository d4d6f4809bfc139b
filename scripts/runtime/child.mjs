/**
 * Owns running a helper program quietly: output captured, limits on silence, one clear error.
 * Must not know which programs.
 */
import { spawn } from 'node:child_process'

/** How often a running program's progress is looked at. */
const POLL_MS = 250
/** Enough of a failed program's output to find the reason in. */
const KEPT_OUTPUT_CHARS = 20_000

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {() => number} [measure] bytes done so far; looked at every 250 ms
 * @property {(bytes: number) => void} [onBytes]
 * @property {(bytes: number) => number} [maxSilenceMs] how long `measure` may stand still at that many bytes
 */

/**
 * Runs a program to its end.
 * @param {string} file
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string, stalledMs: number | null }>} `output` is both
 *   streams' tail; `stalledMs` is set when it was ended because it stood still. Code 127: it could not be started.
 */
export function run(file, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(file, args, { env: options.env, cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let output = ''
    const keep = (/** @type {string} */ text) => {
      output = (output + text).slice(-KEPT_OUTPUT_CHARS)
    }
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
      keep(text)
    })
    child.stderr.setEncoding('utf8').on('data', keep)
    const watch = watchProgress(options, () => child.kill('SIGKILL'))
    // An interrupted parent must not leave its download running.
    const endChild = () => child.kill('SIGTERM')
    process.on('exit', endChild)
    const done = (/** @type {number} */ code) => {
      process.off('exit', endChild)
      resolve({ code, stdout, output, stalledMs: watch.stop() })
    }
    child.on('error', error => {
      keep(error.message)
      done(127)
    })
    child.on('close', code => done(code ?? 1))
  })
}

/**
 * @param {RunOptions} options
 * @param {() => void} onStall
 */
function watchProgress({ measure, onBytes, maxSilenceMs }, onStall) {
  if (!measure) return { stop: () => null }
  let bytes = 0
  let movedAt = Date.now()
  /** @type {number | null} */
  let stalledMs = null
  const timer = setInterval(() => {
    const now = measure()
    if (now > bytes) {
      bytes = now
      movedAt = Date.now()
      onBytes?.(bytes)
    } else if (maxSilenceMs && Date.now() - movedAt > maxSilenceMs(bytes)) {
      stalledMs = Date.now() - movedAt
      clearInterval(timer)
      onStall()
    }
  }, POLL_MS)
  return {
    stop: () => {
      clearInterval(timer)
      return stalledMs
    },
  }
}
