// The shapes in which TURN providers hand out credentials, brought into one: coturn's REST API and draft-uberti, Twilio, Xirsys, Cloudflare,
// plain lists, and the Link headers of WHIP (RFC 9725). Pure; judges nothing and keeps nothing.
import { z } from 'zod'
import { parse } from '../../protocol/parse'

/** A server as a provider writes it: addresses as they stand there. */
export interface RawServer {
  readonly urls: readonly string[]
  readonly username?: string | undefined
  readonly credential?: string | undefined
}

export interface RawSet {
  readonly servers: readonly RawServer[]
  /** Seconds from now, as the answer says; null: it does not. */
  readonly ttlS: number | null
}

/** More than any set that is one; what is longer is not read on. */
const ADDRESSES_MAX = 64

const oneOrMore = <T extends z.ZodType>(one: T) =>
  z.union([z.array(one).max(ADDRESSES_MAX), one.transform(value => [value])])
const addresses = oneOrMore(z.string().max(300))
const word = z.string().max(512)
/** Twilio writes it as a text. */
const seconds = z.union([z.number(), z.string().regex(/^\d{1,9}$/).transform(Number)]).pipe(z.number().positive()) // biome-ignore format: one shape

/** `urls`, the older `url`, or both with the same in them. */
const server = z
  .object({
    urls: addresses.optional(),
    url: addresses.optional(),
    username: word.nullish(),
    credential: word.nullish(),
    password: word.nullish(),
  })
  .transform(
    ({ urls, url, username, credential, password }): RawServer => ({
      urls: urls ?? url ?? [],
      username: username ?? undefined,
      credential: credential ?? password ?? undefined,
    }),
  )
/** Xirsys gives an object where others give a list. */
const servers = oneOrMore(server)

const named = z.object({ iceServers: servers, ttl: seconds.nullish() })
const answer = z.union([
  servers.refine(list => list.every(({ urls }) => urls.length > 0), 'no addresses').transform(list => ({ servers: list, ttl: null })),
  z.object({ ice_servers: servers, ttl: seconds.nullish() }).transform(({ ice_servers, ttl }) => ({ servers: ice_servers, ttl })),
  named.transform(({ iceServers, ttl }) => ({ servers: iceServers, ttl })),
  z.object({ s: z.literal('ok'), v: named }).transform(({ v }) => ({ servers: v.iceServers, ttl: v.ttl })),
  z.object({ iceConfig: named }).transform(({ iceConfig }) => ({ servers: iceConfig.iceServers, ttl: iceConfig.ttl })),
  z
    .object({ uris: addresses, username: word, password: word, ttl: seconds.nullish() })
    .transform(({ uris, username, password, ttl }) => ({ servers: [{ urls: uris, username, credential: password }], ttl })),
]) // biome-ignore format: one shape reads as one line

/** A provider's JSON; null: none of the known shapes. */
export function readAnswer(body: unknown): RawSet | null {
  const read = parse(answer, body)
  return read.success ? { servers: read.data.servers, ttlS: read.data.ttl ?? null } : null
}

const LINK = /<([^<>]*)>((?:\s*;\s*[A-Za-z0-9!#$&+.^_`|~-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]*))?)*)/g
const PARAMETER = /;\s*([A-Za-z0-9!#$&+.^_`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))/g

/** The servers of a Link header (RFC 8288) whose relation is `ice-server` (RFC 9725 section 4.6). */
export function readLinks(header: string): RawSet {
  const found: RawServer[] = []
  for (const [, url = '', rest = ''] of header.slice(0, 20_000).matchAll(LINK)) {
    const given = new Map<string, string>()
    for (const [, name = '', quoted, plain = ''] of rest.matchAll(PARAMETER)) {
      const key = name.toLowerCase()
      // The first one counts (RFC 8288 section 3.3).
      if (!given.has(key)) given.set(key, quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1'))
    }
    const relations = (given.get('rel') ?? '').toLowerCase().split(/\s+/)
    const isPassword = (given.get('credential-type') ?? 'password') === 'password'
    if (!relations.includes('ice-server') || !isPassword) continue
    found.push({ urls: [url], username: given.get('username'), credential: given.get('credential') })
  }
  return { servers: found.slice(0, ADDRESSES_MAX), ttlS: null }
}
