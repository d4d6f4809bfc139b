// The way to the agent: proxy, routes, relays, and what is kept ready.
import { z } from 'zod'
import { routeSchema } from '../ice'
import { futureKey, key, section } from './key'

const port = z.number().int().min(1).max(65_535)

/** What relayed traffic costs the organisation, per gigabyte (10^9 bytes). */
export const relayPriceSchema = z.strictObject({
  perGb: z.number().nonnegative().max(1_000),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'three capitals, as EUR'),
})
export type RelayPrice = z.infer<typeof relayPriceSchema>

const proxySchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('direct') }),
  z.strictObject({ mode: z.literal('pac'), pacUrl: z.url() }),
  z.strictObject({ mode: z.literal('fixed'), server: z.string().min(1).max(300) }),
])

const udpPorts = z
  .strictObject({ min: port.min(1024), max: port.min(1024) })
  .refine(({ min, max }) => min <= max, 'min comes before max')

export const networkKeys = {
  proxy: key(proxySchema.default({ mode: 'system' }), {
    title: 'Proxy',
    description:
      'How signaling and relays over TCP leave the network: as the system says (the default), directly, by a proxy script, or by one proxy.',
    example: { mode: 'fixed', server: 'proxy.corp.example:8080' },
  }),
  routes: section('Routes', {
    force: key(routeSchema.optional(), {
      title: 'Only this route',
      description:
        'The one way that sound may take: directly, over a relay by UDP, or over a relay by TCP 443. Without it Viaduct finds one.',
      example: 'relay-tls',
    }),
    ports: futureKey(z.array(port).max(50).default([]), {
      title: 'Allowed relay ports',
      description: 'The only ports on which relays are tried. Empty: every port that the gateway names.',
      example: [443, 3478],
    }),
    udpPorts: key(udpPorts.optional(), {
      title: 'Local UDP ports',
      description: 'The ports of this computer that sound may use. Without it the system gives any.',
      example: { min: 50_000, max: 50_200 },
    }),
    dscp: futureKey(z.boolean().default(false), {
      title: 'Mark voice packets (DSCP)',
      description: 'Marks the packets of a call as voice (EF, 46) for networks that treat it first.',
      example: true,
    }),
  }).prefault({}),
  turn: section('Relays', {
    source: key(
      z
        .url({ protocol: /^https$/ })
        .max(500)
        .optional(),
      {
        title: 'Source of relay credentials',
        description:
          'The HTTPS address that hands out short-lived relay credentials, in the place of the gateway. Without it relays are the gateway’s.',
        example: 'https://turn.corp.example/credentials',
      },
    ),
    lifetimeS: key(z.number().int().min(60).max(86_400).optional(), {
      title: 'Lifetime of relay credentials',
      description:
        'How many seconds credentials live whose source does not say. Without it such credentials are refused as long-lived.',
      example: 3600,
    }),
    allowPrivate: key(z.boolean().default(false), {
      title: 'Relays inside the network',
      description: 'Whether the source may name relays at private addresses.',
      example: true,
    }),
    regions: futureKey(z.array(z.string().min(1).max(64)).max(50).default([]), {
      title: 'Relay regions',
      description: 'The only regions whose relays are used, best first. Empty: every region of the gateway.',
      example: ['eu-central', 'eu-west'],
    }),
  }).prefault({}),
  pool: key(z.boolean().default(true), {
    title: 'Keep a connection prepared',
    description:
      'Keeps signaling and relay allocations ready for the gateway most likely called next, while the window is in use.',
    example: false,
  }),
  warmLine: key(z.boolean().default(false), {
    title: 'Keep a line open',
    description:
      'Keeps a silent connected line there too: a call starts without negotiation, and every window costs the gateway a peer.',
    example: true,
  }),
  /** Null: not known, and then no cost is shown. */
  relayCost: key(relayPriceSchema.nullable().default(null), {
    title: 'Price of relayed traffic',
    description: 'What a gigabyte over a relay costs the organisation; calls then show what they cost.',
    example: { perGb: 0.4, currency: 'EUR' },
  }),
}
