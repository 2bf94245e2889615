// Draws the case file: what to know before contacting anybody, what may be done, and everything that happened.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { caseOrPartsAt, partiesOf, type Case } from '#rooms/cases/index.ts'
import { itemsOfCase } from '#rooms/diary/index.ts'
import { markersOfCase } from '#rooms/markers/index.ts'
import { glassBanner } from '#rooms/restricted/index.ts'
import { KeyFacts, SubNavigation, WithAside } from '#ui/casework.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { actionsOn, mayAdd } from './actions.ts'
import { QuickEntry } from './add-entry.tsx'
import { Due, factsOf, lateOf, Warnings } from './case-head.tsx'
import { drawChronology, readChronologyFilter } from './chronology.tsx'
import { drawSections } from './sections.tsx'
import { seeSharedCase } from './shared-case.tsx'

export const seeCaseFile = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await caseOrPartsAt(work, ask)
  if ('kind' in found) return found
  return found.parts === undefined ? seeOwnCase(work, ask, found.theCase) : seeSharedCase(work, ask, found)
}

const seeOwnCase = async (asked: OfficerWork, ask: Ask, theCase: Case): Promise<Answer> => {
  const work = asked.byKey()
  const [parties, items, drawn, chronology, glass, markers] = await work.together(
    () => partiesOf(work, theCase.id), () => itemsOfCase(work, theCase.id), () => drawSections(work, theCase, ask), () => drawChronology(work, theCase, ask, mayAdd(theCase, work)),
    () => glassBanner(work, theCase), () => markersOfCase(work, theCase.id))
  const file = `/cases/${theCase.reference}`
  // Paper shows what was found, so its link takes the search along.
  const sought = readChronologyFilter(ask).query
  const [first, ...others] = actionsOn(theCase, work).map(({ text, path }) => ({ text, href: `${file}/${path}${path === 'print' && sought !== '' ? `?${sought}` : ''}` }))
  const quick = mayAdd(theCase, work) && theCase.status !== 'closed'
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${theCase.reference} ${theCase.title}` }} breadcrumbs={[{ text: 'Cases', href: '/cases' }, { text: theCase.reference }]}>
      {glass}
      <span class="govuk-caption-l">{theCase.reference}</span>
      <p class="govuk-body amity-only-on-paper">Printed by {work.actor.officerName}, {work.actor.agencyName}, as it stood on {sayMoment(work.now)}</p>
      <h1 class="govuk-heading-l">{theCase.title}</h1>
      <Warnings theCase={theCase} parties={parties} late={lateOf(items, work)} markers={markers} today={work.today} />
      <KeyFacts facts={factsOf(theCase, work)} />
      <div class="govuk-button-group amity-not-on-paper">
        {first === undefined ? null : <a class="govuk-button" role="button" href={first.href} data-shortcut="n" data-shortcut-name={first.text}>{first.text}</a>}
        {others.map(({ text, href }) => <a class="govuk-link" href={href}>{text}</a>)}
      </div>
      <SubNavigation label="On this page" items={[...drawn.main.map(({ id, title }) => ({ text: title, href: `#${id}` })), ...(quick ? [{ text: 'Just now', href: '#quick' }] : []), { text: 'Chronology', href: '#chronology' }, { text: 'Due', href: '#due' }, ...drawn.aside.map(({ id, title }) => ({ text: title, href: `#${id}` }))].map(item => ({ ...item, current: false }))} />
      <WithAside aside={<><div id="due"><Due items={items} work={work} /></div>{drawn.aside.map(({ html }) => html)}</>}>
        {drawn.main.map(({ html }) => html)}
        {quick ? <QuickEntry file={file} csrf={ask.csrf} now={work.now} /> : null}
        {chronology}
      </WithAside>
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}
