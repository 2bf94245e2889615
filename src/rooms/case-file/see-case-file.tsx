// Draws the case file, and the preview of what the person harmed would see of it.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { londonDay, sayAgo, sayDate, sayDue, sayMoment } from '#kernel/time.ts'
import { caseAt, entriesOf, heldBack, incidentsOf, partiesOf, type Case } from '#rooms/cases/index.ts'
import { itemsOfCase } from '#rooms/diary/index.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import { Badge, Card, Clock, Flags, KeyFacts, WithAside } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { KeysetPager } from '#ui/tables.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { SECTIONS } from './sections.ts'

const PAGE = 50
type Party = Awaited<ReturnType<typeof partiesOf>>[number]
type Entry = Awaited<ReturnType<typeof entriesOf>>[number]

export const seeCaseFile = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const only = { before: beforeOf(ask), ...(textOf(ask.query, 'show') === 'public' ? { visibility: 'public' as const } : {}) }
  const [parties, incidents, items, entries] = [await partiesOf(work, theCase.id), await incidentsOf(work, theCase.id), await itemsOfCase(work, theCase.id), await entriesOf(work, theCase.id, only, PAGE)]
  const drawn = await drawSections(work, theCase, ask)
  const file = `/cases/${theCase.reference}`
  const last = entries.length > PAGE ? entries[PAGE - 1] : undefined
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${theCase.reference} ${theCase.title}` }} breadcrumbs={[{ text: 'Cases', href: '/cases' }, { text: theCase.reference }]}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">{theCase.title}</h1>
      <Warnings theCase={theCase} parties={parties} />
      <KeyFacts facts={factsOf(theCase, work)} />
      {theCase.status === 'open' || theCase.status === 'on hold' ? (
        <div class="govuk-button-group">
          <a class="govuk-button" role="button" href={`${file}/add`}>Add to the chronology</a>
          <a class="govuk-link" href={`${file}/risk`}>Assess the risk</a>
          <a class="govuk-link" href={`${file}/as-seen`}>What the person harmed sees</a>
          <a class="govuk-link" href={`${file}/close`}>Close the case</a>
        </div>
      ) : null}
      <WithAside aside={<><People parties={parties} /><Due items={items} work={work} />{drawn.aside}</>}>
        {drawn.main}
        <h2 class="govuk-heading-m">Incidents</h2>
        {incidents.length === 0 ? <p class="govuk-body">None recorded.</p> : (
          <ul class="govuk-list govuk-list--bullet">
            {incidents.map(incident => <li><strong>{incident.happenedAt === null ? incident.happenedAbout : sayMoment(incident.happenedAt)}</strong>: {incident.description}{incident.effect ? <><br />Effect: {incident.effect}</> : null}</li>)}
          </ul>
        )}
        <h2 class="govuk-heading-m">Chronology</h2>
        <p class="govuk-body"><a class="govuk-link" href={file}>Everything</a> · <a class="govuk-link" href={`${file}?show=public`}>Public only</a></p>
        <Timeline entries={entries.slice(0, PAGE).map(timelineOf)} headingLevel={3} label="Chronology" />
        <KeysetPager label="Pages of the chronology" {...(last === undefined ? {} : { olderHref: `${file}?before=${last.happenedAt.toISOString()}_${last.id}` })} />
      </WithAside>
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

/** One after the other: they share one transaction. */
const drawSections = async (work: OfficerWork, theCase: Case, ask: Ask): Promise<{ aside: Html[]; main: Html[] }> => {
  const drawn: { aside: Html[]; main: Html[] } = { aside: [], main: [] }
  for (const { id, title, place, show } of SECTIONS) {
    const inside = await show(work, theCase, ask)
    if (inside !== undefined) drawn[place].push(<section id={id} aria-labelledby={`${id}-title`}><h2 class="govuk-heading-m" id={`${id}-title`}>{title}</h2>{inside}</section>)
  }
  return drawn
}

const Warnings = ({ theCase, parties }: { readonly theCase: Case; readonly parties: readonly Party[] }) => (
  <>
    <Flags flags={[...theCase.flags.map(text => ({ text, tone: text === 'hate' || text === 'domestic abuse' ? 'purple' as const : 'blue' as const })), ...(theCase.harmedSpokeLast ? [{ text: 'The victim spoke last', tone: 'orange' as const }] : []), ...(theCase.status === 'on hold' ? [{ text: 'On hold', tone: 'yellow' as const }] : [])]} />
    {parties.filter(party => party.contactWarning !== null).map(party => <InsetText text={`Staff safety: ${nameOf(party)}. ${party.contactWarning ?? ''}`} />)}
    {contactable(parties).map(party => <InsetText html={<><strong>Contacting {nameOf(party)}:</strong> {safeOf(party)}</>} />)}
  </>
)

/** Everybody we might contact, once each: never somebody said to be responsible. */
const contactable = (parties: readonly Party[]): readonly Party[] =>
  parties.filter((party, at) => party.personId !== null && party.role !== 'alleged perpetrator' && parties.findIndex(other => other.personId === party.personId && other.role !== 'alleged perpetrator') === at)

const nameOf = (party: Party): string => party.personId === null ? party.describedAs ?? '' : `${party.givenName ?? ''} ${party.familyName ?? ''}`.trim()
const safeOf = (party: Party): string => saySafeContact({ safeMeans: party.safeMeans ?? [], safeTimes: party.safeTimes, mayLeaveMessage: party.mayLeaveMessage ?? false, mustNotKnow: party.mustNotKnow })

const factsOf = (theCase: Case, work: OfficerWork) => [
  { label: 'Status', value: theCase.status === 'closed' ? `Closed: ${theCase.closeReason ?? ''}` : `${theCase.status}, ${theCase.stage}` },
  { label: 'Severity', value: theCase.severity },
  { label: 'Risk', value: theCase.riskBand === null ? <Badge text="not assessed" tone="orange" /> : <><Badge text={`${theCase.riskBand} (${theCase.riskScore ?? 0} of 41)`} tone={theCase.riskBand === 'high' ? 'red' : theCase.riskBand === 'medium' ? 'yellow' : 'grey'} /> {theCase.riskReviewDueOn === null ? '' : `review ${sayDue(theCase.riskReviewDueOn, work.today)}`}</> },
  { label: 'Opened', value: `${sayDate(londonDay(theCase.openedAt))}, ${sayAgo(theCase.openedAt, work.now)}` },
  { label: 'Last contact', value: theCase.lastContactAt === null ? 'None yet' : sayAgo(theCase.lastContactAt, work.now) },
  ...(theCase.harmedVerdict === null ? [] : [{ label: 'Resolved, says the person harmed', value: theCase.harmedVerdict }]),
  { label: 'What it is about', value: theCase.summary, wide: true },
]

const People = ({ parties }: { readonly parties: readonly Party[] }) => (
  <Card heading="People">
    <ul class="govuk-list">
      {parties.map(party => <li><strong>{nameOf(party)}</strong>{party.isChild ? ' (child)' : ''}<br />{party.role}{party.phone === null ? '' : `, ${party.phone}`}{party.vulnerability === null ? '' : <><br />{party.vulnerability}</>}</li>)}
    </ul>
  </Card>
)

const Due = ({ items, work }: { readonly items: Awaited<ReturnType<typeof itemsOfCase>>; readonly work: OfficerWork }) => (
  <Card heading="Due">
    {items.length === 0 ? <p class="govuk-body">Nothing is due.</p> : (
      <ul class="govuk-list">
        {items.map(item => <li>{item.title}<br /><Clock state={item.dueAt < work.now ? 'overdue' : londonDay(item.dueAt) === work.today ? 'soon' : 'due'} words={sayDue(londonDay(item.dueAt), work.today)} detail={item.because} /></li>)}
      </ul>
    )}
  </Card>
)

const timelineOf = (entry: Entry) => ({
  id: entry.id, happened: { iso: entry.happenedAt.toISOString(), text: sayMoment(entry.happenedAt) }, entered: { iso: entry.enteredAt.toISOString(), text: sayMoment(entry.enteredAt) },
  who: entry.enteredAs, kind: entry.kind, visibility: entry.visibility, title: entry.summary, body: <p class="govuk-body">{entry.body}</p>,
})

const beforeOf = (ask: Ask): { happenedAt: Date; id: string } | undefined => {
  const [at, id] = textOf(ask.query, 'before').split('_')
  const happenedAt = new Date(at ?? '')
  return id !== undefined && looksLikeId(id) && !Number.isNaN(happenedAt.getTime()) ? { happenedAt, id } : undefined
}

export const seeAsPersonHarmed = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const [entries, held] = [await entriesOf(work, theCase.id, { visibility: 'public' }, PAGE), await heldBack(work, theCase.id)]
  const shown = entries.slice(0, PAGE).filter(entry => entry.supersededAt === null)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `What the person harmed sees of ${theCase.reference}` }} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">What the person harmed sees</h1>
      <InsetText text="Only public entries that stand uncorrected; messages, complaints and the like only to whom they belong. Check that none of them names or describes an alleged perpetrator." />
      {shown.some(entry => held.has(entry.id)) ? <InsetText text="One or more entries below name somebody said to be responsible. On their own page the person reads only “There is an update” in their place. Correct them." /> : null}
      <Timeline entries={shown.map(entry => ({ ...timelineOf(entry), entered: undefined, ...(held.has(entry.id) ? { title: `Held back: ${entry.summary}` } : {}) }))} headingLevel={2} label="Public entries" />
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}
