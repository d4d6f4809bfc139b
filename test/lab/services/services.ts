// The real programs of a world: coturn in each region, squid in the DMZ, our gateway, and the resolver.
// Owns their command lines and configuration; must not know firewalls or profiles.
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DESK, GATEWAY, NAMES, PROXY, RELAYS, type Region, TURN_URLS } from '../addresses'
import { run } from '../net/shell'
import type { Names } from '../net/topology'
import type { Asking } from './asking'
import type { Certificates } from './certificates'
import { type Differences, pairOf } from './differences'
import { PROXY_LOG_FORMAT, proxyLogOf } from './proxy-log'
import { type Service, startService } from './service'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** tsx as a loader, not as a command: the process that is started must be the one that serves. */
export const TSX = ['--import', 'tsx']
export const SECRET = 'the lab has no secrets'

export interface Site {
  readonly names: Names
  readonly folder: string
  readonly certificates: Certificates
  /** Null: the gateway's own default. */
  readonly turnTtlSeconds: number | null
  /** Null: the proxy asks nobody who they are. */
  readonly asking: Asking | null
  /** In what its services are not well. */
  readonly differences: Differences
}

/** coturn takes plain TURN/TCP on its TLS port too; `-n` keeps the machine's own configuration out, and `--verbose` writes who allocates. */
export async function startRelay(site: Site, region: Region): Promise<Service> {
  const { names, folder, differences } = site
  const { v4, v6 } = RELAYS[region]
  const pair = await pairOf(site.certificates, differences.relays?.chain)
  return startService({
    name: `coturn ${region}`,
    namespace: names[region],
    command: 'turnserver',
    args: [
      ...[
        '-n',
        '--use-auth-secret',
        `--static-auth-secret=${SECRET}`,
        '--realm=viaduct.test',
        '--fingerprint',
      ],
      ...['--listening-port=3478', '--tls-listening-port=443', '--no-dtls', '--no-cli', '--no-rfc5780'],
      ...[`--listening-ip=${v4}`, `--listening-ip=${v6}`, `--relay-ip=${v4}`, `--relay-ip=${v6}`],
      ...[`--cert=${pair.certFile}`, `--pkey=${pair.keyFile}`, ...(differences.relays?.words ?? [])],
      ...['--min-port=50000', '--max-port=50999', '--log-file=stdout', '--verbose', '--relay-threads=1'],
      ...[`--userdb=${join(folder, `${region}.db`)}`, `--pidfile=${join(folder, `${region}.pid`)}`],
    ],
    ready: /Total auth threads|Listener.*opened|IO method/,
    logFile: join(folder, `coturn-${region}.log`),
  })
}

/**
 * @param asking what makes it ask who somebody is; empty: it asks nobody
 * @param refuses hosts that it lets nobody reach
 */
const squidConfig = (folder: string, asking: readonly string[], refuses: readonly string[]): string =>
  [
    `http_port ${PROXY.v4}:${PROXY.port}`,
    ...asking,
    ...(refuses.length === 0
      ? []
      : [`acl refused dstdomain ${refuses.join(' ')}`, 'http_access deny refused']),
    'acl tunnel method CONNECT',
    'acl https port 443',
    'http_access allow tunnel https',
    'http_access deny all',
    `dns_nameservers ${PROXY.router4}`,
    'cache deny all',
    'cache_mem 8 MB',
    'memory_cache_shared off',
    'max_filedescriptors 1024',
    // Otherwise it asks the resolver who it is, and waits.
    'visible_hostname proxy.viaduct.test',
    'pinger_enable off',
    'shutdown_lifetime 0 seconds',
    `pid_filename ${join(folder, 'squid.pid')}`,
    `logformat lab ${PROXY_LOG_FORMAT}`,
    `access_log stdio:${proxyLogOf(folder)} lab`,
    `cache_log ${join(folder, 'squid-cache.log')}`,
    `coredump_dir ${folder}`,
    '',
  ].join('\n')

const configOf = (folder: string): string => join(folder, 'squid.conf')

/** What the proxy refuses from now on, in place of what it refused before. */
export async function letProxyRefuse(
  { names, folder, asking }: Site,
  hosts: readonly string[],
): Promise<void> {
  writeFileSync(configOf(folder), squidConfig(folder, asking?.squid ?? [], hosts))
  await run('ip', ['netns', 'exec', names.dmz, 'squid', '-f', configOf(folder), '-k', 'reconfigure'])
}

/** CONNECT to port 443 and nothing else, which is what most company proxies allow. */
export async function startProxy({ names, folder, asking, differences }: Site): Promise<Service> {
  const config = configOf(folder)
  writeFileSync(config, squidConfig(folder, asking?.squid ?? [], differences.proxyRefuses ?? []))
  const id = async (flag: '-u' | '-g') => Number((await run('id', [flag, 'proxy'])).trim())
  // squid gives up root for this user before it opens its logs.
  chownSync(folder, await id('-u'), await id('-g'))
  return startService({
    name: 'squid',
    namespace: names.dmz,
    command: 'squid',
    args: ['-N', '-d', '1', '-f', config],
    ready: /Accepting HTTP Socket connections/,
    logFile: join(folder, 'squid.log'),
  })
}

