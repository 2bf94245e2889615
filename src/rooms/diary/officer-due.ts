// What other rooms say an officer must see to about access, delegations and training: noted once, and settled when it is done.
import { readsNews } from '#jobs/readers.ts'
import { dueForOfficer, settledForOfficers } from '#rooms/officers/index.ts'
import { isNoted, note, settleAbout } from './diary-store.ts'

export const noteDue = readsNews(dueForOfficer, 'note what an officer must see to', async (work, { officerId, agencyId, title, because, dueAt, aboutKind, aboutId }) => {
  if (await isNoted(work, officerId, aboutKind, aboutId, title.slice(0, 200))) return
  await note(work, { kind: 'task', title: title.slice(0, 200), dueAt: new Date(dueAt), because, caseId: null, officerId, agencyId, aboutKind, aboutId })
})
export const settleDue = readsNews(settledForOfficers, 'settle what officers had to see to', (work, { aboutKind, aboutId, outcome }) => settleAbout(work, aboutKind, aboutId, outcome))
