// An officer's work in one list: what is late, what waits because somebody harmed spoke last, today, and what comes.
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { readReference } from '#kernel/reference.ts'
import { addDays, londonDay, sayDay, sayDue, startOfDay } from '#kernel/time.ts'
import { unconfirmedSettings } from '#rooms/partnership/index.ts'
import { Clock, Flags } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { SelectField, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { coverOf, type Cover } from './absence-store.ts'
import { isByHand, whereDone } from './diary-rules.ts'
import { ClockItems, UrgentClocks, upTo, warningsNow } from './see-clocks.tsx'
import { ALL_OF_TODAY, A_PAGE, itemsWith, myItems, myTurns, PAGE, type DiaryKind, type Item, type Turn } from './diary-store.ts'

const KINDS = ['first contact', 'victim update', 'message to answer', 'risk assessment', 'plan action', 'task', 'interview', 'manager review', 'closing answer', 'transfer answer', 'referral answer', 'hold ends', 'last letter', 'improvement', 'evidence to home', 'tenancy', 'legal'] as const satisfies readonly DiaryKind[]
const WHEN = ['late', 'today', 'this week'] as const

const Items = ({ id, caption, items, work }: { readonly id: string; readonly caption: string; readonly items: readonly Item[]; readonly work: OfficerWork }): Html => (
  <DataTable id={id} caption={caption} rows={items} empty={`${caption.replace(/ \(0\)$/, '')}: nothing.`} narrow="stack" columns={[
    { heading: 'What', rowHeader: true, cell: item => <>{item.title}<br /><span class="govuk-hint govuk-!-font-size-16">{item.because}{item.putOff === 0 ? '' : `. Put off ${item.putOff === 1 ? 'once' : `${item.putOff} times`}: ${item.putOffBecause ?? ''}`}{item.officerId !== null && item.officerId !== work.actor.officerId ? `. For ${item.officer ?? 'a colleague'}, who is away` : ''}</span></> },
    { heading: 'Case', cell: item => item.reference === null ? '' : <><a class="govuk-link" href={`/cases/${item.reference}`}>{item.reference}</a> {item.caseTitle}{item.harmedSpokeLast === true ? <Flags flags={[{ text: 'The victim spoke last', tone: 'purple' }]} /> : null}</> },
    { heading: 'Due', nowrap: true, cell: item => <Clock state={item.dueAt < work.now ? 'overdue' : londonDay(item.dueAt) === work.today ? 'soon' : 'due'} words={sayDue(londonDay(item.dueAt), work.today)} /> },
    { heading: 'Do', cell: item => <DoLink item={item} /> },
  ]} />
)

const DoLink = ({ item }: { readonly item: Item }): Html | string => {
  const where = whereDone(item) ?? (isByHand(item.kind) ? { href: `/diary/${item.id}`, text: 'Done, put off or hand over' } : undefined)
  return where === undefined ? '' : <a class="govuk-link" href={where.href}>{where.text}<span class="govuk-visually-hidden">: {item.title}</span></a>
}

const Away = ({ cover, today }: { readonly cover: Cover; readonly today: string }): Html | null => cover.mine === undefined && cover.forMe.length === 0 ? null : (
  <>
    {cover.mine === undefined ? null : <p class="govuk-body">You are away {cover.mine.fromDay <= today ? '' : `from ${sayDay(cover.mine.fromDay)} `}until {sayDay(cover.mine.untilDay)}. {cover.mine.cover} covers for you. <a class="govuk-link" href="/diary/absence">Change</a></p>}
    {cover.forMe.length === 0 ? null : <p class="govuk-body">You cover for {cover.forMe.map(({ name, awayUntil }) => `${name} until ${awayUntil === null ? '' : sayDay(awayUntil)}`).join(', ')}. Their items stand among yours.</p>}
  </>
)

/** Of what is late so many are drawn at first, the longest late first: the rest is one link away, and today and what comes are not pushed off the page. */
const LATE_AT_FIRST = 30

type Chosen = { readonly kind: DiaryKind | undefined; readonly when: (typeof WHEN)[number] | undefined; readonly reference: string | undefined; readonly state: FormState; readonly query: string; readonly allLate: string }
const chosenIn = (ask: Ask): Chosen => {
  const [kind, when, typed] = [textOf(ask.query, 'kind'), textOf(ask.query, 'when'), textOf(ask.query, 'case').trim().slice(0, 40)]
  const reference = readReference(typed)
  const wrong = typed !== '' && reference === undefined
  return {
    kind: oneOf(KINDS, kind) ? kind : undefined, when: oneOf(WHEN, when) ? when : undefined, reference,
    state: { values: { kind, when, case: typed }, errors: wrong ? [{ field: 'case', href: '#case', text: 'Check the reference: it has 9 characters, like 4KD-7WM-X3P' }] : [] },
    query: queryOf({ kind, when, case: typed }), allLate: `/diary?${queryOf({ kind, when: 'late', case: typed })}`,
  }
}

const queryOf = (asked: Readonly<Record<string, string>>): string => new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString()

const choices = (list: readonly string[]) => list.map(value => ({ value, text: value }))
const Panel = ({ state }: { readonly state: FormState }): Html => (
  <FilterPanel action="/diary" clearHref="/diary">
    <SelectField name="kind" label="Kind" empty="All" options={choices(KINDS)} state={state} />
    <SelectField name="when" label="When" empty="All" options={choices(WHEN)} state={state} />
    <TextField name="case" label="Case" width={10} state={state} />
  </FilterPanel>
)

/** Somebody harmed spoke last, or waits for an answer. */
const isOurTurn = ({ kind, harmedSpokeLast }: Turn): boolean => kind === 'message to answer' || (harmedSpokeLast === true && kind === 'victim update')

const notOurTurn = (item: Turn): boolean => !isOurTurn(item)

type Found = { readonly late: readonly Turn[]; readonly today: readonly Turn[]; readonly later: readonly Turn[] }
/** What is drawn of each part, whole, asked for in one question: many are counted, and few of them read. `allLate`: every late one of the page. */
const drawnOf = async (work: OfficerWork, { late, today, later }: Found, allLate: boolean) => {
  const first = late.slice(0, ALL_OF_TODAY.rows)
  const rest = first.filter(notOurTurn)
  const parts = { turn: [...first, ...today].filter(isOurTurn), late: allLate ? rest : rest.slice(0, LATE_AT_FIRST), today: today.filter(notOurTurn), later: later.slice(0, PAGE) }
  const items = new Map((await itemsWith(work, Object.values(parts).flatMap(part => part.map(({ id }) => id)))).map(item => [item.id, item]))
  const whole = (part: readonly Turn[]): readonly Item[] => part.flatMap(({ id }) => items.get(id) ?? [])
  return { turn: whole(parts.turn), late: whole(parts.late), today: whole(parts.today), later: whole(parts.later), howMany: rest.length, last: whole(first.slice(-1))[0] }
}

export const seeDiary = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const { kind, when, reference, state, query, allLate } = chosenIn(ask)
  const [tomorrow, before] = [startOfDay(addDays(work.today, 1)), beforeIn(ask)]
  const warnings = await warningsNow(work)
  const bound = upTo(work, warnings, 'first')
  // A clock near its end stands once, on top; where a time is asked for it stands among the rest.
  const wanted = { kind, reference, from: undefined, until: undefined, after: undefined, ...(when === undefined ? { clocks: { are: 'left out', ...bound } as const } : {}) }
  const [clocks, late, today, later, unconfirmed, cover, urgent] = await work.together(
    () => before === undefined && when === undefined ? myItems(work, { ...wanted, clocks: { are: 'alone', ...bound } }, ALL_OF_TODAY) : [],
    () => when === 'late' || (before === undefined && when !== 'this week') ? myTurns(work, { ...wanted, until: work.now, after: before }, ALL_OF_TODAY) : [],
    () => before === undefined && when !== 'this week' && when !== 'late' ? myTurns(work, { ...wanted, from: work.now, until: tomorrow }, ALL_OF_TODAY) : [],
    () => when === 'late' || when === 'today' ? [] : myTurns(work, { ...wanted, from: tomorrow, until: when === 'this week' ? startOfDay(addDays(work.today, 8)) : undefined, after: before }, A_PAGE),
    () => work.may('edit settings') ? unconfirmedSettings(work) : 0, () => coverOf(work), () => UrgentClocks(work, warnings),
  )
  const drawn = await drawnOf(work, { late, today, later }, when === 'late')
  // Past the first page of it nobody has counted what came before.
  const howLate = before !== undefined ? 'Late, continued' : `Late (${late.length > ALL_OF_TODAY.rows ? `more than ${ALL_OF_TODAY.rows}` : drawn.howMany})`
  const last = when === 'late' ? late.length > ALL_OF_TODAY.rows ? drawn.last : undefined : later.length > PAGE ? drawn.later.at(-1) : undefined
  const link = (more: string): string => `/diary?${[query, more].filter(part => part !== '').join('&')}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'My work' }}>
      <h1 class="govuk-heading-l">My work, {sayDay(work.today)}</h1>
      {unconfirmed === 0 ? null : <p class="govuk-body"><a class="govuk-link" href="/settings">{unconfirmed === 1 ? '1 setting is' : `${unconfirmed} settings are`} not confirmed</a></p>}
      <Away cover={cover} today={work.today} />
      {urgent}
      <p class="govuk-body"><a class="govuk-link" href="/diary/add">Add a task</a> · <a class="govuk-link" href="/diary/absence">Say when you are away</a> · <a class="govuk-link" href="/diary/calendar">Clocks in your calendar</a>{work.may('work on cases') ? <> · <a class="govuk-link" href="/quality/mine">How my cases were read</a></> : null}</p>
      <FilterLayout filter={<Panel state={state} />}>
        {(before !== undefined && when !== 'late') || when === 'this week' ? null : (
          <>
            {clocks.length === 0 ? null : <ClockItems id="clocks" caption={`Legal clocks (${clocks.length})`} empty="" items={clocks} work={work} warnings={warnings} withOwner={false} />}
            {drawn.turn.length === 0 ? null : <Items id="turn" caption={`They spoke last (${drawn.turn.length})`} items={drawn.turn} work={work} />}
            <Items id="late" caption={howLate} items={drawn.late} work={work} />
            {drawn.late.length === drawn.howMany ? null : <p class="govuk-body"><a class="govuk-link" href={allLate}>Show all that is late</a></p>}
            {when === 'late' ? null : <Items id="today" caption={`Today (${drawn.today.length})`} items={drawn.today} work={work} />}
          </>
        )}
        {when === 'late' || when === 'today' ? null : <Items id="later" caption="Coming up" items={drawn.later} work={work} />}
        <KeysetPager label={when === 'late' ? 'Pages of what is late' : 'Pages of what comes up'} {...(last === undefined ? {} : { olderHref: link(`before=${goOnAfter(last.dueAt, last.id)}`) })} {...(before === undefined ? {} : { newerHref: link('') })} newer={when === 'late' ? 'Back to the first page' : 'Back to today'} older="Later" />
      </FilterLayout>
    </OfficerPage>,
    { shown: shown('case', [...clocks, ...drawn.turn, ...drawn.late, ...drawn.today, ...drawn.later].map(({ caseId }) => ({ id: caseId }))) },
  )
}
