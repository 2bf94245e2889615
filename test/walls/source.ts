// Reads the source tree for the wall tests: every file of src/, its lines and what it imports.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type SourceFile = { readonly path: string; readonly text: string; readonly lines: number; readonly imports: readonly string[] }

const root = join(import.meta.dirname, '..', '..')

/** import … from 'x', import 'x', export { … } from 'x' (on one line or several), import('x'). */
const IMPORT = /^import\b[^'\n=]*'([^']+)'|^export\s*(?:type\s*)?[{*][^'\n]*from '([^']+)'|^\} from '([^']+)'|\bimport\('([^']+)'\)/gm

/** Every .ts and .tsx file below a folder of the project, paths from the root with forward slashes. */
export const sourceFiles = (folder: string): readonly SourceFile[] =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).toSorted().map(path => {
    const text = readFileSync(join(root, path), 'utf8')
    const imports = [...text.matchAll(IMPORT)].map(match => match.slice(1).find(found => found !== undefined) ?? '')
    return { path: path.replaceAll('\\', '/'), text, lines: text.split('\n').length - 1, imports }
  })
