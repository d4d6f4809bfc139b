// A bare Electron app around `page.js`: no services, no proxy code, the runtime's defaults. Run: electron FOLDER ORDER, where
// ORDER is {"url", "agent", "seconds", "clip"}. Prints one JSON result; says "active" on standard error at the first packet.
import path from 'node:path'
import { app, BrowserWindow } from 'electron'

/** @type {{ url: string, agent: string, seconds: number, clip: string }} */
const order = JSON.parse(process.argv.at(-1) ?? '{}')

app.disableHardwareAcceleration()
for (const [name, value] of /** @type {const} */ ([
  ['use-fake-device-for-media-stream', ''],
  ['use-file-for-fake-audio-capture', order.clip],
  ['disable-audio-output', ''],
]))
  app.commandLine.appendSwitch(name, value)

app.on('window-all-closed', () => undefined)

async function makeCall() {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      offscreen: true,
      spellcheck: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  window.on('page-title-updated', (_event, title) => process.stderr.write(`${title}\n`))
  await window.loadFile(path.join(import.meta.dirname, 'index.html'))
  const result = await window.webContents.executeJavaScript(`plainCall(${JSON.stringify(order)})`, true)
  await new Promise(resolve => process.stdout.write(`${JSON.stringify(result)}\n`, () => resolve(undefined)))
  app.exit(0)
}

// Not awaited: Electron holds `ready` back until this module has loaded.
app.whenReady().then(makeCall)
