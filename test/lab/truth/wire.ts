// Starts the listener on the wire at both ends of a call, and gives what it noted. Must not know what is made of it.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Names } from '../net/topology'

const PROGRAM = fileURLToPath(new URL('./wire.py', import.meta.url))

const out = z.union([z.literal(0), z.literal(1)])
const endSchema = z.object({
  /** [ms, out, ssrc, seq, timestamp, payload bytes with the tag of SRTP] */
  rtp: z.array(z.tuple([z.number(), out, z.number(), z.number(), z.number(), z.number()])),
  /** [ms, out, transaction, is a request] */
  stun: z.array(z.tuple([z.number(), out, z.string(), z.boolean()])),
  tagBytes: z.number().nullable(),
})
export type WireEnd = z.infer<typeof endSchema>

export interface Seen {
  readonly desk: WireEnd
  readonly gateway: WireEnd
}

/** Listens until `stop`, which rejects when the listener died. */
export async function listenOnWire({ desk, gw }: Names): Promise<{ stop(): Promise<Seen> }> {
  const child = spawn('python3', [PROGRAM, desk, gw], { stdio: ['pipe', 'pipe', 'pipe'] })
  const said = { out: '', error: '' }
  child.stdin.on('error', () => undefined)
  child.stderr.setEncoding('utf8').on('data', text => {
    said.error += text
  })
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()))
  const ready = new Promise<void>(resolve => child.stdout.once('data', () => resolve()))
  child.stdout.setEncoding('utf8').on('data', text => {
    said.out += text
  })
  await Promise.race([ready, closed])
  return {
    stop: async () => {
      child.stdin.end()
      await closed
      const noted = z.tuple([endSchema, endSchema]).safeParse(JSON.parse(said.out.split('\n')[1] || 'null'))
      if (!noted.success) throw new Error(`the wire died: ${said.error.trim().split('\n').at(-1)}`)
      const [atDesk, atGateway] = noted.data
      return { desk: atDesk, gateway: atGateway }
    },
  }
}
