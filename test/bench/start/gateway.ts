// A gateway in a process of its own, as a remote one is to the app: what it uses is not the app's.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { NO_TURN, type TurnConfig } from '../../../gateway/credentials/turn-rest'
import { start } from '../../gateway/start'

export interface RemoteGateway {
  readonly url: string
  close(): void
}

export function startRemoteGateway(turn: TurnConfig = NO_TURN): Promise<RemoteGateway> {
  const child = fork(fileURLToPath(import.meta.url), ['--serve', JSON.stringify(turn)], {
    // vitest does not load TypeScript for its children.
    execArgv: ['--import', 'tsx'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The gateway ended with ${code}.`)))
    child.once('message', url => resolve({ url: String(url), close: () => child.disconnect() }))
  })
}

if (process.argv[2] === '--serve') {
  process.on('disconnect', () => process.exit(0))
  process.send?.((await start({ agents: ['remote'], turn: JSON.parse(process.argv[3] ?? '') })).ws)
}
