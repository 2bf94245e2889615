// The long proofs (scripts/wall.mjs, scripts/faults.mjs): as the tests run, and files that are no part of the suite.
import { configDefaults, defineConfig } from 'vitest/config'
import suite from './vitest.config.ts'

export default defineConfig({ ...suite, test: { ...suite.test, include: ['test/**/*.long.ts', 'test/apart/*.test.ts', 'test/faults/outside-faults.test.ts'], exclude: configDefaults.exclude } })
