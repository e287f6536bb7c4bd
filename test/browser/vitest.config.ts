// The browser tests: a real server, a real Chromium. Two files at a time; those that watch moments, which a neighbour disturbs, come alone at the end.

import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '../..')
const every = 'test/browser/**/*.test.ts'
const moments = ['making', 'library', 'painter'].map((name) => `test/browser/${name}.test.ts`)
/** No test is about time: these only end what hangs, on the busiest machine too. */
const patience = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 30_000, interval: 100 } }, pool: 'forks' } as const

export default defineConfig({
  root,
  test: {
    globalSetup: ['test/browser/build.ts', 'test/postgres.ts'],
    projects: [
      { root, test: { ...patience, name: 'side by side', include: [every], exclude: moments, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      { root, test: { ...patience, name: 'alone', include: moments, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
})
