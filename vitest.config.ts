// How the tests run: rules beside their code, rooms on real PostgreSQL, walls, and journeys in a real browser.
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Real processes, killed and restarted: minutes each, so by command alone (`npm run faults`). */
export const BY_COMMAND = ['test/faults/{kills,disk-faults,database-faults,fuzz,soak}.test.ts', 'test/faults/outside-faults.test.ts', 'test/apart/rolling-restart.test.ts']

/** They take longest, so they begin first: else the last of them keeps one core busy alone when all others are done. */
const LONG = ['test/walls/inference', 'test/journeys/', 'src/main.test', 'test/walls/page-queries', 'demo/', 'src/db/move', 'src/rooms/uploads', 'test/walls/model', 'src/db/', 'test/upgrade', 'test/walls/']
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex(long => moduleId.includes(`/${long}`))
      return at === -1 ? LONG.length : at
    }
    const bySize = super.sort.bind(this)
    return (await bySize(files)).toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/harness/database.ts', 'test/harness/browser.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'demo/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...BY_COMMAND],
    pool: 'threads',
    sequence: { sequencer: LongFirst },
    isolate: false,
    // Two at a time: PostgreSQL and the browser run beside them, and most files wait for one or the other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
