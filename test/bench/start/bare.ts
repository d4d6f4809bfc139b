// The yardstick: a window with one heading, on the very runtime the app is packaged from. Nothing of the app is in it.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { electronRuntime } from '../../../scripts/electron-runtime.mjs'

const MAIN = `const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => new BrowserWindow({ width: 1120, height: 720 }).loadFile('index.html'))
`
const PAGE = '<!doctype html><meta charset="utf-8"><title>Bare</title><h1>Hello</h1>'

/** Makes it once per runtime version. Returns the executable. */
export async function bareApp(log: (line: string) => void): Promise<{ app: string; version: string }> {
  const { dist, executable, version } = await electronRuntime({ log })
  const folder = resolve('.cache', `bare-${version}`)
  const app = join(folder, basename(executable))
  if (!existsSync(app)) {
    rmSync(folder, { recursive: true, force: true })
    cpSync(dist, folder, { recursive: true })
  }
  rmSync(join(folder, 'resources', 'default_app.asar'), { force: true })
  const resources = join(folder, 'resources', 'app')
  mkdirSync(resources, { recursive: true })
  writeFileSync(join(resources, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.js' }))
  writeFileSync(join(resources, 'main.js'), MAIN)
  writeFileSync(join(resources, 'index.html'), PAGE)
  return { app, version }
}
