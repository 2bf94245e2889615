// The head and side of a case file: what to know before contacting anybody, the key facts, the people, and what is due.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayAgo, sayDate, sayDue, type Day } from '#kernel/time.ts'
import { partiesOf, RESTRICTED, sayFlag, type Case } from '#rooms/cases/index.ts'
import { itemsOfCase } from '#rooms/diary/index.ts'
import { MarkerList, type Shown } from '#rooms/markers/index.ts'
import { sayKept, saySafeContact } from '#rooms/people/index.ts'
import { Badge, Card, Clock, Flags } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'

type Party = Awaited<ReturnType<typeof partiesOf>>[number]

type Items = Awaited<ReturnType<typeof itemsOfCase>>
export const lateOf = (items: Items, work: OfficerWork): Items => items.filter(({ dueAt }) => dueAt < work.now)

export const Warnings = ({ theCase, parties, late, markers, today }: { readonly theCase: Case; readonly parties: readonly Party[]; readonly late: Items; readonly markers: readonly Shown[]; readonly today: Day }) => (
  <>
    {late.length === 0 ? null : <InsetText html={<><strong>Overdue:</strong> {late.map(({ title }) => title).join('. ')}. <a class="govuk-link amity-not-on-paper" href="#due">See what is due</a></>} />}
    <Flags flags={[...theCase.flags.map(text => ({ text: sayFlag(text), tone: RESTRICTED.has(text) ? 'purple' as const : 'blue' as const })), ...(theCase.harmedSpokeLast ? [{ text: 'The victim spoke last', tone: 'orange' as const }] : []), ...(theCase.status === 'on hold' ? [{ text: 'On hold', tone: 'yellow' as const }] : [])]} />
    <MarkerList markers={markers} today={today} />
    {contactable(parties).map(party => <InsetText html={<><strong>Contacting {nameOf(party)}:</strong> {safeOf(party)} {sayKept(party) ?? ''}</>} />)}
  </>
)

/** Everybody we might contact, once each: never somebody said to be responsible. */
const contactable = (parties: readonly Party[]): readonly Party[] =>
  parties.filter((party, at) => party.personId !== null && party.role !== 'alleged perpetrator' && parties.findIndex(other => other.personId === party.personId && other.role !== 'alleged perpetrator') === at)

const nameOf = (party: Party): string => party.personId === null ? party.describedAs ?? '' : `${party.givenName ?? ''} ${party.familyName ?? ''}`.trim()
const safeOf = (party: Party): string => saySafeContact({ safeMeans: party.safeMeans ?? [], safeTimes: party.safeTimes, mayLeaveMessage: party.mayLeaveMessage ?? false, mustNotKnow: party.mustNotKnow })

export const factsOf = (theCase: Case, work: OfficerWork) => [
  { label: 'Status', value: theCase.status === 'closed' ? `Closed: ${theCase.closeReason ?? ''}` : `${theCase.status}, ${theCase.stage}` },
  { label: 'Severity', value: theCase.severity },
  { label: 'Risk', value: theCase.riskBand === null ? <Badge text="not assessed" tone="orange" /> : <><Badge text={`${theCase.riskBand} (${theCase.riskScore ?? 0} of 41)`} tone={theCase.riskBand === 'high' ? 'red' : theCase.riskBand === 'medium' ? 'yellow' : 'grey'} /> {theCase.riskReviewDueOn === null ? '' : `review ${sayDue(theCase.riskReviewDueOn, work.today)}`}</> },
  { label: 'Opened', value: `${sayDate(londonDay(theCase.openedAt))}, ${sayAgo(theCase.openedAt, work.now)}` },
  { label: 'Last contact', value: theCase.lastContactAt === null ? 'None yet' : sayAgo(theCase.lastContactAt, work.now) },
  ...(theCase.harmedVerdict === null ? [] : [{ label: 'Resolved, says the person harmed', value: theCase.harmedVerdict }]),
  { label: 'What it is about', value: theCase.summary, wide: true },
]

export const Due = ({ items, work }: { readonly items: Items; readonly work: OfficerWork }) => (
  <Card heading="Due">
    {items.length === 0 ? <p class="govuk-body">Nothing is due.</p> : (
      <ul class="govuk-list">
        {items.map(item => <li>{item.title}<br /><Clock state={item.dueAt < work.now ? 'overdue' : londonDay(item.dueAt) === work.today ? 'soon' : 'due'} words={sayDue(londonDay(item.dueAt), work.today)} detail={item.because} /></li>)}
      </ul>
    )}
  </Card>
)
