// A chronology for court as it was chosen: its lines as they read then, and what was kept back and put in all the same, by whom and why.
import { looksLikeId } from '#db/ids.ts'
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { courtAt, courtPath } from './court-at.ts'
import { chronologiesOf, linesOf } from './court-store.ts'

export const seeChronology = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await courtAt(work, ask)
  if ('kind' in found) return found
  const id = ask.params['chronology'] ?? ''
  const chronology = looksLikeId(id) ? (await chronologiesOf(work, found.theCase.id)).find(one => one.id === id) : undefined
  if (chronology === undefined) return notThere
  return page(
    <OfficerPage frame={{ ...ask.frame, title: chronology.title }} back={{ href: courtPath(found.theCase) }}>
      <span class="govuk-caption-l">{found.theCase.reference}, version {chronology.version}</span>
      <h1 class="govuk-heading-l">{chronology.title}</h1>
      <p class="govuk-body">Made by {chronology.maker ?? 'somebody'}, {sayMoment(chronology.madeAt)}. Entries corrected since then read here as they did.</p>
      <DataTable id="lines" caption="What goes to court" captionSize="m" rows={await linesOf(work, chronology.id)} narrow="stack" columns={[
        { heading: 'When', rowHeader: true, cell: one => sayMoment(one.happenedAt) }, { heading: 'What happened', cell: one => <span class="amity-as-typed">{one.body === '' ? one.summary : `${one.summary}\n${one.body}`}</span> },
        { heading: 'Kept back, and why it is in', cell: one => one.keptBack.length === 0 ? '' : `${one.keptBack.join(', ')}. ${one.chooser ?? 'Somebody'}: ${one.because ?? ''}` },
      ]} />
    </OfficerPage>,
    { about: { kind: 'case', id: found.theCase.id } },
  )
}
