// Where the built assets stand, and the address of each by its plain name.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder `scripts/assets.mjs` builds into; the web server serves it under `assetPath`. */
export const assetFolder = join(import.meta.dirname, '..', '..', 'dist', 'assets')

/** The address under which the folder is served; its files may be cached for ever, as their names carry a hash. */
export const assetPath = '/assets/'

type Manifest = { readonly assets: Readonly<Record<string, string>> }

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'assets' in value && typeof value.assets === 'object' && value.assets !== null
}

/**
 * Reads a built folder's manifest and answers with the address of an asset (`amity.css`, `public.js`, `officer.js`).
 * @throws when the folder has not been built, or holds no such asset
 */
export function readAssets(folder: string): (name: string) => string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  if (!isManifest(manifest)) throw new TypeError(`${folder}/manifest.json is not a manifest: build again.`)
  return (name) => {
    const hashed = Object.hasOwn(manifest.assets, name) ? manifest.assets[name] : undefined
    if (hashed === undefined) throw new Error(`There is no asset called ${name}.`)
    return `${assetPath}${hashed}`
  }
}

let known: ((name: string) => string) | undefined

/** The address of a built asset, for example `assetUrl('amity.css')`. */
export function assetUrl(name: string): string {
  known ??= readAssets(assetFolder)
  return known(name)
}
