// The service's own work that failed every time it was tried: whoever runs the partnership is told, once for each.
import type { SystemWork } from '#db/work.ts'
import type { Failed } from '#jobs/worker.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { note } from './diary-store.ts'

const ABOUT = 'work given up'

export const tellOfGivenUp = async (work: SystemWork, { reader, newsId }: Failed): Promise<void> => {
  const agencyId = work.partnership.triageAgencyId
  if (agencyId === null) return
  for (const { id } of await officersWhoMay(work, agencyId, 'run the partnership')) {
    await note(work, {
      kind: 'task', title: 'Something the service does by itself was given up', dueAt: work.now, because: `It failed every time: “${reader}”. Tell whoever looks after Amity; nothing else is held up by it`.slice(0, 400),
      caseId: null, officerId: id, agencyId, aboutKind: ABOUT, aboutId: newsId,
    })
  }
}
