// Where the app's own files are, packaged or not.
import { join } from 'node:path'
import { app } from 'electron'

/** From the app's folder, not from this module's: the bundler decides in which file this module ends up. */
const built = (...parts: string[]): string => join(app.getAppPath(), 'out', ...parts)

/** A file of assets/, on the disk itself: Chromium reads its fake microphone without Electron's view into the archive. */
export const assetPath = (name: string): string =>
  join(app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked'), 'assets', name)

export const PATHS = {
  page: built('renderer'),
  preload: built('preload', 'index.cjs'),
  testAgent: built('main', 'test-agent.js'),
  keyring: built('main', 'keyring.js'),
}
