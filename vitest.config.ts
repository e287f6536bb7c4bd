import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'studio/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/faults/**', '**/node_modules/**'],
    globalSetup: ['test/postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // A file leaves nothing behind in its process: modules are loaded once for many files, a third of the time otherwise.
    isolate: false,
  },
})
