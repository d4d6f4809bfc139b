import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

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
    plugins: [react()],
    build: {
      // No inline data: the content security policy allows files of our own origin only.
      assetsInlineLimit: 0,
      minify: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: root('renderer/index.html') } },
    },
  },
})
