/**
 * Owns the loader that makes `electron <folder>` work on a runtime without one: Electron starts
 * `resources/default_app.asar` when there is no app beside it. Kept as an archive, not a folder, because that is the file
 * electron-builder removes when it puts a real app there.
 */

/**
 * An ES module on purpose: Electron holds its `ready` event back until the module has loaded, so that the app can still
 * do what must be done before `ready`. It tells the app that it runs unpackaged (`process.defaultApp`), as the official
 * loader does.
 */
const LOADER = `import { app } from 'electron'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = path.resolve(process.argv.slice(1).find(argument => !argument.startsWith('-')) ?? '.')
const require = createRequire(import.meta.url)
const manifest = require(path.join(folder, 'package.json'))
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
app.setAppPath(folder)
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
app.setDesktopName((manifest.desktopName ?? app.getName()) + '.desktop')
await import(pathToFileURL(require.resolve(folder)))
`

const FILES = {
  'package.json': JSON.stringify({ name: 'electron-default-app', type: 'module', main: 'main.js' }),
  'main.js': LOADER,
}

/** @param {...number} values */
function uint32(...values) {
  const buffer = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    buffer.writeUInt32LE(value, index * 4)
  })
  return buffer
}

/**
 * An asar archive of small text files. Format: a Chromium pickle with the size of the header, a pickle with the header as
 * a JSON string padded to four bytes, then the files end to end (README of @electron/asar).
 * @param {Record<string, string>} files
 * @returns {Buffer}
 */
export function asarArchive(files) {
  let offset = 0
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {}
  for (const [name, content] of Object.entries(files)) {
    const size = Buffer.byteLength(content)
    index[name] = { size, offset: String(offset) }
    offset += size
  }
  const json = Buffer.from(JSON.stringify({ files: index }))
  const padding = Buffer.alloc((4 - (json.length % 4)) % 4)
  const payloadBytes = 4 + json.length + padding.length
  const header = [uint32(4, payloadBytes + 4, payloadBytes, json.length), json, padding]
  return Buffer.concat([...header, Buffer.from(Object.values(files).join(''))])
}

/** The bytes of `resources/default_app.asar`. */
export const defaultAppArchive = () => asarArchive(FILES)
