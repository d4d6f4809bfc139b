import './test/node20'
import { defineConfig } from 'vitest/config'

/** Minutes of drawing; which face the system has decides, too. `npm run gallery:compare` asks for it. */
const pictures =
  process.env.npm_lifecycle_event === 'gallery:compare' ? [] : ['test/gallery/pictures.test.ts']

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/chromium/**', 'node_modules/**', ...pictures],
    testTimeout: 15_000,
  },
})
