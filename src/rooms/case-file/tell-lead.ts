// When a partner adds to a case, whoever leads it has it in their diary: one item until it is read, however much is added.
import { readsNews } from '#jobs/readers.ts'
import { caseById } from '#rooms/cases/index.ts'
import { note } from '#rooms/diary/index.ts'
import { hasOpenItem } from './tell-lead-store.ts'
import { partnerAdded } from './events.ts'

export const tellLead = readsNews(partnerAdded, 'case-file: whoever leads is told what a partner added', async (work, { caseId, agency }) => {
  const theCase = await caseById(work, caseId)
  const title = `${agency} added to this case: read it`.slice(0, 200)
  if (theCase === undefined || await hasOpenItem(work, caseId, title)) return
  await note(work, { kind: 'task', title, dueAt: work.now, because: 'A partner the case is shared with wrote something or added a file', caseId, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
})
