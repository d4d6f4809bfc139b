// Runs inside a private D-Bus session with a real keyring: takes steps on standard input's place (arguments) and prints
// what the vault answered, one JSON per line. Started by keyring.test.ts.
import { execFileSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { KeyringProcess } from '../../../main/credentials/keyring'
import { type ParentPort, serve } from '../../../main/credentials/keyring-worker'
import { createVault } from '../../../main/credentials/vault'

/** The worker's loop in this process, behind the two ends of a pipe. */
function fork(): KeyringProcess {
  const requests = new EventEmitter()
  const replies = new EventEmitter()
  setImmediate(serve, {
    on: (_event, listener) => requests.on('message', data => listener({ data })),
    postMessage: reply => replies.emit('message', structuredClone(reply)),
  } satisfies ParentPort)
  return {
    postMessage: request => requests.emit('message', structuredClone(request)),
    on: (event: string, listener: (reply: unknown) => void) => replies.on(event, listener),
    kill: () => requests.removeAllListeners(),
  }
}

const lock = () => {
  const secrets = 'org.freedesktop.secrets'
  const collection = 'array:objpath:/org/freedesktop/secrets/collection/login'
  const method = 'org.freedesktop.Secret.Service.Lock'
  execFileSync('dbus-send', [
    '--session',
    '--print-reply',
    `--dest=${secrets}`,
    '/org/freedesktop/secrets',
    method,
    collection,
  ])
  return { state: 'ok' }
}

const vault = createVault({ fork })
for (const step of process.argv.slice(2)) {
  const [verb = '', account = '', secret = ''] = step.split(':')
  const before = performance.now()
  const answer =
    verb === 'lock'
      ? lock()
      : verb === 'set'
        ? await vault.set(account, secret)
        : verb === 'delete'
          ? await vault.delete(account)
          : await vault.get(account)
  process.stdout.write(`${JSON.stringify({ step, answer, ms: Math.round(performance.now() - before) })}\n`)
}
vault.close()
process.exit(0)
