// The managed policy document. Owns its schema; reading it belongs to main/policy.
import { z } from 'zod'
import { routeSchema } from './ice'

const LOOPBACK = /^ws:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/

/** A gateway's address: `wss:` anywhere, `ws:` only on this computer. */
const gatewayUrl = z
  .url({ protocol: /^wss?$/ })
  .max(500)
  .refine(url => url.startsWith('wss://') || LOOPBACK.test(url), 'ws: is only for this computer, use wss:')

/** How the agent's backend takes a second attempt; `viaduct` is our own protocol. */
export const BACKENDS = ['viaduct'] as const

export const agentSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens'),
  name: z.string().min(1).max(80),
  purpose: z.string().max(160).default(''),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/))
    .max(40)
    .default(['en']),
  backend: z.enum(BACKENDS).default('viaduct'),
  url: gatewayUrl,
  /** Where else this agent is reached when `url` does not answer, in order. */
  urls: z.array(gatewayUrl).max(4).optional(),
})

const inOrder = 'fair comes before poor'
/** A figure that is worse the higher it is: fair above the one, poor above the other. */
const rising = (max: number) =>
  z
    .strictObject({ fair: z.number().positive().max(max), poor: z.number().positive().max(max) })
    .refine(({ fair, poor }) => fair < poor, inOrder)
const opinion = z.number().min(1).max(4.5)

/**
 * Where an organisation wants the line to be called fair and poor, where that is not the app's own table
 * (renderer/health/thresholds.ts). A figure is given whole or not at all.
 */
export const thresholdsSchema = z
  .strictObject({
    mos: z.strictObject({ fair: opinion, poor: opinion }).refine(({ fair, poor }) => poor < fair, inOrder),
    rttMs: rising(10_000),
    jitterMs: rising(2_000),
    lossPct: rising(100),
    concealedPct: rising(100),
    /** The agent's answer: a good one takes no longer than `aim`, a late one longer than `budget`. */
    responseMs: z
      .strictObject({ aim: z.number().min(100).max(30_000), budget: z.number().min(100).max(30_000) })
      .refine(({ aim, budget }) => aim < budget, 'the aim comes before the budget'),
  })
  .partial()

/** What relayed traffic costs the organisation, per gigabyte (10^9 bytes). */
export const relayPriceSchema = z.strictObject({
  perGb: z.number().nonnegative().max(1_000),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'three capitals, as EUR'),
})
export type RelayPrice = z.infer<typeof relayPriceSchema>

/** What is kept of past calls on this computer. `keep` false: nothing, and what was kept before is erased. */
export const historySchema = z.strictObject({
  keep: z.boolean().default(true),
  keepDays: z.number().int().min(1).max(3_650).default(90),
})

export const policySchema = z.strictObject({
  version: z.literal(1),
  agents: z.array(agentSchema).max(5000).default([]),
  proxy: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('system') }),
      z.strictObject({ mode: z.literal('direct') }),
      z.strictObject({ mode: z.literal('pac'), pacUrl: z.url() }),
      z.strictObject({ mode: z.literal('fixed'), server: z.string().min(1).max(300) }),
    ])
    .default({ mode: 'system' }),
  routes: z.strictObject({ force: routeSchema.optional() }).default({}),
  /** Keeps signaling and relay allocations ready for the gateway most likely called next, while the window is in use. */
  pool: z.boolean().default(true),
  /** Keeps a silent connected peer there too: a call starts without negotiation, and every window costs the gateway a peer. */
  warmLine: z.boolean().default(false),
  thresholds: thresholdsSchema.default({}),
  /** Null: not known, and then no cost is shown. */
  relayCost: relayPriceSchema.nullable().default(null),
  history: historySchema.prefault({}),
})
export type Policy = z.infer<typeof policySchema>

export const NO_POLICY: Policy = policySchema.parse({ version: 1 })
