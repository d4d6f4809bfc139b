// Builds the page with the bundler that builds the app, and serves it on loopback (a secure context: microphones work).
import { join, resolve } from 'node:path'
import { build, preview } from 'vite'

export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

export async function servePage(): Promise<ServedPage> {
  const root = resolve(import.meta.dirname, 'page')
  const outDir = resolve('.cache', 'chromium-page')
  const shared = { root, configFile: false as const, logLevel: 'warn' as const }
  await build({
    ...shared,
    build: { outDir, emptyOutDir: true, rollupOptions: { input: join(root, 'index.html') } },
  })
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('The page could not be served.')
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() }
}
