// Legal clocks that are near their end or have run out: an officer's own at the top of their diary, and all of the agency on the manager's board.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayEnd } from '#kernel/time.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { officersOf } from '#rooms/partnership/index.ts'
import { Badge } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { SelectField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { alertOf, reachedBefore, sayAlert, toneOf, warningsOn, type Alert, type Warnings } from './clock-alerts.ts'
import { whereDone } from './diary-rules.ts'
import { clocksOfAgency, PAGE, type Item } from './diary-store.ts'

export const warningsNow = async (work: OfficerWork): Promise<Warnings> => warningsOn(work.today, await lawOf(work))

/** Up to where a list must be read to hold every clock that has reached its first, or its last, warning. */
export const upTo = (work: OfficerWork, warnings: Warnings, which: 'first' | 'last'): { readonly days: Date; readonly hours: Date } =>
  ({ days: reachedBefore(work.now, warnings, 'days', which), hours: reachedBefore(work.now, warnings, 'hours', which) })

export const alertFor = ({ dueAt, warn }: Pick<Item, 'dueAt' | 'warn'>, work: OfficerWork, warnings: Warnings): Alert | undefined =>
  warn === null ? undefined : alertOf({ dueAt, warn }, work.now, warnings)

const AlertBadge = ({ alert }: { readonly alert: Alert | undefined }): Html | string => alert === undefined ? '' : <Badge text={sayAlert(alert)} tone={toneOf(alert)} />

const Settle = ({ item }: { readonly item: Item }): Html | string => {
  const where = whereDone(item)
  return where === undefined ? '' : <a class="govuk-link" href={where.href}>{where.text}<span class="govuk-visually-hidden">: {item.title}</span></a>
}

type ClocksProps = { readonly id: string; readonly caption: string; readonly empty: string; readonly items: readonly Item[]; readonly work: OfficerWork; readonly warnings: Warnings; readonly withOwner: boolean }
export const ClockItems = ({ id, caption, empty, items, work, warnings, withOwner }: ClocksProps): Html => (
  <DataTable id={id} caption={caption} rows={items} empty={empty} narrow="stack" rowTone={item => { const alert = alertFor(item, work, warnings); return alert?.state === 'run out' ? 'red' : undefined }} columns={[
    { heading: 'What', rowHeader: true, cell: item => <>{item.title}<br /><span class="govuk-hint govuk-!-font-size-16">{item.because}</span></> },
    { heading: 'Case', cell: item => item.reference === null ? '' : <><a class="govuk-link" href={`/cases/${item.reference}`}>{item.reference}</a> {item.caseTitle}</> },
    ...(withOwner ? [{ heading: 'Whose', cell: (item: Item) => item.officer ?? 'nobody' }] : []),
    { heading: 'Runs out', cell: item => <>{sayEnd(item.dueAt)} <AlertBadge alert={alertFor(item, work, warnings)} /></> },
    { heading: 'Do', cell: item => <>{withOwner ? <><a class="govuk-link" href={`/diary/${item.id}`}>Hand over<span class="govuk-visually-hidden">: {item.title}</span></a><br /></> : null}<Settle item={item} /></> },
  ]} />
)

const WHICH = ['urgent', 'near', 'all'] as const
const WHICH_SAYS: Readonly<Record<(typeof WHICH)[number], string>> = { urgent: 'Run out, or at the last warning', near: 'Any warning reached', all: 'All that run' }

/** On a manager's diary: how many of the agency's clocks have run out or are at their last warning. */
const COUNTED = 99
export const UrgentClocks = async (work: OfficerWork, warnings: Warnings): Promise<Html | null> => {
  if (!work.may('see the team')) return null
  const n = (await clocksOfAgency(work, upTo(work, warnings, 'last'), COUNTED)).filter(item => isUrgent(alertFor(item, work, warnings))).length
  return <p class="govuk-body"><a class="govuk-link" href="/team/clocks">Clocks of the team</a>{n === 0 ? '' : `: ${n > COUNTED ? `more than ${COUNTED}` : n} ${n === 1 ? 'has' : 'have'} run out or ${n === 1 ? 'is' : 'are'} at the last warning`}</p>
}
const isUrgent = (alert: Alert | undefined): boolean => alert !== undefined && (alert.state === 'run out' || alert.left === 0)

const read = async (work: OfficerWork, ask: Ask, warnings: Warnings) => {
  const which = WHICH.find(one => one === textOf(ask.query, 'which')) ?? 'near'
  const officer = textOf(ask.query, 'officer')
  const after = beforeIn(ask)
  const bound = which === 'all' ? {} : upTo(work, warnings, which === 'urgent' ? 'last' : 'first')
  const found = await clocksOfAgency(work, { ...bound, ...(looksLikeId(officer) ? { officerId: officer } : {}), after }, PAGE)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const kept = rows.filter(item => { const alert = alertFor(item, work, warnings); return which === 'all' || (which === 'near' ? alert !== undefined : isUrgent(alert)) })
  return { which, officer, after, kept, last, query: new URLSearchParams({ which, ...(officer === '' ? {} : { officer }) }).toString() }
}

export const seeClocks = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const warnings = await warningsNow(work)
  const { which, officer, after, kept, last, query } = await read(work, ask, warnings)
  const state: FormState = { values: { which, officer }, errors: [] }
  const panel = (
    <FilterPanel action="/team/clocks" clearHref="/team/clocks">
      <SelectField name="which" label="Which" empty={null} options={WHICH.map(value => ({ value, text: WHICH_SAYS[value] }))} state={state} />
      <SelectField name="officer" label="Whose" empty="Everybody’s" options={(await officersOf(work, work.actor.agencyId)).map(({ id, name }) => ({ value: id, text: name }))} state={state} />
    </FilterPanel>
  )
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Clocks of the team' }} back={{ href: '/team' }}>
      <h1 class="govuk-heading-l">Clocks of the team</h1>
      <p class="govuk-body">Orders, notices and what must be done about them, on the cases you may see. Warnings come {warnings.days.join(', ')} days before, and {warnings.hours.join(', ')} hours before a closure notice ends. A clock that has run out stays here until somebody records what came of it.</p>
      <FilterLayout filter={panel}>
        <ClockItems id="clocks" caption={WHICH_SAYS[which]} empty="No clock." items={kept} work={work} warnings={warnings} withOwner={true} />
        <KeysetPager label="Pages of clocks" {...(last === undefined ? {} : { olderHref: `/team/clocks?${query}&before=${goOnAfter(last.dueAt, last.id)}` })} {...(after === undefined ? {} : { newerHref: `/team/clocks?${query}` })} newer="Back to the first" older="Later" />
      </FilterLayout>
    </OfficerPage>, { shown: shown('case', kept.map(({ caseId }) => ({ id: caseId }))) },
  )
}
