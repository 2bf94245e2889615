// The long proofs (scripts/wall.mjs): as the tests run, and files that are no part of the suite.
import { defineConfig, mergeConfig } from 'vitest/config'
import suite from './vitest.config.ts'

export default mergeConfig(suite, defineConfig({ test: { include: ['test/**/*.long.ts'] } }))
