// A bare Electron app around `page.js`: no services, no proxy code, the runtime's defaults. Run: electron FOLDER CLIP, where CLIP
// is what the microphone hears. Each line on standard input is an order (see page.js), each line on standard output its result;
// "ready", and "active" and "ended" of each call, are said on standard error. Ends with its input.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { app, BrowserWindow, protocol } from 'electron'

const TYPES = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
])

/** Modules do not load from files. simple-peer's own file is read where it is installed. */
function serve(/** @type {Request} */ { url }) {
  const name = path.basename(new URL(url).pathname)
  const file = name.startsWith('simplepeer')
    ? createRequire(import.meta.url).resolve(`simple-peer/${name}`)
    : path.join(import.meta.dirname, name)
  return new Response(readFileSync(file), {
    headers: { 'content-type': TYPES.get(path.extname(name)) ?? '' },
  })
}

protocol.registerSchemesAsPrivileged([{ scheme: 'plain', privileges: { standard: true, secure: true } }])

app.disableHardwareAcceleration()
for (const [name, value] of /** @type {const} */ ([
  ['use-fake-device-for-media-stream', ''],
  ['use-file-for-fake-audio-capture', process.argv.at(-1) ?? ''],
  ['disable-audio-output', ''],
]))
  app.commandLine.appendSwitch(name, value)

app.on('window-all-closed', () => undefined)

const say = (/** @type {unknown} */ result) =>
  new Promise(resolve => process.stdout.write(`${JSON.stringify(result)}\n`, () => resolve(undefined)))

async function takeOrders() {
  protocol.handle('plain', serve)
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
  await window.loadURL('plain://lab/index.html')
  process.stderr.write('ready\n')
  for await (const order of createInterface({ input: process.stdin })) {
    const call = `plainCall(${JSON.stringify(JSON.parse(order))})`
    await say(await window.webContents.executeJavaScript(call, true))
  }
  app.exit(0)
}

// Not awaited: Electron holds `ready` back until this module has loaded.
app
  .whenReady()
  .then(takeOrders)
  .catch(error => {
    process.stderr.write(`${error}\n`)
    app.exit(1)
  })
