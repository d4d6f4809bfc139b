// The app as people use it: one instance, one window.
import { app } from 'electron'
import { handOver, linkHandedOver } from './links'
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

/**
 * Started again, by hand or by a link that somebody clicked: the window is theirs to see. The other's words are hostile and not looked
 * at; what it hands over is one link, which waits for the person's word.
 */
function showOnSecondStart({ window, services }: Opened): void {
  app.on('second-instance', (_event, _words, _folder, handed) => {
    const current = window()
    if (current === null) return
    if (current.isMinimized()) current.restore()
    current.show()
    current.focus()
    const link = linkHandedOver(handed)
    if (link !== null) void services.then(({ takeLink }) => takeLink(link))
  })
}

/** macOS hands links over by an event, at the start too. */
function takeLinks(opened: Promise<Opened>): void {
  app.on('open-url', (event, link) => {
    event.preventDefault()
    void opened.then(({ services }) => services).then(({ takeLink }) => takeLink(link))
  })
}

/**
 * On Windows the installer registers nothing. The name is a constant (CVE-2026-34773), and the registration ends in `--`: what
 * follows is never taken for a switch. Elsewhere the package says which links are ours.
 */
function registerLinks(): void {
  if (process.platform === 'win32' && app.isPackaged)
    app.setAsDefaultProtocolClient('viaduct', process.execPath, ['--'])
}

async function openWhenReady(policy: PolicyStart, link: string | null): Promise<Opened> {
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
  if (link !== null) void opened.services.then(({ takeLink }) => takeLink(link))
  return opened
}

/** @param link what was clicked to start the app. */
export function runWindow(policy: PolicyStart, link: string | null): void {
  if (app.requestSingleInstanceLock(handOver(link))) {
    registerLinks()
    takeLinks(openWhenReady(policy, link))
  } else {
    app.exit(0)
  }
}
