// Runs programs and waits for them. Knows no namespaces, no lab.
import { spawn } from 'node:child_process'

/**
 * Runs a program to its end and gives its standard output.
 * Rejects with the command and the last thing it said when it cannot be started or ends with another status than 0.
 */
export function run(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const said = { out: '', error: '' }
    child.stdout.setEncoding('utf8').on('data', text => {
      said.out += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      said.error += text
    })
    child.once('error', error => reject(new Error(`${command}: ${error.message}`)))
    child.once('close', status => {
      if (status === 0) return resolve(said.out)
      const last = (said.error || said.out).trim().split('\n').slice(-3).join(' / ')
      reject(new Error(`${[command, ...args].join(' ').slice(0, 200)} ended with ${status}: ${last}`))
    })
    // A program that ends without reading its input is judged by its status.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
