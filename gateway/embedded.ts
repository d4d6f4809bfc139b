// The gateway inside the app: entry of a utility process that serves the Test Agent to this computer only.
// Speaks to its parent by messages; the token never touches the command line, the environment or a URL.

import { z } from 'zod'
import { parse } from '../protocol/parse'
import { NO_TURN } from './credentials/turn-rest'
import { type Gateway, startGateway, TEST_AGENT } from './gateway'
import { DEFAULT_LIMITS } from './limits'
import { noLog } from './log'

/** What Electron gives a utility process; typed here because this room knows no Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: EmbeddedReply): void
}

const orderSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), token: z.string().min(16), record: z.boolean().optional() }),
  z.object({ type: z.literal('stop') }),
])

/** What the parent sends. `record` is reserved: the embedded gateway keeps no recordings folder. */
export type EmbeddedOrder = z.infer<typeof orderSchema>
/** What the parent hears. */
export type EmbeddedReply =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'failed'; readonly detail: string }

/** One person's test calls: few of everything. */
const LIMITS = { ...DEFAULT_LIMITS, callsMax: 8, linesMax: 8, sessionsMax: 16 }

const open = (token: string): Promise<Gateway> =>
  startGateway({
    host: '127.0.0.1',
    port: 0,
    tls: null,
    access: { token, guard: 'local' },
    reach: { kind: 'loopback' },
    turn: NO_TURN,
    agents: [TEST_AGENT],
    recordings: null,
    version: '1',
    limits: LIMITS,
    log: noLog,
  })

/** Serves a parent until it says stop. `exit` ends the process. */
export function serveParent(port: ParentPort, exit: (status: number) => void): void {
  let gateway: Promise<Gateway> | null = null

  const start = (token: string) => {
    if (gateway) return
    gateway = open(token)
    gateway.then(
      ({ port: listening }) => port.postMessage({ type: 'listening', port: listening }),
      (error: Error) => port.postMessage({ type: 'failed', detail: error.message }),
    )
  }
  const stop = async () => {
    // A gateway that never opened needs no closing.
    await (await gateway?.catch(() => null))?.close()
    exit(0)
  }

  port.on('message', ({ data }) => {
    const order = parse(orderSchema, data)
    if (!order.success) port.postMessage({ type: 'failed', detail: 'the order was not understood' })
    else if (order.data.type === 'start') start(order.data.token)
    else void stop()
  })
}

const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort }
if (parentPort) serveParent(parentPort, status => process.exit(status))
