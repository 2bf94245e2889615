// The long forms of test/faults: `npm run faults -- kills 100`, `-- fuzz 200000`, `-- parsers 1000000`, `-- soak 60` (minutes).
// `-- database`, `-- disk` and `-- apart` (two webs, and their rolling restart) have one form. A third word is the seed.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ready, root } from './bootstrap.mjs'

const [what = '', much = '', seed = ''] = process.argv.slice(2)
const LONG = {
  kills: { file: 'test/faults/kills.test.ts', name: 'AMITY_FAULTS_KILLS', usual: '100' },
  fuzz: { file: 'test/faults/fuzz.test.ts', name: 'AMITY_FAULTS_REQUESTS', usual: '200000' },
  parsers: { file: 'test/faults/parsers.test.ts', name: 'AMITY_FAULTS_INPUTS', usual: '1000000' },
  database: { file: 'test/faults/database-faults.test.ts', name: 'AMITY_FAULTS_TIMES', usual: '1' },
  disk: { file: 'test/faults/disk-faults.test.ts', name: 'AMITY_FAULTS_TIMES', usual: '1' },
  apart: { file: 'test/apart', name: 'AMITY_FAULTS_TIMES', usual: '1', config: 'vitest.long.config.ts' },
  outside: { file: 'test/faults/outside-faults.test.ts', name: 'AMITY_FAULTS_TIMES', usual: '1', config: 'vitest.long.config.ts' },
  soak: { file: 'test/faults/soak.test.ts', name: 'AMITY_FAULTS_MINUTES', usual: '60' },
}
const long = Object.hasOwn(LONG, what) ? LONG[what] : undefined
if (long === undefined || !/^\d*$/.test(much) || !/^\d*$/.test(seed)) {
  process.stdout.write('Say which: npm run faults -- kills 100, fuzz 200000, parsers 1000000, soak 60, database, disk, outside, or apart; a third word is the seed\n')
  process.exit(1)
}
await ready({ dev: true })
const env = { ...process.env, [long.name]: much || long.usual, ...(seed === '' ? {} : { AMITY_FAULTS_SEED: seed }) }
const child = spawn(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', long.file, '--config', long.config ?? 'vitest.faults.config.ts', '--disable-console-intercept'], { cwd: root, stdio: 'inherit', env })
child.on('close', (code) => { process.exitCode = code ?? 1 })
