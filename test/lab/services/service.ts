// One service of a world: a process in a namespace that says when it is ready, can be killed or frozen, and keeps a log.
import type { ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { startIn } from '../net/house'

export interface Service {
  readonly name: string
  /** Ends it at once, as a crash would. */
  kill(): void
  /** Stops it without ending it: its sockets stay open and silent. */
  freeze(): void
}

interface ServiceSpec {
  readonly name: string
  readonly namespace: string
  readonly command: string
  readonly args: readonly string[]
  /** What it says when it serves. */
  readonly ready: RegExp
  readonly logFile: string
}

const READY_MS = 20_000

function whenReady(child: ChildProcess, { name, ready, logFile }: ServiceSpec): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    // A stream, because what it still says while its world is removed must go nowhere, not fail.
    const log = createWriteStream(logFile)
    log.on('error', () => undefined)
    const late = setTimeout(() => reject(new Error(`${name} was not ready within ${READY_MS} ms`)), READY_MS)
    const hear = (text: string) => {
      log.write(text)
      said = (said + text).slice(-4000)
      if (!ready.test(said)) return
      clearTimeout(late)
      resolve()
    }
    child.stdout?.setEncoding('utf8').on('data', hear)
    child.stderr?.setEncoding('utf8').on('data', hear)
    child.once('error', error => reject(new Error(`${name}: ${error.message}`)))
    child.once('close', status => {
      clearTimeout(late)
      reject(new Error(`${name} ended with ${status}: ${said.trim().split('\n').slice(-6).join(' / ')}`))
    })
  })
}

/** Starts a service and waits until it serves. Rejects with what it said when it does not. */
export async function startService(spec: ServiceSpec): Promise<Service> {
  const child = startIn(spec.namespace, spec.command, spec.args)
  await whenReady(child, spec)
  return {
    name: spec.name,
    kill: () => void child.kill('SIGKILL'),
    freeze: () => void child.kill('SIGSTOP'),
  }
}
