// Everything that happens when a case ends, in one transaction: the record, the diary, the words to the people in it, the news.
import type { OfficerWork } from '#db/work.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { londonMoment } from '#kernel/time.ts'
import { caseClosed, changeCase, contactsOf, insertEntry, type Case } from '#rooms/cases/index.ts'
import { cancelAll, note } from '#rooms/diary/index.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import type { CloseReason, Verdict } from './closing-rules.ts'

export type Ending = { readonly verdict: Verdict; readonly reason: CloseReason; readonly summary: string; readonly closedBy: string; readonly approvedBy: string | null }

/** Ends it. False when somebody changed the case since it was read; nothing is then written. */
export const endCase = async (work: OfficerWork, theCase: Case, ending: Ending, baseUrl: string): Promise<boolean> => {
  const ended = await changeCase(work, theCase, {
    status: 'closed', stage: 'closing', closedAt: work.now, closedBy: ending.closedBy, closeReason: ending.reason, closeSummary: ending.summary, harmedVerdict: ending.verdict, closeApprovedBy: ending.approvedBy,
    holdReason: null, holdEndsOn: null, harmedSpokeLast: false,
  })
  if (!ended) return false
  const words = closingWords(work, theCase, ending.summary, baseUrl)
  await insertEntry(work, theCase.id, { kind: 'closing', happenedAt: work.now, summary: 'Case closed', body: words, visibility: 'public' })
  await cancelAll(work, theCase.id, 'the case was closed')
  if (ending.reason === 'deceased') await askWhomToTell(work, theCase)
  else await tellThem(work, theCase, words)
  await work.announce(caseClosed, { caseId: theCase.id })
  return true
}

const tellThem = async (work: OfficerWork, theCase: Case, words: string): Promise<void> => {
  for (const contact of await contactsOf(work, theCase.id)) {
    const written = await writeMessage(work, contact, { purpose: 'case closed', subject: 'An update from us', body: words }, { caseId: theCase.id, reportId: null, agencyId: theCase.leadAgencyId })
    if (written.state !== 'withheld') continue
    const name = `${contact.givenName} ${contact.familyName}`.trim()
    await insertEntry(work, theCase.id, { kind: 'closing', happenedAt: work.now, summary: `The closing words were not sent to ${name}`, body: written.because, visibility: 'staff' })
    await note(work, {
      kind: 'task', title: `Tell ${name} that the case is closed`.slice(0, 200), dueAt: londonMoment(addWorkingDays(work.today, 2), '23:59') ?? work.now,
      because: `Nothing may be written to them. ${written.because}`, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId,
    })
  }
}

/** Nothing is sent to the address of somebody who has died: an officer decides who should hear of it, and how. */
const askWhomToTell = async (work: OfficerWork, theCase: Case): Promise<void> => {
  await note(work, {
    kind: 'task', title: 'Decide who should be told that the case is closed', dueAt: londonMoment(addWorkingDays(work.today, 2), '23:59') ?? work.now,
    because: 'It closed because somebody has died, so nothing was sent to anybody', caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId,
  })
}

/** What the person harmed reads: what was done, and how to come back. */
const closingWords = ({ partnership }: OfficerWork, { reference }: Case, summary: string, baseUrl: string): string => [
  summary,
  `If it starts again, tell us at ${baseUrl}/report${partnership.phone === null ? '' : ` or on ${partnership.phone}`} and give the reference ${reference}. We will open a new case and link it to this one.`,
  'If you have reported anti-social behaviour several times and are not content with what was done, you can ask for an ASB case review. You can also complain to us. Neither needs a reason from you beyond telling us.',
].join('\n\n')
