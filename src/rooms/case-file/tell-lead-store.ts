// The SQL of what waits in the lead officer's diary because a partner added something.
import type { SystemWork } from '#db/work.ts'

export const hasOpenItem = async (work: SystemWork, caseId: string, title: string): Promise<boolean> =>
  await work.db.selectFrom('diaryItems').select('id').where('caseId', '=', caseId).where('title', '=', title).where('doneAt', 'is', null).where('cancelledAt', 'is', null).limit(1).executeTakeFirst() !== undefined
