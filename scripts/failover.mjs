// `npm run failover -- KILLS`: kills the primary of a Patroni cluster under load and counts what was lost (test/failover). Takes minutes.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ready, root } from './bootstrap.mjs'

const needed = { '/usr/bin/patroni': 'patroni', '/usr/bin/etcd': 'etcd-server', '/usr/sbin/haproxy': 'haproxy', '/usr/lib/postgresql/15/bin/postgres': 'postgresql-15' }
const missing = Object.entries(needed).filter(([file]) => !existsSync(file)).map(([, name]) => name)
if (missing.length > 0) {
  process.stdout.write(`On Debian 12, as root: apt-get install ${missing.join(' ')}\n`)
  process.exit(1)
}
if (!/^\d+$/.test(process.argv[2] ?? '10')) {
  process.stdout.write('Say how often: npm run failover -- 10\n')
  process.exit(1)
}
await ready({ dev: true })
const { buildOrStop } = await import('./build.mjs')
await buildOrStop({ always: false })
const { default: esbuild } = await import('esbuild')
const outfile = path.join(root, 'dist', 'failover.js')
await esbuild.build({ absWorkingDir: root, entryPoints: ['test/failover/failover.ts'], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node24', packages: 'external', jsx: 'automatic', jsxImportSource: 'hono/jsx', logLevel: 'warning' })
process.chdir(root)
await import(pathToFileURL(outfile).href)
