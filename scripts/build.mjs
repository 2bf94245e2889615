// Bundles the application into dist/ and makes the style sheets and scripts; does nothing when no source has changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './bootstrap.mjs'
import { withProgress } from './progress.mjs'

export const outDir = path.join(root, 'dist')
const stampFile = path.join(outDir, '.built-from')
const watched = ['src', 'demo', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json']
const notBuilt = /\.test\.tsx?$/

/** Path, size and time of every source: cheaper than reading them, and a deleted file shows too. */
const fingerprint = () => {
  const hash = createHash('sha256').update(process.versions.node)
  const walk = (place) => {
    const about = statSync(place, { throwIfNoEntry: false })
    if (about === undefined) return
    if (!about.isDirectory()) {
      if (!notBuilt.test(place)) hash.update(`${path.relative(root, place)} ${about.size} ${about.mtimeMs}\n`)
      return
    }
    for (const name of readdirSync(place).toSorted()) walk(path.join(place, name))
  }
  for (const name of watched) walk(path.join(root, name))
  return hash.digest('hex')
}

/**
 * Bundled code must still find the files that lie beside its source (migrations, templates, data): so each source's
 * `import.meta.dirname`, `filename` and `url` keep meaning the source's place, reckoned from dist/.
 */
export const keepPlaces = {
  name: 'keep-places',
  setup: (build) => {
    build.onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8')
      const loader = file.endsWith('x') ? 'tsx' : 'ts'
      if (file.includes(`${path.sep}node_modules${path.sep}`) || !source.includes('import.meta.')) return { contents: source, loader }
      const place = JSON.stringify(`/../${path.relative(root, file).split(path.sep).join('/')}`)
      const folder = JSON.stringify(`/../${path.relative(root, path.dirname(file)).split(path.sep).join('/')}`)
      const contents = source
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${folder})`)
        .replaceAll('import.meta.filename', `(import.meta.dirname + ${place})`)
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(`.${JSON.parse(place)}`)}, import.meta.url).href`)
      return { contents, loader }
    })
  },
}

const bundle = async () => {
  const esbuild = await import('esbuild')
  const entries = { main: 'src/main.ts', amity: 'src/cli/amity.ts' }
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file)))),
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [keepPlaces],
  })
}

/** Builds what changed, or ends the process: the compiler's own words above are all that a reader needs. */
export const buildOrStop = async (how) => {
  try {
    await build(how)
  } catch (error) {
    if (error?.errors === undefined) process.stderr.write(`${error?.stack ?? error}\n`)
    process.stderr.write('The build failed: the reason is above.\n')
    process.exit(1)
  }
}

const assets = async () => {
  if (!existsSync(path.join(root, 'scripts', 'assets.mjs'))) return
  const { buildAssets } = await import('./assets.mjs')
  await buildAssets({ outDir: path.join(outDir, 'assets') })
}

/**
 * @param {{ always: boolean }} how `always`: build even when nothing changed
 * @throws when a source does not compile; the compiler has then already said where
 */
export const build = async ({ always }) => {
  const wanted = fingerprint()
  if (!always && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  await withProgress('Building', async () => {
    rmSync(stampFile, { force: true })
    for (const name of existsSync(outDir) ? readdirSync(outDir) : []) {
      if (/\.js(\.map)?$/.test(name)) rmSync(path.join(outDir, name))
    }
    mkdirSync(outDir, { recursive: true })
    await assets()
    await bundle()
    // Its process waits for more to compile as long as ours lives: 145 MB beside a service that has just been built and started.
    const { stop } = await import('esbuild')
    await stop()
    writeFileSync(stampFile, wanted)
  })
}
