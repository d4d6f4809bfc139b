// The app as people use it: one instance, one window.
import { app } from 'electron'
import { log } from './log'
import { type Opened, openWindow } from './open-window'
import type { PolicyStart } from './policy-desk'

/** Quits once the built-in agent has said goodbye; the second `before-quit` is let through. */
function stopBeforeQuit({ services }: Opened): void {
  let stopped = false
  app.on('before-quit', event => {
    if (stopped) return
    event.preventDefault()
    stopped = true
    services.then(({ stop }) => stop()).finally(() => app.quit())
  })
}

/** A page that crashed is replaced, and the next one takes its call over. */
function replaceCrashedPage({ window, services }: Opened): void {
  app.on('render-process-gone', (_, contents, { reason }) => {
    log('warn', `page gone: ${reason}`)
    if (reason !== 'clean-exit' && window()?.webContents === contents)
      void services.then(({ replacePage }) => replacePage())
  })
}

/** `second-instance` brings the other's words along: they are hostile, and not even looked at. */
function showOnSecondStart({ window }: Opened): void {
  app.on('second-instance', () => {
    const current = window()
    if (current === null) return
    if (current.isMinimized()) current.restore()
    current.show()
    current.focus()
  })
}

async function openWhenReady(policy: PolicyStart): Promise<void> {
  await app.whenReady()
  const opened = openWindow(true, {
    policy,
    log,
    call: null,
    proxyCredentials: null,
    headless: false,
    published: () => undefined,
    finished: () => undefined,
    checked: () => undefined,
  })
  stopBeforeQuit(opened)
  replaceCrashedPage(opened)
  showOnSecondStart(opened)
  app.on('window-all-closed', () => app.quit())
}

export function runWindow(policy: PolicyStart): void {
  if (app.requestSingleInstanceLock()) void openWhenReady(policy)
  else app.exit(0)
}
