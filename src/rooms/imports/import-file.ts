// Brings in a file at the console: begins it, goes on with it where it was stopped, or says that it is here already.
import { basename } from 'node:path'
import { keepWork } from '#db/work.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { CannotRead, lookAt } from './csv-file.ts'
import { mapDigest, type ImportMap } from './import-map.ts'
import { addImport, sameImport, setImport, type Import } from './import-store.ts'
import { runImport, type Running } from './run-import.ts'
import { firstRows } from './uploaded-file.ts'

export type FileToImport = { readonly path: string; readonly map: ImportMap; readonly allOrNothing: boolean; readonly officerEmail: string | undefined }
export type Imported = { readonly did: 'imported' | 'went on' | 'already there' | 'refused'; readonly import: Import; readonly encoding: string }

/** Throws CannotRead, with a sentence, when the file, its columns or its officer are not right; nothing was added then. */
export const importFile = async (running: Running, { path, map, allOrNothing, officerEmail }: FileToImport): Promise<Imported> => {
  const { database, partnership, clock } = running
  const file = await lookAt(path)
  const [headings = []] = await firstRows(file, 1)
  const terms = { partnership, now: clock(), purpose: 'import at the console' }
  const begun = await keepWork(database, { kind: 'system' }, terms, async work => {
    const about = { kind: map.kind, source: map.source, sha256: file.sha256, mapSha256: mapDigest(map) }
    const before = await sameImport(work, about)
    if (before !== undefined) return { before, id: before.id }
    const agencyId = partnership.triageAgencyId
    if (agencyId === null) throw new CannotRead('This partnership has no agency that takes reports in. Set one up first.')
    const officers = await officersWhoMay(work, agencyId, 'work on cases')
    const officer = officerEmail === undefined ? officers[0] : officers.find(one => one.email.toLowerCase() === officerEmail.toLowerCase())
    if (officer === undefined) throw new CannotRead(`No officer of the agency that takes reports in may work on cases${officerEmail === undefined ? '' : ` as ${officerEmail}`}.`)
    return { before: undefined, id: await addImport(work, { ...about, map, headings, fileName: basename(path), allOrNothing, agencyId, officerId: officer.id, state: 'running' }) }
  })
  if (begun.before?.state === 'done') return { did: 'already there', import: begun.before, encoding: file.encoding }
  try {
    const done = await runImport(running, begun.id, file)
    return { did: done.state === 'refused' ? 'refused' : begun.before === undefined ? 'imported' : 'went on', import: done, encoding: file.encoding }
  } catch (problem) {
    if (problem instanceof CannotRead) await keepWork(database, { kind: 'system' }, terms, work => setImport(work, begun.id, { state: 'refused', problem: problem.message, endedAt: work.now }))
    throw problem
  }
}
