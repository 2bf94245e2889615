// Brings in one police.uk street file as context incidents: never as reports or cases, and never twice.
import { basename } from 'node:path'
import type { Work } from '#db/work.ts'
import { knownFile, keepFile } from './context-store.ts'
import { lookAt } from './csv-file.ts'
import { readStreetFile } from './police-file.ts'

export type PoliceImport = { readonly did: 'added' | 'already there' | 'replaced'; readonly month: string; readonly force: string; readonly rows: number; readonly unlocated: number }

/** In one transaction. Throws CannotRead, with a sentence, when the file is not a street file. */
export const importPolice = async (work: Work, path: string): Promise<PoliceImport> => {
  const file = await lookAt(path)
  const street = await readStreetFile(file)
  const { month, force, rows, unlocated } = street
  const before = await knownFile(work, month, force)
  const said = { month, force, rows: rows.length, unlocated }
  if (before?.sha256 === file.sha256) return { did: 'already there', ...said }
  await keepFile(work, { ...street, sha256: file.sha256, fileName: basename(path) }, before)
  await work.record(before === undefined ? 'street file imported' : 'street file replaced', { kind: 'context file', id: `${month} ${force}` })
  return { did: before === undefined ? 'added' : 'replaced', ...said }
}
