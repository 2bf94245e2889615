// What the clock does: an agency whose leaving is confirmed gets everything written out whole and is then removed; old exports go.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SystemWork } from '#db/work.ts'
import type { Chore, KeptFiles } from '#jobs/chores.ts'
import { carryOut, filesAreGone, filesToRemove, leavingsToDo, type Leaving } from './leaving-store.ts'
import { exportIsGone, exportsOver } from './order-store.ts'
import { packExport, readingIn, writeExport } from './write-export.ts'

/** Written out whole before anything is removed; if that fails, nothing is. */
const leave = async (work: SystemWork, { id, agencyId, agency }: Pick<Leaving, 'id' | 'agencyId' | 'agency'>, files: KeptFiles): Promise<void> => {
  const folder = await mkdtemp(join(files.incoming, 'leaving-'))
  try {
    const manifest = await writeExport({ agency: { id: agencyId, name: agency }, files, folder, reading: readingIn(work, agencyId) })
    const archive = join(folder, 'all.tar')
    const { size, sha256 } = await packExport(folder, manifest, archive)
    const storedAs = await files.keep(archive)
    await carryOut(work, id, { storedAs, size, sha256 }).catch(async (problem: unknown) => {
      await files.remove(storedAs)
      throw problem
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const carryingOut: Chore = {
  name: 'leaving.carry-out', cron: '*/5 * * * *',
  each: async (work, _baseUrl, files) => {
    // First what an earlier run removed for good: only now does it stand that those rows are gone.
    for (const { id, files: paths } of await filesToRemove(work)) {
      for (const path of paths) await files.remove(path)
      await filesAreGone(work, id)
    }
    for (const { id, storedAs } of await exportsOver(work)) {
      if (storedAs !== null) await files.remove(storedAs)
      await exportIsGone(work, id)
    }
    for (const leaving of await leavingsToDo(work)) await leave(work, leaving, files)
  },
}
