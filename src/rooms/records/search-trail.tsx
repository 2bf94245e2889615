// The audit screen: by officer, days, kind of access and reference. Only what its reader may see is there, or counted.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { oneOf } from '#kernel/literal.ts'
import { readReference } from '#kernel/reference.ts'
import { addDays, readDay, sayMoment, startOfDay, type Day } from '#kernel/time.ts'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { ChoicesField, DateField, SelectField, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { ErrorSummaryFor } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { optionalDate } from '#web/fields.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { allOfficers, PAGE, recordNamed, searchTrail, type Line } from './trail-store.ts'
import { HOWS, sayAction, sayHow, sayWho } from './trail-words.ts'

const EARLIEST = readDay('2000-01-01')
/** Unless days are chosen, the last month: whoever looks further says so. */
const USUAL_DAYS = 31

type Chosen = { readonly officer: string; readonly how: string; readonly from: Day | null; readonly until: Day | null; readonly typed: string; readonly reference: string | undefined; readonly rows: boolean; readonly state: FormState; readonly query: string }

const BOXES = ['officer', 'how', 'reference', 'rows', 'from-day', 'from-month', 'from-year', 'until-day', 'until-month', 'until-year'] as const

const chosenIn = (work: OfficerWork, ask: Ask): Chosen => {
  const values = Object.fromEntries(BOXES.map(name => [name, textOf(ask.query, name).trim().slice(0, 60)]))
  const moment = { now: work.now, today: work.today }
  const [from, until] = [optionalDate({ called: 'From' }).read('from', ask.query, moment), optionalDate({ called: 'Until' }).read('until', ask.query, moment)]
  const typed = values['reference'] ?? ''
  const reference = readReference(typed)
  const order = from.ok && until.ok && from.value !== null && until.value !== null && until.value < from.value
  const errors = [
    ...(from.ok ? [] : [{ field: 'from', href: `#from-${from.part ?? 'day'}`, text: from.text }]), ...(until.ok ? [] : [{ field: 'until', href: `#until-${until.part ?? 'day'}`, text: until.text }]),
    ...(order ? [{ field: 'until', href: '#until-day', text: 'Until must be the same day as From, or later' }] : []),
    ...(typed !== '' && reference === undefined ? [{ field: 'reference', href: '#reference', text: 'Check the reference: it has 9 characters, like 4KD-7WM-X3P' }] : []),
  ]
  return {
    officer: values['officer'] ?? '', how: values['how'] ?? '', from: from.ok ? from.value : null, until: until.ok ? until.value : null, typed, reference, rows: values['rows'] === 'yes', state: { errors, values },
    query: new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString(),
  }
}

const found = async (work: OfficerWork, ask: Ask, chosen: Chosen): Promise<readonly Line[]> => {
  if (chosen.state.errors.length > 0) return []
  const record = chosen.reference === undefined ? undefined : await recordNamed(work, chosen.reference)
  // Not there, and not theirs: the same empty answer.
  if (chosen.reference !== undefined && record === undefined) return []
  const usual = addDays(work.today, -USUAL_DAYS)
  const from = chosen.from ?? (chosen.reference === undefined && chosen.until === null ? usual : EARLIEST ?? usual)
  return searchTrail(work, {
    officerId: looksLikeId(chosen.officer) ? chosen.officer : undefined, how: oneOf(HOWS, chosen.how) ? chosen.how : undefined, record, rows: chosen.rows,
    from: startOfDay(from), until: startOfDay(addDays(chosen.until ?? work.today, 1)), before: beforeIn(ask),
  })
}

const Panel = ({ state, officers }: { readonly state: FormState; readonly officers: readonly { readonly id: string; readonly name: string }[] }): Html => (
  <FilterPanel action="/audit" clearHref="/audit">
    <SelectField name="officer" label="Officer" empty="Anybody" options={officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
    <SelectField name="how" label="How" empty="Any" options={HOWS.map(value => ({ value, text: sayHow(value) }))} state={state} />
    <TextField name="reference" label="Case or report" width={10} state={state} />
    <DateField name="from" label="From" state={state} />
    <DateField name="until" label="Until" state={state} />
    <ChoicesField name="rows" label="Detail" small state={state} choices={[{ value: 'yes', text: 'Each row that changed, too' }]} />
  </FilterPanel>
)

const isWhole = (work: OfficerWork): boolean => work.may('see the whole trail')
const aboutOf = ({ about, how }: Line): string => about ?? (how === 'refused' ? 'A page that is not there, or not theirs' : '')

export const searchAuditTrail = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const chosen = chosenIn(work, ask)
  const [lines, officers] = [await found(work, ask, chosen), await allOfficers(work)]
  const rows = lines.slice(0, PAGE)
  const last = lines.length > PAGE ? rows.at(-1) : undefined
  const here = `/audit?${chosen.query}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Audit trail' }}>
      <ErrorSummaryFor state={chosen.state} title="There is a problem" />
      <h1 class="govuk-heading-l">Audit trail</h1>
      <p class="govuk-body">{isWhole(work) ? 'You see the whole trail, records that are kept to a circle included.' : 'What officers did with records you may see, and what officers of your agency did besides. Nothing here tells of a record you may not see.'} {chosen.from === null && chosen.until === null && chosen.reference === undefined ? `The last ${USUAL_DAYS} days.` : ''}</p>
      <p class="govuk-body"><a class="govuk-link" href="/audit/heads">Heads of the trail</a> · <a class="govuk-link" href="/unusual">Unusual access</a></p>
      <FilterLayout filter={<Panel state={chosen.state} officers={officers} />}>
        <DataTable id="lines" caption="Newest first" captionSize="s" narrow="stack" rows={rows} empty="No line matches that you may see." columns={[
          { heading: 'When', rowHeader: true, cell: row => sayMoment(row.at) }, { heading: 'Who', cell: row => <>{sayWho(row)}{row.agency === null ? '' : <><br />{row.agency}</>}</> }, { heading: 'How', cell: row => sayHow(row.how) },
          { heading: 'What', cell: row => <>{sayAction(row)}{row.purpose === null && row.subjectKind !== null ? `: ${row.subjectKind.replaceAll('_', ' ')}` : ''}</> }, { heading: 'About', cell: aboutOf },
          ...(isWhole(work) ? [{ heading: 'Asked for', cell: (row: Line) => row.asked ?? '' }] : []), { heading: 'Acting to', cell: row => row.purpose ?? '' },
        ]} />
        <KeysetPager label="Pages of the audit trail" {...(last === undefined ? {} : { olderHref: `${here}&before=${goOnAfter(last.at, last.id)}` })} {...(beforeIn(ask) === undefined ? {} : { newerHref: here })} newer="Back to the newest" />
      </FilterLayout>
    </OfficerPage>,
  )
}
