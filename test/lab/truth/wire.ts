// Starts the listener on the wire at both ends of a call, and gives what it noted. Must not know what is made of it.
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { startListener } from '../ears/listener'
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
  const listener = await startListener(PROGRAM, [desk, gw])
  return {
    stop: async () => {
      const { noted, error } = await listener.stop()
      const seen = z.tuple([endSchema, endSchema]).safeParse(noted)
      if (!seen.success) throw new Error(`the wire died: ${error}`)
      const [atDesk, atGateway] = seen.data
      return { desk: atDesk, gateway: atGateway }
    },
  }
}
