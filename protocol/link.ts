// What becomes of a link or an address that somebody wants to call: an offer that a person takes or leaves. Nothing is dialed before.
import { z } from 'zod'

/**
 * Why an offer is none. `malformed`: no link of ours. `insecure`: not encrypted, and not to this computer. `nobody`: no agent of that
 * name or number. `not_allowed`: the organisation allows other hosts only.
 */
export const LINK_REFUSALS = ['malformed', 'insecure', 'nobody', 'not_allowed'] as const

const id = z.string().max(64)
const host = z.string().max(300)

/** `agentId` is what is dialed: an agent of the directory, or the address itself. */
export const linkOfferSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), id, agentId: z.string().max(64), host }),
  /** `isListed`: the organisation names this host; else only the person can know it. */
  z.object({
    kind: z.literal('address'),
    id,
    agentId: z.string().max(600),
    host,
    address: z.string().max(600),
    isListed: z.boolean(),
  }),
  z.object({ kind: z.literal('refused'), id, why: z.enum(LINK_REFUSALS), host: host.nullable() }),
])
export type LinkOffer = z.infer<typeof linkOfferSchema>

/** Of what is typed, clicked or handed over by another instance; a longer one is cut, and then refused. */
export const LINK_CHARS_MAX = 600
