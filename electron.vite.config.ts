import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** Writes the page's own stylesheet into the page: a file of its own would be one request more before the first frame. */
const firstStylesInline: Plugin = {
  name: 'first-styles-inline',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) =>
      html.replace(/<link rel="stylesheet"[^>]* href="\.?\/([^"]+)">/g, (_, name: string) => {
        const asset = bundle[name]
        if (asset?.type !== 'asset') throw new Error(`${name} is no file of the build`)
        delete bundle[name]
        return `<style>${String(asset.source).trim()}</style>`
      }),
  },
}

const root = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      // Everything but Electron and keytar's native part is bundled: a short start-up, a small package.
      externalizeDeps: { include: ['keytar'] },
      // Read and parsed at every start, before anything can be seen.
      minify: true,
      rollupOptions: {
        external: ['electron', 'keytar'],
        input: {
          index: root('main/index.ts'),
          // Processes of their own, started by main: the built-in agent and the keyring.
          'test-agent': root('gateway/embedded.ts'),
          keyring: root('main/credentials/keyring-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: root('preload/index.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: root('renderer'),
    plugins: [react(), firstStylesInline],
    build: {
      // No inline data: the content security policy allows files of our own origin only.
      assetsInlineLimit: 0,
      minify: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: root('renderer/index.html') } },
    },
  },
})
