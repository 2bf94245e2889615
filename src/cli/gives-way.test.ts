// Heavy commands of the console leave the processor to whoever answers pages; whatever is short does not.
import { execFile } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { commands } from './commands.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Tells at its end how the process stood in the queue for the processor. */
const TELLS = `--import=data:text/javascript,${encodeURIComponent(`import { getPriority } from 'node:os'; process.on('exit', () => process.stderr.write('priority ' + getPriority() + '.'))`)}`

const priorityOf = (name: string): Promise<number> => new Promise(resolve => {
  // Refused at once for what is not said; whether it gives way is decided before.
  execFile(process.execPath, [TELLS, path.join(root, 'scripts/run.mjs'), 'amity', name], { cwd: root, env: { PATH: process.env['PATH'] } },
    (_problem, _said, warned) => { resolve(Number(/priority (-?\d+)\./.exec(warned)?.[1])) })
})

test('a back-up, an export and an import give way, and help does not', async () => {
  const usual = await priorityOf('help')
  expect(usual).toBeLessThan(constants.priority.PRIORITY_BELOW_NORMAL)
  for (const name of ['import', 'backup', 'export']) expect([name, await priorityOf(name)]).toEqual([name, constants.priority.PRIORITY_BELOW_NORMAL])
})

test('which commands those are', () => {
  expect(commands().filter(({ givesWay }) => givesWay === true).map(({ name }) => name).toSorted()).toEqual(['audit:verify', 'backup', 'backup:try', 'export', 'files', 'import'])
})
