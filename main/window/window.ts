// The one window, visible or (for the command line) offscreen. Its page is ours and sandboxed.
import { BrowserWindow, nativeTheme } from 'electron'
import { APP_ORIGIN } from './origin'

export interface WindowOptions {
  readonly preload: string
  readonly icon: string
  /** A visible window for people; an offscreen one where the command line makes the call. */
  readonly visible: boolean
}

/** The canvas tokens of both themes (assets/design: --canvas), so that the first frame is not a white flash. */
const CANVAS = { light: '#edf0f1', dark: '#0b0f12' } as const

export function createWindow({ preload, icon, visible }: WindowOptions): BrowserWindow {
  const mac = process.platform === 'darwin'
  const window = new BrowserWindow({
    width: 1120,
    height: 720,
    minWidth: 400,
    minHeight: 560,
    // At once, in the canvas's colour: waiting for the first frame would only make that frame later.
    show: visible,
    title: 'Viaduct',
    icon,
    frame: mac,
    ...(mac ? { titleBarStyle: 'hiddenInset' as const } : {}),
    backgroundColor: CANVAS[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // A call goes on behind other windows, and so do the timers that guard it.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
      offscreen: !visible,
    },
  })
  window.loadURL(`${APP_ORIGIN}/`)
  return window
}

export type WindowControl = 'minimise' | 'maximise' | 'close'

export function controlWindow(window: BrowserWindow, control: WindowControl): void {
  if (control === 'minimise') window.minimize()
  else if (control === 'close') window.close()
  else if (window.isMaximized()) window.unmaximize()
  else window.maximize()
}
