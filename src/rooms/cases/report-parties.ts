// The people a report tells of become parties of its case, each once: who told us, who is harmed, who is said to do it.
import type { OfficerWork } from '#db/work.ts'
import { addPerson, narrowSafeContact, SAFE_MEANS, samePerson, splitName } from '#rooms/people/index.ts'
import type { Report } from '#rooms/reporting/index.ts'
import { insertParty, partiesOf, type PartyRole } from './party-store.ts'

/** Whether the person who told us is (now) reporting or harmed in the case, and whether what they call safe became narrower. */
export type TakenIn = { readonly theySpoke: boolean; readonly contactChanged: boolean }

export const takePeopleIn = async (work: OfficerWork, caseId: string, report: Report): Promise<TakenIn> => {
  const parties = await partiesOf(work, caseId)
  const has = (role: PartyRole, who: string) => parties.some(party => party.role === role && (party.personId === who || party.describedAs === who))
  const known = await reporterOf(work, report)
  const blamed = known !== undefined && parties.some(party => party.role === 'alleged perpetrator' && party.personId === known.personId)
  const add = async (role: PartyRole, personId: string | null, describedAs: string | null): Promise<void> => {
    if (!has(role, personId ?? describedAs ?? '')) await insertParty(work, caseId, { role, personId, describedAs })
  }
  if (known !== undefined) await add('reporting', known.personId, null)
  for (const harmed of harmedIn(report, known?.personId)) await add('harmed', harmed.personId, harmed.describedAs)
  if (report.whoIsDoingIt) await add('alleged perpetrator', null, report.whoIsDoingIt)
  return { theySpoke: known !== undefined && !blamed, contactChanged: known?.contactChanged ?? false }
}

type Harmed = { readonly personId: string | null; readonly describedAs: string | null }

/** What they said of who is harmed, honestly: somebody not named stays described, and is nobody's guess. */
const harmedIn = ({ harmed, anonymous, children }: Pick<Report, 'harmed' | 'anonymous' | 'children'>, personId: string | undefined): readonly Harmed[] => {
  const described = (describedAs: string): Harmed => ({ personId: null, describedAs })
  const me = personId === undefined ? described(anonymous ? 'The person reporting, who is anonymous' : 'The person reporting') : { personId, describedAs: null }
  switch (harmed) {
    case 'Me': return [me]
    case 'Me and my family or household': return [me, described(`Family or household of the person reporting${children === true ? ', children among them' : ''}`)]
    case 'Somebody else': return [described('Somebody else, whom the report does not name')]
    case 'People round here in general': return [described('People who live or pass near by')]
    default: return harmed?.startsWith('Me') === true ? [me] : harmed ? [described(harmed)] : []
  }
}

/** The person record of who told us: the one we have, else a new one; undefined when they are anonymous. */
const reporterOf = async (work: OfficerWork, report: Report): Promise<{ personId: string; contactChanged: boolean } | undefined> => {
  if (report.anonymous || report.reporterName === null) return undefined
  const told = { name: report.reporterName, phone: report.reporterPhone, email: report.reporterEmail }
  // Somebody who wrote from their own page is known already.
  const known = report.personId ?? await samePerson(work, told)
  if (known !== undefined) {
    // What was written on their own page says nothing of means; a report that does is believed at once where it is stricter.
    const contactChanged = report.safeMeans.length > 0 && await narrowSafeContact(work, known, report)
    return { personId: known, contactChanged }
  }
  const personId = await addPerson(work, {
    ...splitName(report.reporterName), phone: report.reporterPhone, email: report.reporterEmail, address: report.reporterAddress, postcode: null, safeMeans: SAFE_MEANS.filter(means => report.safeMeans.includes(means)),
    safeTimes: report.safeTimes, mayLeaveMessage: report.mayLeaveMessage, mustNotKnow: report.mustNotKnow, vulnerability: report.vulnerability, language: report.language, formatNeeds: report.formatNeeds, mayShare: report.mayShare,
  })
  return { personId, contactChanged: false }
}
