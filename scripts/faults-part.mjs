// Builds test/faults/part.ts, one part of the service as a process of its own, as the service itself is built: node scripts/faults-part.mjs dist/FILE.js
import path from 'node:path'
import { build } from 'esbuild'
import { root } from './bootstrap.mjs'
import { build as buildService, keepPlaces } from './build.mjs'

// Its style sheets and scripts are the service's own.
await buildService({ always: false })
await build({
  absWorkingDir: root, entryPoints: ['test/faults/part.ts'], outfile: path.resolve(root, process.argv[2]), bundle: true, format: 'esm', platform: 'node', target: 'node24',
  packages: 'external', jsx: 'automatic', jsxImportSource: 'hono/jsx', logLevel: 'warning', plugins: [keepPlaces],
})
