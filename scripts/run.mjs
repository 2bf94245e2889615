// The developer's and administrator's commands behind npm: check, build, and the command line `amity`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ready, root } from './bootstrap.mjs'

const [command, ...rest] = process.argv.slice(2)

/** Runs a package's own program with this Node; its exit code is the answer. */
const runTool = (file, args) =>
  spawnSync(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd: root, stdio: 'inherit' }).status ?? 1

const commands = {
  check: async () => {
    await ready({ dev: true })
    const types = runTool('typescript/bin/tsc', ['-p', '.'])
    const lint = runTool('oxlint/bin/oxlint', [])
    process.exit(types === 0 && lint === 0 ? 0 : 1)
  },
  build: async () => {
    await ready({ dev: false })
    const { buildOrStop } = await import('./build.mjs')
    await buildOrStop({ always: true })
  },
  pictures: async () => {
    await ready({ dev: true })
    process.argv.splice(2, 1, 'pictures')
    await import('../bench/run.mjs')
  },
  bench: async () => {
    await ready({ dev: true })
    process.argv.splice(2, 1)
    await import('../bench/run.mjs')
  },
  amity: async () => {
    await ready({ dev: false })
    const { buildOrStop } = await import('./build.mjs')
    await buildOrStop({ always: false })
    const { main } = await import(pathToFileURL(path.join(root, 'dist', 'amity.js')).href)
    process.exitCode = await main(rest)
  },
}

if (command === undefined || !Object.hasOwn(commands, command)) {
  process.stderr.write(`Say which: ${Object.keys(commands).join(', ')}.\n`)
  process.exit(2)
}
await commands[command]()
