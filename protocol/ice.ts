// ICE servers and the plan for one attempt. Owns shapes only; choosing servers belongs to main.
import { z } from 'zod'
import { ROUTES } from './routes'

/** More than this many servers, or addresses of one server, is a mistake or an attack, never a deployment. */
export const SERVERS_MAX = 8

const iceUrl = z
  .string()
  .max(300)
  .regex(/^(stun|stuns|turn|turns):[^\s]+$/, 'not a STUN or TURN address')

/** One server as `RTCPeerConnection` takes it, with the region it stands in. Credentials are short-lived. */
export const iceServerSchema = z.object({
  urls: z.array(iceUrl).min(1).max(SERVERS_MAX),
  username: z.string().max(512).optional(),
  credential: z.string().max(512).optional(),
  region: z.string().max(64).optional(),
})
export type IceServer = z.infer<typeof iceServerSchema>

/** A set of servers and the moment (Unix milliseconds) after which its credentials open no new allocation. */
export const iceServersSchema = z.object({
  servers: z.array(iceServerSchema).max(SERVERS_MAX),
  expiresAtMs: z.number().int().nonnegative().nullable(),
})
export type IceServers = z.infer<typeof iceServersSchema>

export const routeSchema = z.enum(ROUTES)
export type { Route } from './routes'

/**
 * Why an attempt is made. `standby` waits beside the live one; `network` and `rotation` are built beside it too, after this
 * computer's network changed and before the relay credentials expire; `rejoin`: the page that carried the call is a new one.
 */
export const CAUSES = ['first', 'retry', 'standby', 'recovery', 'network', 'rotation', 'rejoin'] as const
export const causeSchema = z.enum(CAUSES)
export type Cause = (typeof CAUSES)[number]

/** The name of a peer that was made before any call. */
const spareId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)

/** What one attempt is given: its number (issued by main, never repeated in a call), its route and servers. */
export const attemptPlanSchema = z.object({
  attempt: z.number().int().positive(),
  route: routeSchema,
  cause: causeSchema,
  servers: z.array(iceServerSchema).max(SERVERS_MAX),
  /**
   * A peer that the page has ready for this attempt. `pool`: its offer was made and never sent, its relay allocations are there.
   * `line`: connected already, the call only adopts it. A page that has lost it builds a peer from `servers`.
   */
  spare: z.object({ id: spareId, kind: z.enum(['pool', 'line']) }).nullable(),
})
export type AttemptPlan = z.infer<typeof attemptPlanSchema>

/** A peer to be made ready while the window is in use, for a call that may come. */
export const sparePlanSchema = z.object({
  id: spareId,
  kind: z.enum(['pool', 'line']),
  route: routeSchema,
  servers: z.array(iceServerSchema).max(SERVERS_MAX),
})
export type SparePlan = z.infer<typeof sparePlanSchema>
export { spareId as spareIdSchema }

/** A trickled ICE candidate (RFC 8838); `null` says that no more will come. */
export const candidateSchema = z
  .object({
    candidate: z.string().max(2048),
    sdpMid: z.string().max(64).nullable(),
    sdpMLineIndex: z.number().int().min(0).max(64).nullable(),
  })
  .nullable()
export type Candidate = z.infer<typeof candidateSchema>
