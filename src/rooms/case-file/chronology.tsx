// The chronology as the case file shows it: found by kind, who, day and words, kept from page to page; each correction beside its original.
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { hoursAfter, readDay, sayMoment, type Day } from '#kernel/time.ts'
import { entriesOf, originalsOf, type Case, type Entry, type EntryFilter } from '#rooms/cases/index.ts'
import { CORRECTION_HOURS, readSetting } from '#rooms/partnership/index.ts'
import { SelectField, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { KeysetPager } from '#ui/tables.tsx'
import { Timeline, type TimelineEntry } from '#ui/timeline.tsx'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'

const PAGE = 50
export const ENTRY_KINDS = ['note', 'call', 'visit', 'letter', 'email', 'text', 'meeting', 'decision', 'evidence', 'contact attempt'] as const
const KINDS = [...ENTRY_KINDS, 'report', 'incident', 'message', 'risk', 'plan', 'action', 'hold', 'transfer', 'merge', 'closing', 'survey', 'case review', 'complaint', 'sharing', 'referral'] as const
const SEEN_BY = ['public', 'staff', 'restricted'] as const

/** "2/6/2026", "2.6.2026" or what a date box sends. */
const dayIn = (typed: string): Day | undefined => {
  const [, date = '', month = '', year = ''] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(typed.trim()) ?? []
  return readDay(year === '' ? typed.trim() : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
}

type Asked = { readonly filter: EntryFilter; readonly state: FormState; readonly query: string; readonly isOn: boolean }

/** No field is called as one of the quick form on the same page. Words nobody offered choose nothing; a day that is none is said at its field, and chooses nothing. */
export const readChronologyFilter = (ask: Ask): Asked => {
  const typed = (name: string): string => textOf(ask.query, name).trim().slice(0, 200)
  const values = { what: typed('what'), seen: typed('seen') || (typed('show') === 'public' ? 'public' : ''), who: typed('who'), from: typed('from'), to: typed('to'), words: typed('words') }
  const [from, to] = [dayIn(values.from), dayIn(values.to)]
  const errors = (['from', 'to'] as const).flatMap(field => values[field] !== '' && dayIn(values[field]) === undefined ? [{ field, href: `#${field}`, text: 'Enter a day, like 2/6/2026' }] : [])
  const used = Object.entries(values).filter(([, value]) => value !== '')
  return {
    state: { errors, values }, isOn: used.length > 0, query: new URLSearchParams(used).toString(),
    filter: {
      kind: oneOf(KINDS, values.what) ? values.what : undefined, visibility: oneOf(SEEN_BY, values.seen) ? values.seen : undefined,
      who: values.who || undefined, text: values.words || undefined, from, to,
    },
  }
}

const FilterForm = ({ file, asked }: { readonly file: string; readonly asked: Asked }): Html => (
  <details class="govuk-details amity-not-on-paper" open={asked.isOn}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{asked.isOn ? 'Only some entries are shown' : 'Find in the chronology'}</span></summary>
    <div class="govuk-details__text">
      <form action={`${file}#chronology`} method="get" class="amity-find">
        <TextField name="words" label="Words" width={20} state={asked.state} />
        <SelectField name="what" label="Kind" empty="All" options={KINDS.map(value => ({ value, text: value }))} state={asked.state} />
        <SelectField name="seen" label="Who may see it" empty="All" options={[{ value: 'public', text: 'the person harmed too' }, { value: 'staff', text: 'staff' }, { value: 'restricted', text: 'restricted' }]} state={asked.state} />
        <TextField name="who" label="Entered by" width={20} state={asked.state} />
        <TextField name="from" label="From" hint="Like 2/6/2026" width={10} state={asked.state} />
        <TextField name="to" label="To" hint="The day itself too" width={10} state={asked.state} />
        <div class="govuk-button-group">
          <button type="submit" class="govuk-button govuk-button--secondary">Find</button>
          {asked.isOn ? <a class="govuk-link" href={`${file}#chronology`}>Show everything</a> : null}
        </div>
      </form>
    </div>
  </details>
)

/** What stood there first: correcting a correction opens no new window. */
const firstOf = (entry: Entry, originals: ReadonlyMap<string, Entry>): Entry => {
  const before = entry.correctsId === null ? undefined : originals.get(entry.correctsId)
  return before === undefined ? entry : firstOf(before, originals)
}

/** Whether this officer may still correct this entry: what an officer wrote, within the window, by its author or somebody of the same agency with the act. */
export const mayCorrect = (work: OfficerWork, entry: Entry, originals: ReadonlyMap<string, Entry>, hours: number): boolean =>
  oneOf(ENTRY_KINDS, entry.kind) && entry.enteredBy !== null && (entry.agencyId === null || entry.agencyId === work.actor.agencyId) && entry.supersededAt === null
  && (entry.enteredBy === work.actor.officerId ? work.may('work on cases') : work.may('correct the record')) && work.now < hoursAfter(firstOf(entry, originals).enteredAt, hours)

type Drawing = { readonly file: string; /** For paper, where nothing can be unfolded. */ readonly open?: boolean; readonly originals: ReadonlyMap<string, Entry>; readonly correctable: ReadonlySet<string> }

const paragraphs = (body: string): Html | undefined => body === '' ? undefined : <>{body.split('\n').filter(line => line.trim() !== '').map(line => <p class="govuk-body">{line}</p>)}</>

/** Ids begin with a letter: one that began with a number could not be linked to from a stylesheet or a script. */
export const timelineOf = (entry: Entry, drawing?: Drawing): TimelineEntry => {
  return {
    id: `entry-${entry.id}`, happened: { iso: entry.happenedAt.toISOString(), text: sayMoment(entry.happenedAt) },
    ...(drawing === undefined ? {} : { entered: { iso: entry.enteredAt.toISOString(), text: sayMoment(entry.enteredAt) } }),
    who: entry.enteredAs, kind: entry.kind, visibility: entry.visibility, title: entry.summary,
    body: <>{paragraphs(entry.body)}{drawing === undefined ? null : <Corrected entry={entry} drawing={drawing} />}</>,
    ...(drawing?.correctable.has(entry.id) === true ? { actions: <a class="govuk-link" href={`${drawing.file}/entries/${entry.id}/correct`}>Correct<span class="govuk-visually-hidden"> {entry.summary}</span></a> } : {}),
  }
}

const Corrected = ({ entry, drawing }: { readonly entry: Entry; readonly drawing: Drawing }): Html | null => {
  const original = entry.correctsId === null ? undefined : drawing.originals.get(entry.correctsId)
  if (original === undefined) return null
  return (
    <details class={original.visibility === 'restricted' ? 'govuk-details amity-not-on-paper' : 'govuk-details'} open={drawing.open === true}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Corrected{entry.correctedBecause === null ? '' : `: ${entry.correctedBecause}`}</span></summary>
      <div class="govuk-details__text">
        <p class="govuk-body">Before: <strong>{original.summary}</strong>, {sayMoment(original.happenedAt)}, entered {sayMoment(original.enteredAt)} by {original.enteredAs}{original.visibility === entry.visibility ? '' : `, for ${SAY_SEEN[original.visibility]}`}.</p>
        {paragraphs(original.body)}
        <Corrected entry={original} drawing={drawing} />
      </div>
    </details>
  )
}
const SAY_SEEN = { public: 'the person harmed too', staff: 'staff', restricted: 'staff, restricted' } as const

/** The corrections among these, and which of them may be corrected now. */
export const drawingOf = async (work: OfficerWork, theCase: Case, entries: readonly Entry[], canAdd: boolean): Promise<Drawing> => {
  const [hours, originals] = [await readSetting(work, CORRECTION_HOURS), await originalsOf(work, entries)]
  return {
    file: `/cases/${theCase.reference}`, originals,
    correctable: new Set(canAdd ? entries.filter(entry => mayCorrect(work, entry, originals, hours)).map(({ id }) => id) : []),
  }
}

export const drawChronology = async (work: OfficerWork, theCase: Case, ask: Ask, canAdd: boolean): Promise<Html> => {
  const [asked, before] = [readChronologyFilter(ask), beforeIn(ask)]
  const found = await entriesOf(work, theCase.id, { ...asked.filter, before: before === undefined ? undefined : { happenedAt: before.at, id: before.id } }, PAGE)
  const entries = found.slice(0, PAGE)
  const drawing = await drawingOf(work, theCase, entries, canAdd)
  const last = found.length > PAGE ? entries.at(-1) : undefined
  const link = (more: string): string => `${drawing.file}?${[asked.query, more].filter(part => part !== '').join('&')}#chronology`
  return (
    <section id="chronology" aria-labelledby="chronology-title">
      <h2 class="govuk-heading-m" id="chronology-title">Chronology</h2>
      <FilterForm file={drawing.file} asked={asked} />
      <p class="govuk-body amity-only-on-paper">Restricted entries are left out of what is printed.</p>
      {entries.length === 0 ? <p class="govuk-body">{asked.isOn ? 'Nothing in the chronology is like this.' : 'Nothing yet.'}</p> : <Timeline entries={entries.map(entry => timelineOf(entry, drawing))} headingLevel={3} label="Chronology" />}
      <KeysetPager label="Pages of the chronology" {...(last === undefined ? {} : { olderHref: link(`before=${goOnAfter(last.happenedAt, last.id)}`) })} {...(before === undefined ? {} : { newerHref: link('') })} newer="Back to the newest" />
    </section>
  )
}

