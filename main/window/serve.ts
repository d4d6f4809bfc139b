// Serves the built page under the app's own scheme, and nothing else.
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import { headersFor } from './headers'
import { APP_HOST, APP_SCHEME } from './origin'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * Before `ready`: what the scheme may do. No fetch API, so that no page, ours included, reads files through it. Compiled
 * code is kept from one start to the next.
 */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/** The file for a URL of ours, or null: another host, another folder, a kind of file the page does not have. */
export function fileFor(url: string, folder: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol: scheme, host, pathname } = new URL(url)
  if (scheme !== `${APP_SCHEME}:` || host !== APP_HOST || pathname.includes('%')) return null
  const file = normalize(join(folder, pathname === '/' ? 'index.html' : pathname))
  return file.startsWith(folder + sep) && extname(file) in TYPES ? file : null
}

/**
 * By `registerBufferProtocol`, although `handle` is its successor: `handle` loads the fetch library (undici) into main before
 * it answers anything, which costs 40 ms before the first frame and 2 to 4 MB for good (docs/adr/0011).
 */
export function serveApp(session: Session, folder: string): void {
  session.protocol.registerBufferProtocol(APP_SCHEME, async ({ method, url }, answer) => {
    const file = method === 'GET' ? fileFor(url, folder) : null
    const data = file === null ? null : await readFile(file).catch(() => null)
    if (file === null || data === null) return answer({ statusCode: 404, data: Buffer.from('Not found') })
    const mimeType = TYPES[extname(file)] ?? 'application/octet-stream'
    const page = mimeType === 'text/html' ? data.toString('utf8') : null
    answer({ data, mimeType, charset: 'utf-8', headers: headersFor(page) })
  })
}
