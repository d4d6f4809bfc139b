// The built-in agent: a gateway in a utility process on loopback, started at its first dial and kept.

import { randomBytes } from 'node:crypto'
import { type UtilityProcess, utilityProcess } from 'electron'
import { z } from 'zod'
import { parse } from '../../protocol/parse'

export interface RunningAgent {
  readonly url: string
  readonly token: string
}

/** What the process answers. Parsed like any border, though both sides are ours. */
const replySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), port: z.number().int().min(1).max(65_535) }),
  z.object({ type: z.literal('failed'), detail: z.string() }),
])

const START_MS = 7_000
const STOP_MS = 3_500

export interface TestAgent {
  /** Resolves once it listens; the second caller gets the same one. Rejects with one line for IT. */
  start(): Promise<RunningAgent>
  stop(): Promise<void>
}

function launch(entry: string, token: string): { process: UtilityProcess; running: Promise<RunningAgent> } {
  // stdio 'ignore': the agent logs nothing that the app's own log needs. The token goes by message only.
  const child = utilityProcess.fork(entry, [], { serviceName: 'Viaduct Test Agent', stdio: 'inherit' })
  const running = new Promise<RunningAgent>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('did not start in time')), START_MS)
    child.once('message', message => {
      clearTimeout(late)
      const reply = parse(replySchema, message)
      if (reply.success && reply.data.type === 'listening') {
        resolve({ url: `ws://127.0.0.1:${reply.data.port}/v1`, token })
      } else {
        reject(new Error(reply.success && reply.data.type === 'failed' ? reply.data.detail : 'odd answer'))
      }
    })
    child.once('exit', code => {
      clearTimeout(late)
      reject(new Error(`ended with ${code}`))
    })
  })
  child.once('spawn', () => child.postMessage({ type: 'start', token }))
  return { process: child, running }
}

export function createTestAgent(entry: string): TestAgent {
  let current: ReturnType<typeof launch> | null = null
  return {
    start: () => {
      if (current === null) {
        const started = launch(entry, randomBytes(32).toString('base64url'))
        current = started
        // A dead process is forgotten, so that the next dial starts a new one.
        started.process.once('exit', () => {
          if (current === started) current = null
        })
        started.running.catch(() => started.process.kill())
      }
      return current.running
    },
    stop: () =>
      new Promise(resolve => {
        if (current === null) return resolve()
        const { process: child } = current
        const late = setTimeout(() => child.kill(), STOP_MS)
        child.once('exit', () => {
          clearTimeout(late)
          resolve()
        })
        child.postMessage({ type: 'stop' })
      }),
  }
}
