// A window with a call in it and nothing else, on the runtime's defaults: what a panel is measured against. Its calling is the lab's
// plain page. Run: electron FOLDER. The driver calls `benchCall` in the page.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { app, BrowserWindow, protocol } from 'electron'

const FOLDERS = [import.meta.dirname, path.join(import.meta.dirname, '../../../lab/plain')]
const TYPES = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
])

function serve(/** @type {Request} */ { url }) {
  const name = path.basename(new URL(url).pathname)
  const file = FOLDERS.map(folder => path.join(folder, name)).find(existsSync)
  if (file === undefined) return new Response('', { status: 404 })
  return new Response(readFileSync(file), {
    headers: { 'content-type': TYPES.get(path.extname(name)) ?? '' },
  })
}

protocol.registerSchemesAsPrivileged([{ scheme: 'bench', privileges: { standard: true, secure: true } }])
app.on('window-all-closed', () => app.quit())

// Not awaited: Electron holds `ready` back until this module has loaded.
app
  .whenReady()
  .then(() => {
    protocol.handle('bench', serve)
    const webPreferences = { spellcheck: false, backgroundThrottling: false }
    const window = new BrowserWindow({
      width: 1120,
      height: 720,
      webPreferences: { ...webPreferences, autoplayPolicy: 'no-user-gesture-required' },
    })
    return window.loadURL('bench://page/index.html')
  })
  .catch(() => app.exit(1))