const PAC_PORT = 8080
/** The company's proxy script, for the profiles that have one: on the firewall, as the resolver is. */
export const PAC_URL = `http://${DESK.eth0.router4}:${PAC_PORT}/proxy.pac`

const pacFolderOf = (folder: string): string => join(folder, 'pac')

/** What the script says from now on, to whoever fetches it. */
export function writeScript(folder: string, decision: string): void {
  mkdirSync(pacFolderOf(folder), { recursive: true })
  const script = `function FindProxyForURL() { return ${JSON.stringify(decision)} }\n`
  writeFileSync(join(pacFolderOf(folder), 'proxy.pac'), script)
}

export function startScriptServer({ names, folder }: Site): Promise<Service> {
  writeScript(folder, 'DIRECT')
  return startService({
    name: 'proxy script',
    namespace: names.fw,
    command: 'python3',
    args: [
      ...['-u', '-m', 'http.server', `${PAC_PORT}`, '--bind', DESK.eth0.router4],
      ...['--directory', pacFolderOf(folder)],
    ],
    ready: /Serving HTTP/,
    logFile: join(folder, 'proxy-script.log'),
  })
}

/** The agent's id, in the gateway and in the policy that the desktop is given. */
export const LAB_AGENT = 'lab-agent'

/** Another time than the machine's, as libfaketime takes it; clocks that only measure stay. */
const inTime = (clock: string | undefined, words: readonly string[]): readonly string[] =>
  clock === undefined ? words : ['faketime', '--exclude-monotonic', '-f', clock, ...words]

export async function startLabGateway(site: Site): Promise<Service> {
  const { names, folder, turnTtlSeconds, differences } = site
  const {
    chain,
    clock,
    words = () => [],
    odd,
    program = join(ROOT, 'gateway', 'cli.ts'),
    turnSecret = SECRET,
    serves = 'everybody',
  } = differences.gateway ?? {}
  const secretFile = join(folder, 'turn-secret')
  writeFileSync(secretFile, turnSecret)
  const pair = await pairOf(site.certificates, chain)
  const ours = [
    ...[program, '--host', '::', '--port', '443', '--agent', LAB_AGENT],
    ...['--tls-key', pair.keyFile, '--tls-cert', pair.certFile],
    ...['--public-address', GATEWAY.v4, '--turn-secret-file', secretFile],
    ...TURN_URLS.flatMap(url => ['--turn-url', url]),
    ...(turnTtlSeconds === null ? [] : ['--turn-ttl', `${turnTtlSeconds}`]),
    ...words(folder),
  ]
  const another = [join(ROOT, 'test', 'lab', 'box', 'odd-gateway.ts'), odd ?? '', pair.keyFile, pair.certFile]
  const [command = '', ...args] = inTime(clock, [
    ...[process.execPath, ...TSX],
    ...(odd === undefined ? ours : another),
  ])
  const gateway = await startService({
    name: 'gateway',
    namespace: names.gw,
    command,
    args,
    ready: /is listening on/,
    logFile: join(folder, 'gateway.log'),
  })
  if (serves === 'everybody' && odd === undefined) await warmUp(site)
  return gateway
}

/** A client next to the gateway, in a process of its own, that says `ready`. */
export const beside = (
  { names, folder, certificates }: Site,
  script: string,
  words: readonly string[],
  ready: RegExp,
) =>
  startService({
    name: script,
    namespace: names.gw,
    command: 'env',
    args: [
      `NODE_EXTRA_CA_CERTS=${certificates.certFile}`,
      ...[process.execPath, ...TSX, fileURLToPath(new URL(`./${script}.ts`, import.meta.url))],
      ...words,
    ],
    ready,
    logFile: join(folder, `${script}.log`),
  })

export const HERE = `wss://${GATEWAY.v4}/`
const warmUp = (site: Site): Promise<Service> =>
  beside(site, 'warm', [HERE, LAB_AGENT], /the gateway is warm/)

/** The company's resolver: on the firewall, for the desktop and for the proxy. */
export function startResolver({ names, folder, differences }: Site): Promise<Service> {
  const unknown = differences.unknownNames ?? []
  const known = Object.fromEntries(Object.entries(NAMES).filter(([name]) => !unknown.includes(name)))
  const addresses = [DESK.eth0.router4, DESK.eth0.router6, DESK.eth1.router4, PROXY.router4]
  return startService({
    name: 'resolver',
    namespace: names.fw,
    command: process.execPath,
    args: [
      ...TSX,
      fileURLToPath(new URL('../dns/server.ts', import.meta.url)),
      JSON.stringify({ addresses, names: { ...known, [PROXY.name]: { v4: PROXY.v4, v6: null } } }),
    ],
    ready: /resolver is listening/,
    logFile: join(folder, 'resolver.log'),
  })
}
