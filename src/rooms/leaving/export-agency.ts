// At the console: everything an agency wrote into a folder; or, when it has left, the archive of what it took with it.
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Database } from '#db/open.ts'
import { keepWork, type Partnership, type SystemWork } from '#db/work.ts'
import type { FileStore } from '#web/file-store.ts'
import { agencyCalled, leftAgency } from './leaving-store.ts'
import { readingIn, sayFar, writeExport } from './write-export.ts'

export type Running = { readonly database: Database; readonly partnership: Partnership; readonly files: FileStore; readonly clock: () => Date; readonly progress: (line: string) => void; readonly signal?: AbortSignal }
export type Exported = { readonly kind: 'written'; readonly agency: string; readonly files: number; readonly missing: number } | { readonly kind: 'handed over'; readonly agency: string; readonly archive: string; readonly sha256: string } | { readonly kind: 'no such agency' }

/** Written beside its place and renamed when whole, so that half an export never looks like one. */
export const exportAgency = async ({ database, partnership, files, clock, progress, signal }: Running, named: string, to: string): Promise<Exported> => {
  const part = `${to}.part`
  const write = async (work: SystemWork): Promise<Exported> => {
    const agency = await agencyCalled(work, named)
    if (agency === undefined) return { kind: 'no such agency' }
    const left = agency.endedOn === null ? undefined : await leftAgency(work, agency.name)
    await mkdir(part, { mode: 0o700 })
    if (left?.storedAs != null) {
      const archive = 'what-it-took.tar'
      await pipeline((await files.open(left.storedAs)).stream, createWriteStream(join(part, archive), { mode: 0o600 }))
      await work.record('what an agency took with it handed over', { kind: 'agency', id: agency.id })
      return { kind: 'handed over', agency: agency.name, archive, sha256: left.sha256 ?? '' }
    }
    const manifest = await writeExport({ agency, files, folder: part, reading: readingIn(work, agency.id), at: far => { progress(sayFar(far)) }, signal, rests: false })
    await work.record('records of an agency exported, restricted ones too', { kind: 'agency', id: agency.id })
    return { kind: 'written', agency: agency.name, files: manifest.files.length, missing: manifest.missing.length }
  }
  try {
    const done = await keepWork(database, { kind: 'system' }, { partnership, now: clock(), purpose: 'export of an agency at the console' }, write)
    if (done.kind !== 'no such agency') await rename(part, to)
    return done
  } catch (problem) {
    await rm(part, { recursive: true, force: true })
    throw problem
  }
}
