// Who has looked at a case: for its lead officer and the managers of the agency that leads it.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayMoment } from '#kernel/time.ts'
import { caseAt } from '#rooms/cases/index.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { SelectField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, refused, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { keepsCase, PAGE, whoLooked } from './trail-store.ts'
import { sayHow, sayLook, sayWho } from './trail-words.ts'

export const seeWhoLooked = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (!await keepsCase(work, theCase.id)) return refused('Only the lead officer, and managers of the agency that leads the case, see who has looked at it.')
  const [asked, before] = [textOf(ask.query, 'agency'), beforeIn(ask)]
  const agencyId = looksLikeId(asked) ? asked : undefined
  const [found, all] = [await whoLooked(work, theCase.id, agencyId, before), await agencies(work)]
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const here = `/cases/${theCase.reference}/looked${agencyId === undefined ? '' : `?agency=${agencyId}`}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Who has looked at ${theCase.reference}` }} breadcrumbs={[{ text: 'Cases', href: '/cases' }, { text: theCase.reference, href: `/cases/${theCase.reference}` }, { text: 'Who has looked' }]}>
      <span class="govuk-caption-l">{theCase.reference} {theCase.title}</span>
      <h1 class="govuk-heading-l">Who has looked</h1>
      <p class="govuk-body">Everybody who came near this case: read it, printed it, opened a file of it, saw it in a list or a search, or tried and was not let in. What they wrote stands in the chronology.</p>
      <FilterLayout filter={<FilterPanel action={`/cases/${theCase.reference}/looked`} clearHref={`/cases/${theCase.reference}/looked`}><SelectField name="agency" label="Agency" empty="All" options={all.map(({ id, name }) => ({ value: id, text: name }))} state={{ errors: [], values: { agency: agencyId ?? '' } }} /></FilterPanel>}>
        <DataTable id="looks" caption="Newest first" captionSize="s" narrow="stack" rows={rows} empty={agencyId === undefined ? 'Nobody yet.' : 'Nobody of this agency.'} columns={[
          { heading: 'Who', rowHeader: true, cell: sayWho }, { heading: 'Agency', cell: row => row.agency ?? '' }, { heading: 'When', cell: row => sayMoment(row.at) },
          { heading: 'How', cell: row => sayHow(row.how) }, { heading: 'What', cell: sayLook }, { heading: 'Acting to', cell: row => row.purpose ?? '' },
        ]} />
        <KeysetPager label="Pages of looks" {...(last === undefined ? {} : { olderHref: `${here}${agencyId === undefined ? '?' : '&'}before=${goOnAfter(last.at, last.id)}` })} {...(before === undefined ? {} : { newerHref: here })} newer="Back to the newest" />
      </FilterLayout>
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}
