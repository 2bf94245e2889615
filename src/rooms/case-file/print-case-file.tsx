// The case file for paper: everything open, nothing to press, who printed it and when, and nothing that is restricted.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { caseAt, entriesOf, partiesOf } from '#rooms/cases/index.ts'
import { itemsOfCase } from '#rooms/diary/index.ts'
import { markersOfCase } from '#rooms/markers/index.ts'
import { glassBanner } from '#rooms/restricted/index.ts'
import { KeyFacts } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { Due, factsOf, lateOf, Warnings } from './case-head.tsx'
import { drawingOf, readChronologyFilter, timelineOf } from './chronology.tsx'
import { drawSections } from './sections.tsx'

const MOST_PRINTED = 500

/** The chronology as it was filtered when Print was pressed; what is restricted is left out, also where it was corrected since. */
export const printCaseFile = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const { filter, isOn } = readChronologyFilter(ask)
  const [parties, items] = [await partiesOf(work, theCase.id), await itemsOfCase(work, theCase.id)]
  const [drawn, found] = [await drawSections(work, theCase, ask, { onPaper: true }), await entriesOf(work, theCase.id, filter, MOST_PRINTED)]
  const entries = found.slice(0, MOST_PRINTED).filter(({ visibility }) => visibility !== 'restricted')
  const drawing = await drawingOf(work, theCase, entries, false)
  const paper = { ...drawing, open: true, originals: new Map([...drawing.originals].filter(([, { visibility }]) => visibility !== 'restricted')) }
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${theCase.reference} for print` }} back={{ href: `/cases/${theCase.reference}` }}>
      <div class="amity-paper">
      {await glassBanner(work, theCase)}
      <span class="govuk-caption-l">{theCase.reference}. Printed by {work.actor.officerName}, {work.actor.agencyName}, {sayMoment(work.now)}</span>
      <h1 class="govuk-heading-l">{theCase.title}</h1>
      <InsetText text={`Restricted entries and files are left out.${isOn ? ' Only some entries are shown.' : ''}${found.length > MOST_PRINTED ? ` Only the newest ${MOST_PRINTED} are shown.` : ''} Use your browser’s print command. Keep this paper where nobody else can read it.`} />
      <Warnings theCase={theCase} parties={parties} late={lateOf(items, work)} markers={await markersOfCase(work, theCase.id)} today={work.today} />
      <KeyFacts facts={factsOf(theCase, work)} />
      <div id="due"><Due items={items} work={work} /></div>
      {[...drawn.main, ...drawn.aside].map(({ html }) => html)}
      <h2 class="govuk-heading-m">Chronology</h2>
      {entries.length === 0 ? <p class="govuk-body">Nothing to print.</p> : <Timeline entries={entries.map(entry => timelineOf(entry, paper))} headingLevel={3} label="Chronology" />}
      </div>
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}
