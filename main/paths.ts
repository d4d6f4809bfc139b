// Where the app's own files are, packaged or not.
import { join } from 'node:path'
import { app } from 'electron'

const built = (...parts: string[]): string => join(import.meta.dirname, '..', ...parts)

/** A file of assets/, on the disk itself: Chromium reads its fake microphone without Electron's view into the archive. */
export const assetPath = (name: string): string =>
  join(app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked'), 'assets', name)

export const PATHS = {
  page: built('renderer'),
  preload: built('preload', 'index.cjs'),
  testAgent: built('main', 'test-agent.js'),
  keyring: built('main', 'keyring.js'),
}
