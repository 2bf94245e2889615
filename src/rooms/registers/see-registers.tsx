// A register on the screen and as a file: filtered, page by page, each row only where its case may be seen.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'
import { readDay, addDays, londonDay, sayEnd, sayMoment, sayShortDay, startOfDay } from '#kernel/time.ts'
import { clocksOfMatters, NOW_TONE, registerOf, sayNow, type Now, type Registered } from '#rooms/interventions/index.ts'
import { Badge } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { DateField, SelectField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager, type Column } from '#ui/tables.tsx'
import { body, notThere, page, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { paymentState, penaltyClocks, type PaymentState } from './penalty-rules.ts'
import { penaltyEventsOf } from './penalty-store.ts'
import { isPenalty, nameOf, REGISTERS, registerWith, toolsOf, type Register } from './which.ts'

const PAGE = 30
const MOST_IN_FILE = 5000
const STATES: readonly Now[] = ['preparing', 'authorised', 'applied', 'in force', 'under appeal', 'expired', 'ended']

export const seeRegisters = async (_work: OfficerWork, ask: Ask): Promise<Answer> => page(
  <OfficerPage frame={{ ...ask.frame, title: 'Registers' }} narrow>
    <h1 class="govuk-heading-l">Registers</h1>
    <p class="govuk-body">What is in use over all the cases you may see.</p>
    <ul class="govuk-list">{REGISTERS.map(({ slug, title }) => <li><a class="govuk-link" href={`/registers/${slug}`}>{title}</a></li>)}<li><a class="govuk-link" href="/public-spaces">Public spaces protection orders</a></li></ul>
  </OfficerPage>,
)

/** A row with how it stands today; a penalty with its payment and the days it turns on. */
type Row = Registered & { readonly payment: PaymentState | undefined; readonly mayProsecuteFrom: Date | undefined; readonly prosecuteBy: Date | undefined }

const withPayments = async (work: OfficerWork, rows: readonly Registered[]): Promise<readonly Row[]> => {
  const ids = rows.filter(({ tool }) => isPenalty(tool)).map(({ id }) => id)
  const clocks = Map.groupBy(await clocksOfMatters(work, ids), ({ matterId }) => matterId)
  const events = Map.groupBy(await penaltyEventsOf(work, ids), ({ matterId }) => matterId)
  return rows.map(row => {
    const its = penaltyClocks(clocks.get(row.id) ?? [])
    return { ...row, payment: isPenalty(row.tool) ? paymentState(events.get(row.id) ?? [], its, row.inForceAt, work.now) : undefined, mayProsecuteFrom: its.prosecuteFrom, prosecuteBy: its.prosecuteBy }
  })
}

type Chosen = { readonly state: FormState; readonly query: string; readonly wanted: { readonly tools: readonly string[]; readonly state: Now | undefined; readonly from: Date | undefined; readonly until: Date | undefined } }
const dayIn = (ask: Ask, name: string) => readDay([textOf(ask.query, `${name}-year`).padStart(4, '0'), textOf(ask.query, `${name}-month`).padStart(2, '0'), textOf(ask.query, `${name}-day`).padStart(2, '0')].join('-'))

const chosenIn = (register: Register, ask: Ask): Chosen => {
  const tools = toolsOf(register)
  const [tool, state, from, until] = [tools.find(one => one === textOf(ask.query, 'tool')), STATES.find(one => one === textOf(ask.query, 'state')), dayIn(ask, 'from'), dayIn(ask, 'until')]
  const names = ['tool', 'state', ...['from', 'until'].flatMap(name => [`${name}-day`, `${name}-month`, `${name}-year`])]
  const values = Object.fromEntries(names.map(name => [name, textOf(ask.query, name)]))
  const typed = (name: string): boolean => names.some(one => one.startsWith(`${name}-`) && values[one] !== '')
  const errors = (['from', 'until'] as const).filter(name => typed(name) && (name === 'from' ? from : until) === undefined).map(name => ({ field: name, href: `#${name}-day`, text: `${name === 'from' ? 'The first day' : 'The last day'} must be a real date` }))
  return {
    state: { values, errors }, query: new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString(),
    wanted: { tools: tool === undefined ? tools : [tool], state, from: from === undefined ? undefined : startOfDay(from), until: until === undefined ? undefined : startOfDay(addDays(until, 1)) },
  }
}

const Panel = ({ register, state }: { readonly register: Register; readonly state: FormState }): Html => (
  <FilterPanel action={`/registers/${register.slug}`} clearHref={`/registers/${register.slug}`}>
    <SelectField name="tool" label="Kind" empty="All" options={toolsOf(register).map(value => ({ value, text: nameOf(value) }))} state={state} />
    <SelectField name="state" label="Now" empty="Any" options={STATES.map(value => ({ value, text: sayNow(value) }))} state={state} />
    <DateField name="from" label="In force from, first day" state={state} />
    <DateField name="until" label="In force from, last day" state={state} />
  </FilterPanel>
)

const columnsOf = (register: Register): readonly Column<Row>[] => [
  { heading: 'What', rowHeader: true, cell: row => `${nameOf(row.tool)}, ${row.about}` },
  { heading: 'Case', nowrap: true, cell: row => <a class="govuk-link" href={`/cases/${row.reference}`}>{row.reference}</a> },
  { heading: 'Now', cell: row => <><Badge text={sayNow(row.now)} tone={NOW_TONE[row.now]} />{row.endedAs === null ? '' : ` ${row.endedAs}`}{row.overridden ? <> <Badge text="by an override" tone="red" /></> : null}</> },
  { heading: 'In force from', cell: row => row.inForceAt === null ? '' : sayMoment(row.inForceAt) }, { heading: 'Ends', cell: row => row.endsAt === null ? '' : sayEnd(row.endsAt) },
  ...(register.slug === 'fixed-penalties' ? [{ heading: 'Payment', cell: (row: Row) => <Payment row={row} /> }] : []),
  { heading: 'Owner', cell: row => row.owner ?? '' },
]

const Payment = ({ row }: { readonly row: Row }): Html => (
  <>
    <Badge text={row.payment ?? ''} tone={row.payment === 'may be prosecuted' ? 'orange' : row.payment === 'out of time' ? 'red' : row.payment === 'paid' || row.payment === 'paid early' ? 'green' : 'grey'} />
    {row.payment === 'time to pay' && row.mayProsecuteFrom !== undefined ? ` Prosecution not before ${sayShortDay(londonDay(row.mayProsecuteFrom))}.` : ''}
    {row.prosecuteBy === undefined ? ' The limit to prosecute is not known: record the day of the offence, if it has one.' : ` Prosecute by ${sayShortDay(londonDay(new Date(row.prosecuteBy.getTime() - 1)))}.`}
    <br /><a class="govuk-link" href={`/cases/${row.reference}/matters/${row.id}/penalty`}>Payments<span class="govuk-visually-hidden">: {row.about}</span></a>
  </>
)

export const seeRegister = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const register = registerWith(ask.params['register'] ?? '')
  if (register === undefined) return notThere
  const [{ state, query, wanted }, before] = [chosenIn(register, ask), beforeIn(ask)]
  const found = await registerOf(work, { ...wanted, before }, PAGE)
  const rows = await withPayments(work, found.slice(0, PAGE))
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const path = `/registers/${register.slug}`
  const link = (more: string): string => `${path}?${[query, more].filter(part => part !== '').join('&')}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: register.title }} state={state} back={{ href: '/registers' }}>
      <h1 class="govuk-heading-l">{register.title}</h1>
      <p class="govuk-body">Of the cases you may see. <a class="govuk-link" href={`${path}/csv${query === '' ? '' : `?${query}`}`}>Save as a file (CSV)</a></p>
      <FilterLayout filter={<Panel register={register} state={state} />}>
        <DataTable id="register" caption="The latest first" captionSize="s" narrow="stack" rows={rows} empty="None match. Change or clear the filter." rowHref={row => `/cases/${row.reference}/matters/${row.id}`} columns={columnsOf(register)} />
        <KeysetPager label="Pages of the register" {...(last === undefined ? {} : { olderHref: link(`before=${goOnAfter(last.beganAt, last.id)}`) })} {...(before === undefined ? {} : { newerHref: link('') })} newer="Back to the latest" />
      </FilterLayout>
    </OfficerPage>, { shown: shown('case', rows.map(({ caseId }) => ({ id: caseId }))) },
  )
}

const HEADINGS = ['What', 'About', 'Case', 'Now', 'Ended as', 'In force from', 'Ends', 'Owner', 'By an override', 'Payment', 'Prosecution not before', 'Prosecute before']
/** Moments as ISO in UTC. The trail names each case in the file. */
export const saveRegister = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const register = registerWith(ask.params['register'] ?? '')
  if (register === undefined) return notThere
  const rows = await withPayments(work, (await registerOf(work, { ...chosenIn(register, ask).wanted, before: undefined }, MOST_IN_FILE)).slice(0, MOST_IN_FILE))
  const ids = [...new Set(rows.map(({ caseId }) => caseId))].filter(looksLikeId)
  if (ids.length > 0) await work.record('part of a register saved', { kind: 'export', id: register.slug }, { how: 'export', as: 'export', shown: [{ kind: 'case', ids }] })
  const line = (row: Row): string => csvLine([
    nameOf(row.tool), row.about, row.reference, sayNow(row.now), row.endedAs, row.inForceAt?.toISOString(), row.endsAt?.toISOString(), row.owner, row.overridden ? 'yes' : '', row.payment, row.mayProsecuteFrom?.toISOString(), row.prosecuteBy?.toISOString(),
  ])
  return body('text/csv; charset=utf-8', [BYTE_ORDER_MARK, csvLine(HEADINGS), ...rows.map(line)].join(''), { fileName: `register-${register.slug}.csv` })
}
