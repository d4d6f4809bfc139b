// The gallery's own page server: every screen for every fixture. Never part of the product's build.
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '../..')

export default defineConfig({
  root,
  cacheDir: resolve(root, '.cache/gallery'),
  plugins: [react()],
  // Loopback only: the gallery is for the person at this computer.
  server: { host: '127.0.0.1', port: 5183, open: false },
  appType: 'mpa',
})
