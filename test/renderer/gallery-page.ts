// The gallery in a real Chromium, for tests of what only a browser has: focus, commits, canvases.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { createServer } from 'vite'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

export interface Gallery {
  readonly browser: Browser
  /** Where a fixture is drawn, with whatever else the gallery's page is told. */
  address(fixture: string, more: string): string
  close(): Promise<void>
}

/** Serves the gallery on loopback and starts a browser. */
export async function openGallery(): Promise<Gallery> {
  const server = await createServer({
    configFile: resolve('test/gallery/vite.gallery.config.ts'),
    logLevel: 'error',
    server: { hmr: false, watch: null },
  })
  await server.listen(0)
  const address = server.httpServer?.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox'],
    env: { ...process.env, FONTCONFIG_FILE: resolve('test/gallery/fonts.conf') },
  })
  return {
    browser,
    address: (fixture, more) => `${origin}/test/gallery/index.html?fixture=${fixture}&theme=light&${more}`,
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}
