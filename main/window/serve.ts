// Serves the built page under the app's own scheme, and nothing else.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import { APP_HOST, APP_SCHEME } from './origin'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** No unsafe-*, no remote anything: the page's network is the call, and that is not the page's to name. */
const contentSecurityPolicy = (styles: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styles.map(hash => `'${hash}'`)].join(' '),
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * The hash by which a policy knows a style that stands in the page itself (Content Security Policy 3, section 2.3.1). A style has
 * `<` in it: the bundler writes `(width<=559px)`.
 */
const hashesOf = (html: string): string[] =>
  [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(
    ([, style = '']) => `sha256-${createHash('sha256').update(style).digest('base64')}`,
  )

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

/** The page's own stylesheet stands in it, so that its first frame waits for no second file; no other style in a page is allowed. */
export const headersFor = (page: string | null): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(page === null ? [] : hashesOf(page)),
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
})

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
