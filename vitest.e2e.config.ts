import './test/node20'
import { defineConfig } from 'vitest/config'

/** The packaged app, driven as a user would: one file after the other, because two cores carry one call at a time. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
