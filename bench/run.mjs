// Builds one bench as the service is built, and runs it: DATABASE_URL=… node bench/run.mjs import FILE.csv.gz
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import esbuild from 'esbuild'

const root = path.join(fileURLToPath(import.meta.url), '..', '..')
const [name = ''] = process.argv.splice(2, 1)
if (!/^[a-z-]+$/.test(name)) throw new Error('Say which bench: node bench/run.mjs import FILE')
mkdirSync(path.join(root, 'dist'), { recursive: true })
const outfile = path.join(root, 'dist', `bench-${name}.js`)
await esbuild.build({ absWorkingDir: root, entryPoints: [`bench/${name}.ts`], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node24', packages: 'external', jsx: 'automatic', jsxImportSource: 'hono/jsx', logLevel: 'warning' })
await import(pathToFileURL(outfile).href)
