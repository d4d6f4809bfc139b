// The command line's credentials for a proxy: nobody is there to be asked. Taken out of the environment, so that no process
// that is started later inherits them.
import type { Credentials } from '../network'

const NAME = 'VIADUCT_PROXY_USER'
const WORD = 'VIADUCT_PROXY_PASSWORD'

export function takeCredentials(env: NodeJS.ProcessEnv): Credentials | null {
  const username = env[NAME]
  const password = env[WORD] ?? ''
  delete env[NAME]
  delete env[WORD]
  return username === undefined || username === '' ? null : { username, password }
}
