// A gateway in a process of its own, as a remote one is to the app: what it uses is not the app's.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { start } from '../../gateway/start'

export interface RemoteGateway {
  readonly url: string
  close(): void
}

export function startRemoteGateway(): Promise<RemoteGateway> {
  const child = fork(fileURLToPath(import.meta.url), ['--serve'])
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The gateway ended with ${code}.`)))
    child.once('message', url => resolve({ url: String(url), close: () => child.disconnect() }))
  })
}

if (process.argv[2] === '--serve') {
  process.on('disconnect', () => process.exit(0))
  process.send?.((await start({ agents: ['remote'] })).ws)
}
