// The network report: what this network lets through, for the network page, the command line and IT.
// Times are milliseconds. Nothing in it names a person, and no token, password, candidate or SDP is in it.
import { z } from 'zod'
import { CHECKS } from './checks'
import { FAILURE_NAMES } from './failure'
import { routeSchema } from './ice'

/** `warn`: calls work, less well; `blocked`: the network forbids it; `failed`: broken; `skipped`: nothing to check here. */
export const CHECK_STATUSES = ['ok', 'warn', 'blocked', 'failed', 'skipped'] as const
export type CheckStatus = (typeof CHECK_STATUSES)[number]

const maybeMs = z.number().nonnegative().nullable()

/** One check. `evidence`: what was seen, exact, for IT: hosts, ports, a net error, an issuer, a status. */
export const checkSchema = z.object({
  id: z.enum(CHECKS),
  status: z.enum(CHECK_STATUSES),
  ms: maybeMs,
  evidence: z.string().max(300),
  /** The failure that a call would meet, or the one that makes it worse. */
  failure: z.enum(FAILURE_NAMES).nullable(),
  /** Its code in the catalogue, for those who read JSON. */
  code: z.string().max(8).nullable(),
})
export type Check = z.infer<typeof checkSchema>

/** How long an allocation took over each way, to the nearest of a region's servers; null: none within the bound. */
export const regionReportSchema = z.object({
  region: z.string().max(64),
  udpMs: maybeMs,
  tcpMs: maybeMs,
  tlsMs: maybeMs,
})

/** One row of the firewall kit. Applying exactly these rows makes calls work. */
export const kitRowSchema = z.object({
  host: z.string().max(300),
  port: z.number().int().min(1).max(65_535),
  /** As a firewall's administrator names it. */
  protocol: z.enum(['WSS', 'HTTPS', 'TURNS/TCP', 'TURN/TCP', 'TURN/UDP', 'STUN/UDP']),
  observed: z.enum([
    'open',
    'silent',
    'refused',
    'reset',
    'inspected',
    'untrusted',
    'unresolved',
    'unauthorised',
    'not tried',
  ]),
  /** What to do about it: let it through, let it pass the proxy, do not open its TLS, answer its name; null: nothing. */
  request: z.enum(['allow', 'bypass proxy', 'exempt from inspection', 'resolve']).nullable(),
  /** Whether calls need it, or are only better with it. */
  need: z.enum(['required', 'better']),
})
export type KitRow = z.infer<typeof kitRowSchema>

export const VERDICTS = ['ready', 'limited', 'offline'] as const

export const networkReportSchema = z.object({
  version: z.literal(1),
  /** Wall clock of the start, ISO 8601. */
  startedAt: z.string(),
  tookMs: z.number().nonnegative(),
  /** The gateway that was checked, host only. */
  gateway: z.string().max(300),
  verdict: z.enum(VERDICTS),
  carries: z.array(routeSchema),
  proxy: z
    .object({
      decision: z.string().max(300),
      auth: z.enum(['basic', 'digest', 'ntlm', 'negotiate']).nullable(),
    })
    .nullable(),
  checks: z.array(checkSchema).max(CHECKS.length),
  regions: z.array(regionReportSchema).max(16),
  kit: z.array(kitRowSchema).max(128),
})
export type NetworkReport = z.infer<typeof networkReportSchema>
