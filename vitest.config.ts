// How the tests run: rules beside their code, rooms on real PostgreSQL, walls, and journeys in a real browser.
import { configDefaults, defineConfig } from 'vitest/config'

/** Real processes, killed and restarted: minutes each, so by command alone (`npm run faults`). */
export const BY_COMMAND = ['test/faults/{kills,disk-faults,database-faults,fuzz,soak}.test.ts', 'test/faults/outside-faults.test.ts', 'test/apart/rolling-restart.test.ts']

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/harness/database.ts', 'test/harness/browser.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'demo/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...BY_COMMAND],
    pool: 'threads',
    isolate: false,
    // Two at a time: PostgreSQL and the browser run beside them, and most files wait for one or the other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
