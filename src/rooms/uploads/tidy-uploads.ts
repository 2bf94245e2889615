// Removes half uploads that became files, those nobody has gone on with for three days, and what a killed process left half taken in.
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SystemWork } from '#db/work.ts'
import type { Chore, KeptFiles } from '#jobs/chores.ts'
import { tidied, toTidy } from './half-upload-store.ts'

export const KEPT_DAYS = 3
/** So long the row of one that became a file leads to that file, when its sender never heard that it had and sends it again. */
const LEADS_ON = 3_600_000
const MOST = 200

/** The bytes first: a stop in between leaves a row that leads here again. Of a file that was kept only the first of its two names goes. */
const tidyUploads = async (work: SystemWork, files: KeptFiles): Promise<void> => {
  for (const { id, size, doneAt } of await toTidy(work, new Date(work.now.getTime() - KEPT_DAYS * 24 * 3_600_000), MOST)) {
    await files.halves.remove(id, size)
    if (doneAt === null || work.now.getTime() - doneAt.getTime() > LEADS_ON) await tidied(work, id)
  }
}

const DAY = 24 * 3_600_000
/** Longer than any request lasts; and for a half upload, longer than its row lives. */
const lifeOf = (name: string): number => (name.startsWith('half-') ? KEPT_DAYS + 4 : 1) * DAY

/** What a killed process was just taking in: no row names it, and nobody will ever ask for it. */
export const sweepIncoming = async (work: SystemWork, { incoming }: Pick<KeptFiles, 'incoming'>): Promise<void> => {
  for (const name of (await readdir(incoming)).slice(0, 10_000)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() === true && work.now.getTime() - found.mtimeMs > lifeOf(name)) await rm(path, { force: true })
  }
}

export const tidyingUploads: Chore = { name: 'uploads.tidy', cron: '*/10 * * * *', each: async (work, _baseUrl, files) => { await tidyUploads(work, files); await sweepIncoming(work, files) } }
