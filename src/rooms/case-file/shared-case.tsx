// The case file as a partner has it: the same page with the parts that are shared, what they are said plainly at the top.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayAgo, sayDate, sayDay } from '#kernel/time.ts'
import { mayAddTo, partiesOf, type Case, type CaseOrParts, type Part } from '#rooms/cases/index.ts'
import { itemsOfCase } from '#rooms/diary/index.ts'
import { markersOfCase } from '#rooms/markers/index.ts'
import { agencies, officersOf } from '#rooms/partnership/index.ts'
import { grantToUs, sayParts } from '#rooms/sharing/index.ts'
import { KeyFacts, SubNavigation, WithAside } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { QuickEntry } from './add-entry.tsx'
import { Due, factsOf, lateOf, Warnings } from './case-head.tsx'
import { drawChronology } from './chronology.tsx'
import { drawSections } from './sections.tsx'

/** Facts of the head a partner has; what no shared part carries is not said to be missing, it is not said. */
const sharedFacts = (theCase: Case, parts: readonly Part[], lead: string, work: OfficerWork) => [
  { label: 'Led by', value: lead }, { label: 'Status', value: theCase.status }, { label: 'Severity', value: theCase.severity },
  ...(parts.includes('risk') ? factsOf(theCase, work).filter(({ label }) => label === 'Risk') : []),
  { label: 'Opened', value: `${sayDate(londonDay(theCase.openedAt))}, ${sayAgo(theCase.openedAt, work.now)}` },
]

const leadOf = async (work: OfficerWork, theCase: Case): Promise<{ readonly agency: string; readonly lead: string }> => {
  const [all, officers] = [await agencies(work), await officersOf(work, theCase.leadAgencyId)]
  const agency = all.find(({ id }) => id === theCase.leadAgencyId)?.name ?? 'another agency'
  return { agency, lead: [officers.find(({ id }) => id === theCase.leadOfficerId)?.name, agency].filter(part => part !== undefined).join(', ') }
}

/** What may be added: to which parts, of those that are shared with leave to add. */
const additions = async (work: OfficerWork, theCase: Case): Promise<{ readonly chronology: boolean; readonly evidence: boolean }> => {
  const may = work.may('work on cases') && theCase.status !== 'merged'
  return { chronology: may && await mayAddTo(work, theCase.id, 'chronology'), evidence: may && await mayAddTo(work, theCase.id, 'evidence') }
}

/** Everything below the heading, for the partner's page and for the preview before it is shared. */
export const drawSharedCase = async (work: OfficerWork, ask: Ask, { theCase, parts = [] }: CaseOrParts): Promise<Html> => {
  const [grant, { agency, lead }, adds] = [await grantToUs(work, theCase.id), await leadOf(work, theCase), await additions(work, theCase)]
  const [parties, items] = [await partiesOf(work, theCase.id), await itemsOfCase(work, theCase.id)]
  const [drawn, chronology] = [await drawSections(work, theCase, ask, { parts }), parts.includes('chronology') ? await drawChronology(work, theCase, ask, adds.chronology) : null]
  const file = `/cases/${theCase.reference}`
  const until = grant === undefined ? '' : ` until the end of ${sayDay(londonDay(grant.endsAt))}`
  return (
    <>
      <InsetText html={<><strong>Shared by {agency}{until}.</strong> You see {sayParts(parts)}, and nothing else of this case. {grant === undefined ? '' : grant.mayAdd ? 'You may add to it. ' : 'You may not add to it. '}{grant === undefined ? '' : `It is shared for: ${grant.purpose}.`}</>} />
      <Warnings theCase={theCase} parties={parties} late={lateOf(items, work)} markers={parts.includes('people') ? await markersOfCase(work, theCase.id) : []} today={work.today} />
      <KeyFacts facts={sharedFacts(theCase, parts, lead, work)} />
      {work.may('work on cases') ? <Actions file={file} reference={theCase.reference} adds={adds} /> : null}
      <SubNavigation label="On this page" items={[...drawn.main.map(({ id, title }) => ({ text: title, href: `#${id}` })), ...(chronology === null ? [] : [{ text: 'Chronology', href: '#chronology' }]), { text: 'Due', href: '#due' }, ...drawn.aside.map(({ id, title }) => ({ text: title, href: `#${id}` }))].map(item => ({ ...item, current: false }))} />
      <WithAside aside={<><div id="due"><Due items={items} work={work} /></div>{drawn.aside.map(({ html }) => html)}</>}>
        {drawn.main.map(({ html }) => html)}
        {adds.chronology && theCase.status !== 'closed' ? <QuickEntry file={file} csrf={ask.csrf} now={work.now} asksReached={false} /> : null}
        {chronology}
      </WithAside>
    </>
  )
}

const Actions = ({ file, reference, adds }: { readonly file: string; readonly reference: string; readonly adds: { readonly chronology: boolean; readonly evidence: boolean } }): Html => (
  <div class="govuk-button-group amity-not-on-paper">
    {adds.chronology ? <a class="govuk-button" role="button" href={`${file}/add`}>Add to the chronology</a> : null}
    {adds.evidence ? <a class="govuk-link" href={`${file}/evidence`}>Add a file</a> : null}
    {adds.chronology || adds.evidence ? <a class="govuk-link" href={`/diary/add?case=${reference}`}>Add a task of ours</a> : null}
    <a class="govuk-link" href={`${file}/gave`}>What we gave</a>
  </div>
)

export const seeSharedCase = async (work: OfficerWork, ask: Ask, shared: CaseOrParts): Promise<Answer> => {
  const { theCase } = shared
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${theCase.reference} ${theCase.title}` }} breadcrumbs={[{ text: 'Shared with us', href: '/shared' }, { text: theCase.reference }]}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">{theCase.title}</h1>
      {await drawSharedCase(work, ask, shared)}
    </OfficerPage>, { about: { kind: 'case', id: theCase.id } },
  )
}
