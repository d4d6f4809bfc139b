// The keyring's process as plain Node starts it: the app's own loop, behind `process.send` instead of Electron's port.
import { type ParentPort, serve } from '../../../main/credentials/keyring-worker'

const port: ParentPort = {
  on: (_event, listener) => process.on('message', data => listener({ data })),
  postMessage: reply => process.send?.(reply),
}
serve(port)
process.on('disconnect', () => process.exit(0))
