import './test/node20'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/chromium/**', 'node_modules/**'],
    testTimeout: 15_000,
  },
})
