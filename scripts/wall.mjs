// Proofs of the wall too long for every test run: `npm run wall-walk` (every door, every option, everybody), `npm run wall-model -- 10000`
// (random histories) and `npm run wall-timing -- 200` (tries a door).
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ready, root } from './bootstrap.mjs'

const [what = '', much = what === 'timing' ? '200' : '10000'] = process.argv.slice(2)
const LONG = {
  walk: { file: 'test/walls/inference.test.ts', env: { AMITY_WHOLE_WALK: 'yes' } },
  timing: { file: 'test/walls/timing.long.ts', env: { AMITY_WALL_TRIES: much }, only: ['--config', 'vitest.long.config.ts'] },
  model: { file: 'test/walls/model.test.ts', env: { AMITY_MODEL_CASES: much } },
}
const { file, env, only = [] } = LONG[what] ?? {}
if (file === undefined || !/^\d+$/.test(much)) {
  process.stdout.write('Say which: npm run wall-walk, npm run wall-timing -- 200, or npm run wall-model -- 10000\n')
  process.exit(1)
}
await ready({ dev: true })
const child = spawn(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', file, ...only], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
child.on('close', (code) => { process.exitCode = code ?? 1 })
