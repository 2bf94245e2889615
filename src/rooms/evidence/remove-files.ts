// Removes the bytes of files whose rows are gone. They were named when the rows went, in a transaction that stands by now.
import type { SystemWork } from '#db/work.ts'
import type { Chore, KeptFiles } from '#jobs/chores.ts'
import { forgetRemoved, namedForRemoval } from './evidence-store.ts'

const MOST = 500

/** Removing what is gone already does nothing, so that a stop half way is made good by the next time. */
export const removeFiles = async (work: SystemWork, files: KeptFiles): Promise<void> => {
  for (const { storedAs } of await namedForRemoval(work, MOST)) {
    await files.remove(storedAs)
    await forgetRemoved(work, storedAs)
  }
}

export const removingFiles: Chore = { name: 'evidence.remove', cron: '*/10 * * * *', each: (work, _baseUrl, files) => removeFiles(work, files) }
