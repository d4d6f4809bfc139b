// The JSON beside each recording: whose it is, how long, and what is missing in it. Owns the shape and the file names.
import { z } from 'zod'

const gaps = z.object({
  /** 20 ms periods without a packet, filled with frames without bytes so that time stays true. */
  slots: z.number().int().nonnegative(),
  ms: z.number().nonnegative(),
  /** Packets that came too late or did not last 20 ms. */
  dropped: z.number().int().nonnegative(),
})

export const sidecarSchema = z.object({
  version: z.literal(1),
  callId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  agent: z.string(),
  by: z.string(),
  startedAt: z.iso.datetime(),
  /** `false` while the call lasts, and for ever after a crash: the file then ends at its last whole page. */
  complete: z.boolean(),
  durationMs: z.number().nonnegative(),
  channels: z.tuple([z.literal('caller'), z.literal('agent')]),
  /** Attempts whose sound is in here, in the order they spoke. */
  attempts: z.array(z.number().int()),
  gaps: z.object({ caller: gaps, agent: gaps }),
})
export type Sidecar = z.infer<typeof sidecarSchema>

/** File names of a call, without folder: they sort by time and hold nothing that a file system could take amiss. */
export function namesOf(
  callId: string,
  startedAt: Date,
): { readonly sound: string; readonly sidecar: string } {
  const stem = `${startedAt.toISOString().replace(/[:.]/g, '-')}_${callId}`
  return { sound: `${stem}.opus`, sidecar: `${stem}.json` }
}
