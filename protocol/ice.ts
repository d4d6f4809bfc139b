// ICE servers and the plan for one attempt. Owns shapes only; choosing servers belongs to main.
import { z } from 'zod'

/** More than this many servers is a mistake or an attack, never a deployment. */
const SERVERS_MAX = 8

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

/** Which candidates an attempt may use: all of them, only TURN over UDP, only TURN over TLS/TCP 443. */
export const ROUTES = ['direct', 'relay-udp', 'relay-tls'] as const
export const routeSchema = z.enum(ROUTES)
export type Route = (typeof ROUTES)[number]

/** What one attempt is given: its number (issued by main, never repeated in a call), its route and servers. */
export const attemptPlanSchema = z.object({
  attempt: z.number().int().positive(),
  route: routeSchema,
  servers: z.array(iceServerSchema).max(SERVERS_MAX),
})
export type AttemptPlan = z.infer<typeof attemptPlanSchema>

/** A trickled ICE candidate (RFC 8838); `null` says that no more will come. */
export const candidateSchema = z
  .object({
    candidate: z.string().max(2048),
    sdpMid: z.string().max(64).nullable(),
    sdpMLineIndex: z.number().int().min(0).max(64).nullable(),
  })
  .nullable()
export type Candidate = z.infer<typeof candidateSchema>
