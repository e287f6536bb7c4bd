import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { root: `${import.meta.dirname}/../..`, include: ['test/faults/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, pool: 'forks', maxWorkers: 1, fileParallelism: false },
})
