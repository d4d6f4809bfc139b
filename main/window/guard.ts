// What the page may not do: navigate, open windows, embed, download, or use a permission it was not given.
import { type App, type Session, systemPreferences, type WebContents } from 'electron'
import { APP_HOST, APP_SCHEME } from './origin'

/** Parsed origins are compared, never prefixes of strings. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  return protocol === `${APP_SCHEME}:` && host === APP_HOST
}

/** Sound in, and putting text on the clipboard: what a call needs. Everything else is refused, named or not. */
export function isAllowed(permission: string, mediaTypes: readonly string[], requestingUrl: string): boolean {
  if (!isOwnPage(requestingUrl)) return false
  if (permission === 'media') return mediaTypes.every(type => type === 'audio')
  return permission === 'clipboard-sanitized-write'
}

/** Electron needs both handlers for full cover: requests ask, checks look. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(isAllowed(permission, types, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_, permission, requestingOrigin, details) => {
    const types = details.mediaType === undefined ? [] : [details.mediaType]
    return isAllowed(permission, types, details.requestingUrl ?? requestingOrigin)
  })
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', event => event.preventDefault())
  // A fresh session would fetch dictionaries, through the proxy, and raise its login.
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerDictionaryDownloadURL('about:blank')
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-frame-navigate', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
}

/** Every page that ever comes to be, not only those we remember to guard. */
export function guardContentsOf(app: App): void {
  app.on('web-contents-created', (_, contents) => guardContents(contents))
}

/** macOS asks the person itself; Windows and Linux leave it to the device. Resolves once there is an answer. */
export async function askForMicrophone(): Promise<'granted' | 'denied'> {
  if (process.platform === 'darwin')
    return (await systemPreferences.askForMediaAccess('microphone')) ? 'granted' : 'denied'
  if (process.platform === 'win32') {
    const status = systemPreferences.getMediaAccessStatus('microphone')
    return status === 'denied' || status === 'restricted' ? 'denied' : 'granted'
  }
  return 'granted'
}
