// The long forms of test/faults (scripts/faults.mjs): each brings its own service and database, and none needs a browser.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: { include: ['test/faults/**/*.test.ts'], pool: 'threads', isolate: false, maxWorkers: 1, testTimeout: 6 * 3_600_000, hookTimeout: 240_000 },
})
