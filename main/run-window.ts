// The app as people use it: one instance, one window.
import { app } from 'electron'
import type { Policy } from '../protocol/policy'
import { log } from './log'
import { createServices, type Services } from './services'

/** Quits once the built-in agent has said goodbye; the second `before-quit` is let through. */
function stopBeforeQuit(services: Services): void {
  let stopped = false
  app.on('before-quit', event => {
    if (stopped) return
    event.preventDefault()
    stopped = true
    services.stop().finally(() => app.quit())
  })
}

/** A page that crashed is replaced, and the next one takes its call over. */
function replaceCrashedPage(services: Services): void {
  app.on('render-process-gone', (_, contents, { reason }) => {
    log('warn', `page gone: ${reason}`)
    if (reason !== 'clean-exit' && services.window()?.webContents === contents) services.replacePage()
  })
}

/** `second-instance` brings the other's words along: they are hostile, and not even looked at. */
function showOnSecondStart(services: Services): void {
  app.on('second-instance', () => {
    const window = services.window()
    if (window === null) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
}

async function openWhenReady(policy: Policy): Promise<void> {
  await app.whenReady()
  const services = createServices({
    policy,
    log,
    call: null,
    published: () => undefined,
    finished: () => undefined,
  })
  stopBeforeQuit(services)
  replaceCrashedPage(services)
  showOnSecondStart(services)
  app.on('window-all-closed', () => app.quit())
  await services.proxied
  services.openWindow(true)
}

export function runWindow(policy: Policy): void {
  if (app.requestSingleInstanceLock()) void openWhenReady(policy)
  else app.exit(0)
}
