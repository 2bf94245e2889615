// How the tests run: rules beside their code, rooms on real PostgreSQL, walls, and journeys in a real browser.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/harness/database.ts', 'test/harness/browser.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'demo/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    // Two at a time: PostgreSQL and the browser run beside them, and most files wait for one or the other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
