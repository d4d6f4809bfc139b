// coturn on loopback, for calls that need a relay without a laboratory.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TurnConfig } from '../../gateway/credentials/turn-rest'
import { freePort } from './app'

const SECRET = 'loopback has no secrets'
const READY_MS = 10_000

export interface Relay {
  readonly port: number
  /** How a gateway hands it out over TCP, by the port that clients shall use. */
  turn(port?: number): TurnConfig
  stop(): void
}

export async function startRelay(): Promise<Relay> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'viaduct-relay-'))
  const child = spawn(
    'turnserver',
    [
      ...[
        '-n',
        '--use-auth-secret',
        `--static-auth-secret=${SECRET}`,
        '--realm=viaduct.test',
        '--fingerprint',
      ],
      ...[
        `--listening-port=${port}`,
        '--listening-ip=127.0.0.1',
        '--relay-ip=127.0.0.1',
        '--allow-loopback-peers',
      ],
      ...['--no-tls', '--no-dtls', '--no-cli', '--no-rfc5780', '--log-file=stdout', '--relay-threads=1'],
      ...[`--userdb=${join(folder, 'db')}`, `--pidfile=${join(folder, 'pid')}`],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  await new Promise<void>((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`coturn was not ready: ${said.slice(-500)}`)), READY_MS)
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`coturn ended with ${code}: ${said.slice(-500)}`)))
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => {
        said += text
        if (!/Total auth threads|Listener.*opened|IO method/.test(said)) return
        clearTimeout(late)
        resolve()
      })
  })
  return {
    port,
    turn: (by = port) => ({
      urls: [{ url: `turn:127.0.0.1:${by}?transport=tcp`, region: null }],
      secret: SECRET,
      ttlSeconds: 600,
    }),
    stop: () => {
      child.removeAllListeners('exit')
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
