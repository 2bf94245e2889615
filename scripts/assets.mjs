// Builds the style sheet and the pages' scripts into a folder: names with a hash, brotli and gzip beside each file, and
// manifest.json. Does nothing when nothing has changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const source = path.join(root, 'src', 'ui', 'assets')
const brotli = promisify(zlib.brotliCompress)
const gzip = promisify(zlib.gzip)
const isSource = (name) => /\.(scss|js|svg)$/.test(name)

/** Everything the result depends on, as one hash. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)))
  for (const name of ['govuk-frontend', 'sass', 'esbuild', '@simplewebauthn/browser']) hash.update(readFileSync(path.join(root, 'node_modules', name, 'package.json')))
  for (const file of readdirSync(source, { recursive: true }).filter(isSource).toSorted()) hash.update(`${file}\n`).update(readFileSync(path.join(source, file)))
  return hash.digest('hex')
}

/**
 * The official components say "left" and "right"; said as "start" and "end" the same sheet serves pages that read from
 * right to left. Only whole declarations are changed, never values such as a shorthand's four sides.
 */
export function toLogical(css) {
  return css
    .replace(/(?<=[;{])(margin|padding|border)-(left|right)(?=[:-])/g, (_, property, side) => `${property}-inline-${side === 'left' ? 'start' : 'end'}`)
    .replace(/(?<=[;{])(left|right)(?=:)/g, (_, side) => `inset-inline-${side === 'left' ? 'start' : 'end'}`)
    .replace(/(?<=[;{])text-align:(left|right)/g, (_, side) => `text-align:${side === 'left' ? 'start' : 'end'}`)
    .replace(/(?<=[;{])(float|clear):(left|right)/g, (_, property, side) => `${property}:inline-${side === 'left' ? 'start' : 'end'}`)
}

async function styles() {
  const { compileAsync } = await import('sass')
  const { css } = await compileAsync(path.join(source, 'amity.scss'), {
    loadPaths: [path.join(root, 'node_modules'), source],
    style: 'compressed',
    quietDeps: true,
    logger: { warn: () => {}, debug: () => {} },
  })
  return { name: 'amity.css', bytes: Buffer.from(toLogical(css)) }
}

async function bundle(names, define) {
  const esbuild = await import('esbuild')
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: names.map((name) => path.join(source, name)),
    outdir: source,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    legalComments: 'none',
    write: false,
    logLevel: 'error',
    external: ['./evidence-*', './extras-*', './passkeys-*'],
    define,
  })
  return outputFiles.map(({ path: file, contents }) => ({ name: path.basename(file), bytes: Buffer.from(contents) }))
}

/** The pages' scripts must know the hashed names of those they fetch on demand, so these are made first. */
async function scripts() {
  const [evidence, extras, passkeys] = await bundle(['evidence.js', 'extras.js', 'passkeys.js'], {})
  const names = { EVIDENCE: JSON.stringify(`./${hashedName(evidence)}`), EXTRAS: JSON.stringify(`./${hashedName(extras)}`), PASSKEYS: JSON.stringify(`./${hashedName(passkeys)}`) }
  return [evidence, extras, passkeys, ...(await bundle(['public.js', 'officer.js'], names))]
}

function hashedName({ name, bytes }) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  return name.replace(/(\.\w+)$/, `-${hash}$1`)
}

function pictures() {
  return readdirSync(source).filter((name) => name.endsWith('.svg')).map((name) => ({ name, bytes: readFileSync(path.join(source, name)) }))
}

/** Writes beside and renames, so that another process never reads half a file. */
function put(file, bytes) {
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, bytes)
  renameSync(beside, file)
}

async function write(outDir, { name, bytes }) {
  const hashed = hashedName({ name, bytes })
  put(path.join(outDir, hashed), bytes)
  put(path.join(outDir, `${hashed}.br`), await brotli(bytes))
  put(path.join(outDir, `${hashed}.gz`), await gzip(bytes, { level: 9 }))
  return [name, hashed]
}

const isWhole = (outDir, names) => Object.values(names).every((name) => existsSync(path.join(outDir, name)))

function alreadyBuilt(outDir, builtFrom) {
  const file = path.join(outDir, 'manifest.json')
  if (!existsSync(file)) return false
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  return manifest.builtFrom === builtFrom && isWhole(outDir, manifest.assets)
}

function sweep(outDir, names) {
  const wanted = new Set(['manifest.json', ...Object.values(names).flatMap((name) => [name, `${name}.br`, `${name}.gz`])])
  for (const name of readdirSync(outDir)) if (!wanted.has(name) && /-[0-9a-f]{10}\.\w+(\.br|\.gz)?$/.test(name)) rmSync(path.join(outDir, name), { force: true })
}

/**
 * @param {{ outDir: string }} where the built files go
 * @returns {Promise<{ built: boolean }>} whether anything had to be built
 */
export async function buildAssets({ outDir }) {
  const builtFrom = fingerprint()
  if (alreadyBuilt(outDir, builtFrom)) return { built: false }
  mkdirSync(outDir, { recursive: true })
  const files = [...(await Promise.all([styles(), scripts()])).flat(), ...pictures()]
  const assets = Object.fromEntries(await Promise.all(files.map((file) => write(outDir, file))))
  put(path.join(outDir, 'manifest.json'), JSON.stringify({ builtFrom, assets }, null, 2))
  sweep(outDir, assets)
  return { built: true }
}
