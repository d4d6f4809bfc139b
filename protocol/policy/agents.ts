// Who can be called, and which hosts an agent may be reached at.
import { z } from 'zod'
import { key } from './key'

const LOOPBACK = /^ws:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/

/** A gateway's address: `wss:` anywhere, `ws:` only on this computer. */
export const gatewayUrl = z
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
  /** Other names that people look for: a former name, a nickname, a number. */
  aliases: z.array(z.string().min(1).max(80)).max(20).optional(),
  backend: z.enum(BACKENDS).default('viaduct'),
  url: gatewayUrl,
  /** Where else this agent is reached when `url` does not answer, in order. */
  urls: z.array(gatewayUrl).max(4).optional(),
  /** The numbers by which a `tel:` link finds this agent: digits, with the `+` of an international one. */
  numbers: z
    .array(z.string().regex(/^\+?\d{2,15}$/, 'digits, after a + where it is international'))
    .max(8)
    .optional(),
})

const host = z.string().max(253).regex(/^(\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+$/, 'a host, or *. and a domain') // biome-ignore format: one line

export const agentKeys = {
  agents: key(z.array(agentSchema).max(5000).default([]), {
    title: 'Agents',
    description:
      'Who can be called, in the order of the directory, each with the address of its gateway. Without it there is only the built-in Test Agent.',
    example: [{ id: 'desk', name: 'Service desk', url: 'wss://voice.example/v1' }],
  }),
  allowedHosts: key(z.array(host).max(500).default([]), {
    title: 'Allowed hosts',
    description:
      'The hosts, beside those of the agents, that may be called by a link or an address; *. stands for any name below. Empty: any host, once the person has confirmed its name.',
    example: ['*.voice.example'],
  }),
}
