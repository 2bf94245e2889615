// Satisfaction with the neighbourhood: results of surveys held elsewhere, with their source; entered, and taken back but never wiped.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayPercent, share } from '#kernel/proportion.ts'
import { sayShortDay } from '#kernel/time.ts'
import { readSetting, TARGETS } from '#rooms/partnership/index.ts'
import { wards } from '#rooms/places/index.ts'
import { FilterLayout } from '#ui/filters.tsx'
import { DateField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { optionalWords, pastDate, wholeNumber, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { neighbourhood } from './figures.ts'
import { ByQuarter, Headline, MEASURES, Tabs } from './measure-parts.tsx'
import { insertResult, results, resultToWithdraw, withdrawResult, type Result } from './performance-store.ts'
import { filterPanel, queryOf, readFilter, sayFilter, type Named } from './read-filter.tsx'

export const seeNeighbourhood = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [filter, targets] = [await readFilter(work, ask), await readSetting(work, TARGETS)]
  const told = { ...MEASURES.neighbourhood, target: targets.neighbourhood }
  const measured = await neighbourhood(work, filter)
  const mayEnter = work.may('enter measures')
  return page(
    <OfficerPage frame={{ ...ask.frame, title: told.name }}>
      <h1 class="govuk-heading-l">{told.name}</h1>
      <Tabs current="neighbourhood" query={queryOf(filter)} />
      <FilterLayout filter={filterPanel(filter, '/measures/neighbourhood', { byCategory: false })}>
        <p class="govuk-body">{sayFilter({ ...filter, category: '' })}, by when the survey ended. {filter.ward === '' ? 'Surveys of the whole area; those of one ward are under that ward.' : 'Surveys of this ward only.'}</p>
        <Headline told={told} figure={measured.now} />
        <ByQuarter told={told} measured={measured} all="Asked" />
        <DataTable id="results" caption="Surveys in this period" captionSize="s" narrow="stack" rows={await results(work, filter.ward, filter.period)} empty={mayEnter ? 'None yet. Enter the first below.' : 'None yet.'} columns={[
          { heading: 'Held', rowHeader: true, cell: row => `${sayShortDay(row.heldFrom)} to ${sayShortDay(row.heldUntil)}` },
          { heading: 'Satisfied', cell: row => `${row.satisfied} of ${row.answered} (${sayPercent(share(row.satisfied, row.answered)?.value ?? 0)})` },
          { heading: 'Source', cell: row => [row.source, row.method].filter(part => part !== '').join('. ') }, { heading: 'Entered by', cell: row => row.enteredByName ?? '' },
          { heading: 'Taken back', cell: row => takenBack(row, mayEnter) },
        ]} />
        {mayEnter ? <p class="govuk-body"><a class="govuk-link" href="/measures/neighbourhood/add">Enter a survey’s result</a></p> : null}
      </FilterLayout>
    </OfficerPage>,
  )
}

const takenBack = (row: Result, mayEnter: boolean) => row.withdrawnAt !== null ? `Does not count: ${row.withdrawnBecause ?? ''}`
  : mayEnter ? <a class="govuk-link" href={`/measures/neighbourhood/${row.id}/withdraw`}>Take back<span class="govuk-visually-hidden"> the survey that ended {sayShortDay(row.heldUntil)}</span></a> : ''

const MOST = 1_000_000
const fields = {
  from: pastDate({ empty: 'Enter the day the survey began', called: 'The day the survey began' }), until: pastDate({ empty: 'Enter the day the survey ended', called: 'The day the survey ended' }),
  ward: optionalWords(), satisfied: wholeNumber({ empty: 'Enter how many were satisfied', called: 'How many were satisfied', min: 0, max: MOST }),
  answered: wholeNumber({ empty: 'Enter how many answered', called: 'How many answered', min: 1, max: MOST }), asked: optionalWords({ max: 9 }),
  source: words({ empty: 'Enter whose survey it was', max: 300, called: 'Whose survey it was' }), method: optionalWords({ max: 1000, called: 'How people were asked' }),
}

export const addResult = form<OfficerWork, typeof fields, { readonly wards: readonly Named[] }>({
  fields,
  rules: [
    ({ from, until }) => from !== undefined && until !== undefined && until < from ? { field: 'until', text: 'The day the survey ended must not be before it began' } : undefined,
    ({ satisfied, answered }) => satisfied !== undefined && answered !== undefined && satisfied > answered ? { field: 'satisfied', text: 'No more can be satisfied than answered' } : undefined,
    ({ asked }) => asked !== undefined && asked !== '' && !/^\d+$/.test(asked) ? { field: 'asked', text: 'How many were asked must be a whole number, like 1200' } : undefined,
    ({ asked, answered }) => asked !== undefined && answered !== undefined && /^\d+$/.test(asked) && Number(asked) < answered ? { field: 'asked', text: 'No more can answer than were asked' } : undefined,
  ],
  load: async work => ({ wards: await wards(work) }),
  act: async (work, loaded, { from, until, ward, satisfied, answered, asked, source, method }) => {
    if (ward !== '' && !loaded.wards.some(({ code }) => code === ward)) return problems({ field: 'ward', text: 'Select the ward' })
    const id = await insertResult(work, { heldFrom: from, heldUntil: until, wardCode: ward === '' ? null : ward, satisfied, answered, asked: asked === '' ? null : Number(asked), source, method })
    return seeOther(`/measures/neighbourhood${ward === '' ? '' : `?ward=${ward}`}`, { about: { kind: 'neighbourhood result', id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Enter a survey’s result' }} state={state} narrow back={{ href: '/measures/neighbourhood' }}>
      <h1 class="govuk-heading-l">Enter a survey’s result</h1>
      <p class="govuk-body">Figures only, from a survey of residents such as the landlord’s. Nobody’s answers.</p>
      <Form action={action} csrf={csrf} once={once} keep="neighbourhood-result">
        <DateField name="from" label="When did it begin?" state={state} />
        <DateField name="until" label="When did it end?" state={state} />
        <SelectField name="ward" label="Where?" empty="The whole area" options={loaded.wards.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
        <TextField name="asked" label="How many were asked? (optional)" inputMode="numeric" width={10} state={state} />
        <TextField name="answered" label="How many answered?" inputMode="numeric" width={10} state={state} />
        <TextField name="satisfied" label="How many were very or fairly satisfied?" inputMode="numeric" width={10} state={state} />
        <TextField name="source" label="Whose survey was it?" hint="For example, the Trust’s Pulse survey, wave 3" state={state} />
        <TextArea name="method" label="How were people asked? (optional)" hint="For example, by telephone, every tenth tenant" maxLength={1000} state={state} />
        <SubmitButton text="Enter it" />
      </Form>
    </OfficerPage>
  ),
})

const whyFields = { because: words({ empty: 'Enter why it should not count', max: 500, called: 'Why it should not count' }) }
type ToWithdraw = { readonly result: NonNullable<Awaited<ReturnType<typeof resultToWithdraw>>> }

export const takeBack = form<OfficerWork, typeof whyFields, ToWithdraw>({
  fields: whyFields,
  load: async (work, ask) => {
    const id = ask.params['id'] ?? ''
    const result = looksLikeId(id) ? await resultToWithdraw(work, id) : undefined
    return result === undefined ? notThere : { result }
  },
  act: async (work, { result }, { because }) => await withdrawResult(work, result.id, because)
    ? seeOther('/measures/neighbourhood', { about: { kind: 'neighbourhood result', id: result.id } })
    : problems({ field: 'because', text: 'Somebody has taken it back meanwhile' }),
  show: ({ loaded: { result }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Take a result back' }} state={state} narrow back={{ href: '/measures/neighbourhood' }}>
      <h1 class="govuk-heading-l">Take a result back</h1>
      <p class="govuk-body">{result.source}: {result.satisfied} of {result.answered}, {sayShortDay(result.heldFrom)} to {sayShortDay(result.heldUntil)}. It stays in the list and no longer counts.</p>
      <Form action={action} csrf={csrf} once={once} keep={`result-${result.id}`}>
        <TextArea name="because" label="Why should it not count?" maxLength={500} state={state} />
        <SubmitButton text="Take it back" />
      </Form>
    </OfficerPage>
  ),
})
