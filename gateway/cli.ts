// The gateway as a command: `serve` (the default) and `recordings list|erase`. Owns words, signals and exit status.
// Exit status: 0 it did what was asked, 1 it could not, 2 the command line was wrong.
import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { readServeOptions, SERVE_DEFAULTS, type ServeOptions, UsageError, wholeNumber } from './cli-options'
import { type GatewayConfig, startGateway } from './gateway'
import type { Log } from './log'
import { eraseRecordings, listRecordings, pruneRecordings } from './recording/shelf'

const HOUR_MS = 60 * 60 * 1000

const version = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return String((manifest as { version?: unknown }).version)
}

/** Log lines go to standard error: standard output is for what was asked. */
const log: Log = (level, line) => console.error(`${new Date().toISOString()} ${level} ${line}`)

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value]

function whyNotOpen(error: NodeJS.ErrnoException, config: GatewayConfig): string {
  const where = `port ${config.port} on ${config.host}`
  if (error.code === 'EADDRINUSE') return `${where} is in use by another program`
  if (error.code === 'EACCES') return `${where} needs rights that this user does not have`
  if (error.code === 'EADDRNOTAVAIL') return `${config.host} is not an address of this computer`
  if (error.code === 'ENOTFOUND') return `${config.host} is not a known host name`
  return error.message
}

async function keepDays(folder: string, days: number): Promise<void> {
  const erased = await pruneRecordings(folder, days)
  if (erased > 0) log('info', `recordings: erased ${erased} older than ${days} days`)
}

async function serve(options: ServeOptions): Promise<void> {
  const config = readServeOptions(options, version(), log)
  const drainMs = wholeNumber(options.drainMinutes, '--drain-minutes', 0, 1440) * 60_000
  if (config.recordings !== null && options.keepDays !== undefined) {
    const folder = config.recordings
    const days = wholeNumber(options.keepDays, '--keep-days', 1, 36_500)
    await keepDays(folder, days)
    setInterval(() => void keepDays(folder, days), HOUR_MS).unref()
  }
  const gateway = await startGateway(config).catch(error => {
    throw new Error(whyNotOpen(error as NodeJS.ErrnoException, config))
  })
  const scheme = config.tls ? 'wss' : 'ws'
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  console.log(`Viaduct gateway is listening on ${scheme}://${host}:${gateway.port}/`)
  const stop = () => void gateway.close().then(() => process.exit(0))
  process.once('SIGTERM', () => {
    // Once more, and it closes at once.
    process.once('SIGTERM', stop)
    if (drainMs === 0) stop()
    else void gateway.drain(drainMs).then(stop)
  })
  process.once('SIGINT', stop)
}

const serveCommand = () =>
  new Command('serve')
    .description('answer calls (the default command)')
    .option('--port <number>', 'TCP port, 0 for any free one', SERVE_DEFAULTS.port)
    .option('--host <address>', 'address to listen on', SERVE_DEFAULTS.host)
    .option('--tls-key <file>', 'private key, PEM; without TLS only this computer is served')
    .option('--tls-cert <file>', 'certificate chain, PEM')
    .option('--public-address <ip>', 'announce this address for media (behind a 1:1 NAT)')
    .option(
      '--turn-url <url>',
      'relay or STUN server for clients, repeatable; REGION=url names its region',
      collect,
      [],
    )
    .option('--turn-secret-file <file>', "the relay's shared secret (coturn: static-auth-secret)")
    .option('--turn-ttl <seconds>', 'life of relay credentials', SERVE_DEFAULTS.turnTtl)
    .option('--token-file <file>', 'clients must present this token')
    .option('--agent <id>', 'answer for this agent too, repeatable', collect, [])
    .option('--recordings <folder>', 'record calls that ask for it, here')
    .option('--record-all', 'take no call that is not to be recorded')
    .option('--keep-days <days>', 'erase recordings older than this')
    .option('--max-calls <number>', 'calls at the same time', SERVE_DEFAULTS.maxCalls)
    .option(
      '--max-lines <number>',
      'connections that wait for a call, at the same time',
      SERVE_DEFAULTS.maxLines,
    )
    .option('--max-sessions <number>', 'connections at the same time', SERVE_DEFAULTS.maxSessions)
    .option(
      '--drain-minutes <number>',
      'on SIGTERM calls may go on for this long, nothing new is taken',
      SERVE_DEFAULTS.drainMinutes,
    )
    .option('--max-call-minutes <minutes>', 'longest call', SERVE_DEFAULTS.maxCallMinutes)
    .action((options: ServeOptions) => serve(options))

const folderOption = () =>
  new Option('--recordings <folder>', 'the folder given to serve').makeOptionMandatory()

function recordingsCommand(): Command {
  const recordings = new Command('recordings').description('what was recorded')
  recordings
    .command('list')
    .description('one line per recording: start, call, seconds, bytes, file')
    .addOption(folderOption())
    .action(async ({ recordings: folder }: { recordings: string }) => {
      for (const entry of await listRecordings(folder)) {
        const seconds = (entry.durationMs / 1000).toFixed(1)
        const note = entry.complete ? '' : ' (unfinished)'
        console.log(
          `${entry.startedAt} ${entry.callId} ${seconds} s ${entry.bytes} bytes ${entry.file}${note}`,
        )
      }
    })
  recordings
    .command('erase')
    .description('erase every recording of a call')
    .argument('<callId>')
    .addOption(folderOption())
    .action(async (callId: string, { recordings: folder }: { recordings: string }) => {
      const erased = await eraseRecordings(folder, callId)
      if (erased === 0) throw new Error(`there is no recording of call ${callId}`)
      console.log(`erased ${erased}`)
    })
  return recordings
}

const serving = serveCommand()
const program = new Command('gateway')
  .description('Viaduct voice-agent gateway: signaling, WebRTC answering, the Test Agent, recordings')
  .addCommand(serving, { isDefault: true })
  .addCommand(recordingsCommand())
  // Whoever asks what this is mostly wants to serve.
  .addHelpText('after', () => `\nserve: ${serving.helpInformation()}`)

for (const command of [program, ...program.commands, ...program.commands.flatMap(one => one.commands)]) {
  // Commander leaves with 1 for a wrong command line; here that is 2, and help is no error.
  command.exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
}

program.parseAsync().catch((error: unknown) => {
  console.error(`gateway: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(error instanceof UsageError ? 2 : 1)
})
