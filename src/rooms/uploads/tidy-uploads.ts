// Removes half uploads that became files, and those nobody has gone on with for three days.
import type { SystemWork } from '#db/work.ts'
import type { Chore, KeptFiles } from '#jobs/chores.ts'
import { tidied, toTidy } from './half-upload-store.ts'

export const KEPT_DAYS = 3
const MOST = 200

/** The bytes first: a stop in between leaves a row that leads here again. Of a file that was kept only the first of its two names goes. */
const tidyUploads = async (work: SystemWork, files: KeptFiles): Promise<void> => {
  for (const { id, size } of await toTidy(work, new Date(work.now.getTime() - KEPT_DAYS * 24 * 3_600_000), MOST)) {
    await files.halves.remove(id, size)
    await tidied(work, id)
  }
}

export const tidyingUploads: Chore = { name: 'uploads.tidy', cron: '*/10 * * * *', each: (work, _baseUrl, files) => tidyUploads(work, files) }
