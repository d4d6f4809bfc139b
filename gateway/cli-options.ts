// From command-line words to a gateway's configuration: reads the files that are named, and says in one sentence what is wrong.
// Must not start anything.
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import { iceServerSchema, SERVERS_MAX } from '../protocol/ice'
import { groupServers, isTurn, type ServerUrl, TURN_TTL_SECONDS } from './credentials/turn-rest'
import { type GatewayConfig, TEST_AGENT } from './gateway'
import { DEFAULT_LIMITS } from './limits'
import type { Log } from './log'
import { isLoopback, type Reach } from './media/reach'

/** The command line was wrong: the message is for the person who typed it. */
export class UsageError extends Error {}

export interface ServeOptions {
  readonly port: string
  readonly host: string
  readonly tlsKey?: string
  readonly tlsCert?: string
  readonly turnUrl: readonly string[]
  readonly turnSecretFile?: string
  readonly turnTtl: string
  readonly tokenFile?: string
  readonly recordings?: string
  readonly keepDays?: string
  readonly recordAll?: boolean
  readonly publicAddress?: string
  readonly agent: readonly string[]
  readonly maxCalls: string
  readonly maxLines: string
  readonly maxSessions: string
  readonly maxCallMinutes: string
  readonly drainMinutes: string
}

/** A whole number between bounds, or a sentence about it. */
export function wholeNumber(text: string, name: string, min: number, max: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not "${text}"`)
}

function readNamed(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : `${code}`
    throw new UsageError(`cannot read the ${what} ${path}: ${why}`)
  }
}

function readSecret(path: string | undefined, what: string): string | null {
  if (path === undefined) return null
  const secret = readNamed(path, what).trim()
  if (secret === '') throw new UsageError(`the ${what} ${path} is empty`)
  return secret
}

function readTls(options: ServeOptions): GatewayConfig['tls'] {
  const { tlsKey, tlsCert, host } = options
  if (tlsKey === undefined && tlsCert === undefined) {
    if (host === 'localhost' || isLoopback(host)) return null
    throw new UsageError(
      `without --tls-key and --tls-cert a gateway serves only this computer: use --host 127.0.0.1 (behind a TLS proxy, say) or give both`,
    )
  }
  if (tlsKey === undefined) throw new UsageError('--tls-cert needs --tls-key')
  if (tlsCert === undefined) throw new UsageError('--tls-key needs --tls-cert')
  const pair = { key: readNamed(tlsKey, 'TLS key'), cert: readNamed(tlsCert, 'TLS certificate') }
  try {
    createSecureContext(pair)
  } catch {
    throw new UsageError(`${tlsKey} and ${tlsCert} are not a private key and its certificate in PEM form`)
  }
  return pair
}

/** `[REGION=]URL`. An address holds an equals sign too (`?transport=`), but none before its first colon. */
function readServerUrl(text: string): ServerUrl {
  const at = text.split(':', 1)[0]?.indexOf('=') ?? -1
  const region = at < 0 ? null : text.slice(0, at)
  const url = text.slice(at + 1)
  if (region !== null && !/^[a-z0-9-]{1,32}$/.test(region)) {
    throw new UsageError(`a region of --turn-url is 1 to 32 of a-z, 0-9 and "-", not "${region}"`)
  }
  if (iceServerSchema.safeParse({ urls: [url] }).success) return { url, region }
  throw new UsageError(
    `--turn-url must look like turns:relay.example.com:443?transport=tcp or eu=turn:relay.example.com, not "${text}"`,
  )
}

function readServerUrls(texts: readonly string[]): readonly ServerUrl[] {
  const urls = texts.map(readServerUrl)
  const groups = groupServers(urls)
  if (groups.length > SERVERS_MAX) {
    throw new UsageError(
      `--turn-url names ${groups.length} servers (STUN and TURN of each region count as one each), and clients take ${SERVERS_MAX}`,
    )
  }
  const large = groups.find(group => group.urls.length > SERVERS_MAX)
  if (large === undefined) return urls
  const where = large.region === null ? 'without a region' : `of region ${large.region}`
  throw new UsageError(
    `--turn-url names ${large.urls.length} ${large.kind.toUpperCase()} addresses ${where}, and clients take ${SERVERS_MAX}`,
  )
}

function readTurn(options: ServeOptions): GatewayConfig['turn'] {
  const urls = readServerUrls(options.turnUrl)
  const secret = readSecret(options.turnSecretFile, 'TURN secret file')
  if (secret === null && urls.some(({ url }) => isTurn(url))) {
    throw new UsageError('--turn-url with a TURN server needs --turn-secret-file')
  }
  const ttlSeconds = wholeNumber(options.turnTtl, '--turn-ttl', 60, 86_400)
  return { urls, secret, ttlSeconds }
}

function readReach(options: ServeOptions): Reach {
  const { publicAddress, host } = options
  if (publicAddress !== undefined) {
    if (isIP(publicAddress) !== 0) return { kind: 'address', address: publicAddress }
    throw new UsageError(`--public-address must be an IP address, not "${publicAddress}"`)
  }
  if (host === 'localhost' || isLoopback(host)) return { kind: 'loopback' }
  if (isIP(host) !== 0 && host !== '0.0.0.0' && host !== '::') return { kind: 'address', address: host }
  return { kind: 'interfaces' }
}

function readRecordings(folder: string | undefined): string | null {
  if (folder === undefined) return null
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!statSync(folder).isDirectory()) throw new Error('not a folder')
  } catch {
    throw new UsageError(`--recordings ${folder} is not a folder and cannot be made one`)
  }
  return folder
}

/** Checks every option and reads every file. Throws `UsageError`. */
export function readServeOptions(options: ServeOptions, version: string, log: Log): GatewayConfig {
  if (options.keepDays !== undefined && options.recordings === undefined) {
    throw new UsageError('--keep-days needs --recordings')
  }
  if (options.recordAll && options.recordings === undefined) {
    throw new UsageError('--record-all needs --recordings')
  }
  return {
    host: options.host,
    port: wholeNumber(options.port, '--port', 0, 65_535),
    tls: readTls(options),
    access: { token: readSecret(options.tokenFile, 'token file'), guard: 'open' },
    reach: readReach(options),
    turn: readTurn(options),
    agents: [TEST_AGENT, ...options.agent],
    recordings: readRecordings(options.recordings),
    recordingRequired: options.recordAll ?? false,
    version,
    limits: {
      ...DEFAULT_LIMITS,
      callsMax: wholeNumber(options.maxCalls, '--max-calls', 1, 10_000),
      linesMax: wholeNumber(options.maxLines, '--max-lines', 0, 100_000),
      sessionsMax: wholeNumber(options.maxSessions, '--max-sessions', 1, 100_000),
      callMs: wholeNumber(options.maxCallMinutes, '--max-call-minutes', 1, 1440) * 60_000,
    },
    log,
  }
}

/** The options' defaults, in one place for help and tests. */
export const SERVE_DEFAULTS = {
  port: '8443',
  host: '127.0.0.1',
  turnTtl: String(TURN_TTL_SECONDS),
  drainMinutes: '0',
  maxCalls: String(DEFAULT_LIMITS.callsMax),
  maxLines: String(DEFAULT_LIMITS.linesMax),
  maxSessions: String(DEFAULT_LIMITS.sessionsMax),
  maxCallMinutes: String(DEFAULT_LIMITS.callMs / 60_000),
} as const
