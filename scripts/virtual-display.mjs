/**
 * Owns an X server without a screen, for tests: started on a free display number, ended by its own process id.
 */
import { spawn } from 'node:child_process'

const START_MS = 15_000

/**
 * Starts Xvfb; it picks a free display number itself and tells it (`-displayfd`), so nothing is guessed.
 * @returns {Promise<{ display: string, stop: () => void }>} `display` such as ":99"
 */
export function startVirtualDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const stop = () => {
    process.off('exit', stop)
    server.kill('SIGTERM')
  }
  process.on('exit', stop)
  return new Promise((resolve, reject) => {
    let complaint = ''
    const fail = (/** @type {string} */ why) => {
      clearTimeout(timer)
      stop()
      reject(new Error(`The virtual display (Xvfb) did not start: ${why}`))
    }
    const timer = setTimeout(() => fail(`no answer within ${START_MS / 1000} s`), START_MS)
    server.stderr?.setEncoding('utf8').on('data', text => {
      complaint = (complaint + text).slice(-2000)
    })
    server.on('error', error => fail(error.message))
    server.on('exit', () => fail(complaint.trim() || 'it ended at once'))
    const numbers = /** @type {import('node:stream').Readable} */ (server.stdio[3])
    let text = ''
    numbers.setEncoding('utf8').on('data', chunk => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(timer)
      server.removeAllListeners('exit')
      resolve({ display: `:${text.trim()}`, stop })
    })
  })
}
