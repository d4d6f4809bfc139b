// Who can say that a cause is really there, without a line of our code: curl and OpenSSL on the desktop, logs and counters elsewhere.
// Owns their command lines. curl's exit codes: 6 no name, 7 refused, 28 silence, 35 TLS cut, 56 cut or refused by a proxy, 60 certificate.
import { join } from 'node:path'
import { GATEWAY, PROXY, RELAYS, type Region } from '../addresses'
import { run } from '../net/shell'
import type { World } from '../world'
import type { Witness } from './cause'

const HEALTH = `https://${GATEWAY.name}/health`
const RELAY = `https://${RELAYS.eu.name}/`
/** Milliseconds are enough on this link; two seconds are silence. */
const CURL = ['curl', '--silent', '--show-error', '--max-time', '2', '--http1.1', '--dump-header', '-']

const before = (command: readonly string[], shows: RegExp): Witness => ({
  at: 'desk',
  when: 'before',
  command: () => command,
  shows,
})
const curl =
  (...words: readonly string[]) =>
  (shows: RegExp): Witness =>
    before([...CURL, ...words], shows)

/** Asks the gateway, and the nearest relay, straight or through the company's proxy. */
export const gateway = curl(HEALTH)
export const relay = curl(RELAY)
const proxied = (url: string) => curl('--proxy', `http://${PROXY.v4}:${PROXY.port}`, url)
export const gatewayThroughProxy = proxied(HEALTH)
export const relayThroughProxy = proxied(RELAY)
export const page = (url: string) => curl(url)

/** Asks for an upgrade to a WebSocket, and for the event stream. */
export const upgrade = curl(
  ...['--header', 'Connection: Upgrade', '--header', 'Upgrade: websocket'],
  ...['--header', 'Sec-WebSocket-Version: 13', '--header', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
  ...['--header', 'Sec-WebSocket-Protocol: viaduct.v1', `https://${GATEWAY.name}/`],
)
export const eventStream = curl('--header', 'Accept: text/event-stream', `https://${GATEWAY.name}/`)

/** Who signed what is shown in the gateway's place. */
export const issuer = (shows: RegExp): Witness =>
  before(
    ['openssl', 's_client', '-connect', `${GATEWAY.v4}:443`, '-servername', GATEWAY.name, '-brief'],
    shows,
  )

/** The same question twice over one connection, with so many seconds of silence between them: only the first is answered. */
export const idle = (seconds: number): Witness => {
  const ask = `printf 'GET /health HTTP/1.1\\r\\nHost: ${GATEWAY.name}\\r\\n\\r\\n'`
  const over = `openssl s_client -quiet -connect ${GATEWAY.v4}:443 -servername ${GATEWAY.name} 2>/dev/null`
  const talk = `{ ${ask}; sleep ${seconds}; ${ask}; sleep 2; } | timeout ${seconds + 3} ${over}`
  return before(['sh', '-c', talk], /^HTTP\/1\.1 200(?![\s\S]*HTTP\/1\.1)/)
}

/** Asks a relay over UDP for the address that it sees. */
export const stun = (shows: RegExp): Witness =>
  before(['timeout', '2', 'turnutils_stunclient', '-p', '3478', RELAYS.eu.v4], shows)

const log = (name: string, shows: RegExp): Witness => ({
  at: 'fw',
  when: 'after',
  command: ({ folder }) => ['cat', join(folder, name)],
  shows,
})
export const relayLog = (shows: RegExp, region: Region = 'eu'): Witness => log(`coturn-${region}.log`, shows)

/** What the rules that a cause put at the gateway have dropped. */
export const droppedAtGateway: Witness = {
  at: 'gw',
  when: 'after',
  command: () => ['nft', 'list', 'ruleset'],
  shows: /counter packets [1-9]\d+ bytes \d+ drop/,
}

/**
 * Asks a witness. Null: it confirms. Otherwise what it said instead.
 * @param rootFile the root that a desktop of the lab trusts
 */
export async function heardFrom(
  { at, command, shows }: Witness,
  world: World,
  rootFile: string,
): Promise<string | null> {
  const words = ['netns', 'exec', world.names[at], 'env', `CURL_CA_BUNDLE=${rootFile}`]
  // The exit status is part of what it says.
  const said = await run('ip', [
    ...words,
    ...['sh', '-c', '"$@" 2>&1 </dev/null; echo "exit $?"', 'witness', ...command(world)],
  ])
  return shows.test(said) ? null : said.trim().replace(/\s+/g, ' ').slice(-300)
}
