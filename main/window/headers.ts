// What the page may do, as headers that it is served with. Pure: knows no Electron.
import { createHash } from 'node:crypto'

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

/** The page's own stylesheet stands in it, so that its first frame waits for no second file; no other style in a page is allowed. */
export const headersFor = (page: string | null): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(page === null ? [] : hashesOf(page)),
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
})
