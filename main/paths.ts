// Where the app's own files are, packaged or not.
import { join } from 'node:path'
import { app } from 'electron'

const built = (...parts: string[]): string => join(import.meta.dirname, '..', ...parts)
/** Files read from outside the bundle: Chromium's fake microphone and the gateway's prompts know no archive. */
export const assetPath = (name: string): string =>
  app.isPackaged ? join(process.resourcesPath, 'assets', name) : built('..', 'assets', name)

export const PATHS = {
  page: built('renderer'),
  preload: built('preload', 'index.cjs'),
  testAgent: built('main', 'test-agent.js'),
  keyring: built('main', 'keyring.js'),
}
