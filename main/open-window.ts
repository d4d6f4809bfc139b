// The window first, what stands behind it meanwhile: the page is on screen before the services are loaded.
import { app, type BrowserWindow, session } from 'electron'
import { registerRequests } from './ipc'
import { assetPath, PATHS } from './paths'
import type { ServiceOptions, Services } from './service-shapes'
import { createWindow, guardContentsOf, guardSession, serveApp } from './window'

export interface Opened {
  /** `null` once it is closed. */
  readonly window: () => BrowserWindow | null
  readonly services: Promise<Services>
}

/** After `ready`. @param visible whether a person looks at it; the command line's page is offscreen. */
export function openWindow(visible: boolean, options: Omit<ServiceOptions, 'window'>): Opened {
  guardContentsOf(app)
  guardSession(session.defaultSession)
  serveApp(session.defaultSession, PATHS.page)
  let current: BrowserWindow | null = createWindow({
    preload: PATHS.preload,
    icon: assetPath('icons/viaduct.png'),
    visible,
  })
  current.once('closed', () => {
    current = null
  })
  const window = () => current
  const opening = current
  // Not before the page is parsed and its frame is on the way: loading them holds up this process, which draws the window.
  const services = new Promise<void>(d => opening.webContents.once('dom-ready', () => d()))
    .then(() => import('./services'))
    .then(({ createServices }) => createServices({ ...options, window }))
  registerRequests({
    answer: services.then(({ answer }) => answer),
    window,
    refused: channel => options.log('warn', `ipc ${channel} refused: sender`),
  })
  return { window, services }
}
