// Delegations of an agency: who may use which statutory power, from whom, until when; recording one and ending one.
import type { OfficerWork } from '#db/work.ts'
import { addDays, sayShortDay } from '#kernel/time.ts'
import { agencies, officersOf } from '#rooms/partnership/index.ts'
import { looksAfter, runsPartnership, settledForOfficers } from '#rooms/officers/index.ts'
import { Badge, Clock } from '#ui/casework.tsx'
import { DateField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, date, futureDate, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { sayEnd } from './delegation-rules.ts'
import { delegationsAt, delegationWith, endDelegation, insertDelegation, type Delegation } from './delegation-store.ts'
import { POWERS } from './powers.ts'

export const isOver = ({ endedAt, untilDay }: Delegation, today: string): boolean => endedAt !== null || untilDay < today

/** How a delegation stands, in words and colour. */
export const standing = (one: Delegation, today: Delegation['untilDay']): Html =>
  one.endedAt !== null ? <Badge text="ended" tone="grey" /> : one.fromDay > today ? <Badge text={`from ${sayShortDay(one.fromDay)}`} tone="blue" />
    : <Clock state={one.untilDay < today ? 'overdue' : one.untilDay <= addDays(today, 90) ? 'soon' : 'due'} words={sayEnd(one.untilDay, today)} />

export const DelegationTable = ({ id, caption, rows, today, withOfficer, mayEnd }: { readonly id: string; readonly caption: string; readonly rows: readonly Delegation[]; readonly today: Delegation['untilDay']; readonly withOfficer: boolean; readonly mayEnd: (one: Delegation) => boolean }): Html => (
  <DataTable id={id} caption={caption} rows={rows} empty={`${caption}: none.`} narrow="stack" columns={[
    ...(withOfficer ? [{ heading: 'Officer', cell: (one: Delegation) => one.officer }] : []),
    { heading: 'May', rowHeader: true, cell: one => one.power }, { heading: 'Delegated by', cell: one => <>{one.delegatedBy}<br /><span class="govuk-hint govuk-!-font-size-16">{one.instrument}{one.document === null ? '' : `. ${one.document}`}</span></> },
    { heading: 'From and until', cell: one => `${sayShortDay(one.fromDay)} to ${sayShortDay(one.untilDay)}` }, { heading: 'Now', cell: one => <>{standing(one, today)}{one.endedBecause === null ? '' : ` ${one.endedBecause}`}</> },
    { heading: 'Do', cell: one => one.endedAt === null && mayEnd(one) ? <a class="govuk-link" href={`/delegations/${one.id}/end`}>End<span class="govuk-visually-hidden"> {one.officer}: {one.power}</span></a> : '' },
  ]} />
)

export const seeDelegations = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const one = (await agencies(work)).find(({ id }) => id === (textOf(ask.query, 'agency') || work.actor.agencyId))
  if (one === undefined || (one.id !== work.actor.agencyId && !runsPartnership(work))) return notThere
  const all = await delegationsAt(work, one.id)
  const mayEnd = ({ officerId }: Delegation): boolean => officerId !== work.actor.officerId
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Delegations' }} back={work.may('run the agency') ? { href: '/officers', text: 'Officers' } : undefined}>
      <h1 class="govuk-heading-l">Delegations of {one.name}</h1>
      <p class="govuk-body">Who may use which statutory power. Without one that is in force the power cannot be used. <a class="govuk-link" href="/delegations/add">Record a delegation</a></p>
      <DelegationTable id="now" caption="In force, or to come" rows={all.filter(each => !isOver(each, work.today))} today={work.today} withOfficer mayEnd={mayEnd} />
      <DelegationTable id="over" caption="Over" rows={all.filter(each => isOver(each, work.today)).toReversed()} today={work.today} withOfficer mayEnd={() => false} />
    </OfficerPage>,
  )
}

export type Colleague = { readonly id: string; readonly name: string; readonly agencyId: string; readonly agency: string }
/** The officers whose authority this officer keeps: of their own agency, or of all; never their own. */
export const colleaguesKept = async (work: OfficerWork): Promise<readonly Colleague[]> => {
  const all: Colleague[] = []
  for (const { id, shortName } of (await agencies(work)).filter(agency => agency.id === work.actor.agencyId || looksAfter(work, agency.id) && runsPartnership(work))) all.push(...(await officersOf(work, id)).filter(one => one.id !== work.actor.officerId).map(one => ({ ...one, agencyId: id, agency: shortName })))
  return all
}
export const keyOf = ({ id, agencyId }: Pick<Colleague, 'id' | 'agencyId'>): string => `${id} ${agencyId}`
export const colleagueOptions = (all: readonly Colleague[]) => { const many = new Set(all.map(({ agencyId }) => agencyId)).size > 1; return all.map(one => ({ value: keyOf(one), text: many ? `${one.agency}: ${one.name}` : one.name })) }

const fields = {
  officer: words({ empty: 'Select the officer' }), power: choice(POWERS, { empty: 'Select the power' }),
  delegatedBy: words({ empty: 'Enter who delegated it, with their office', max: 200, called: 'Who delegated it' }), instrument: words({ empty: 'Enter the scheme, minute or letter it stands in', max: 300, called: 'Where it stands' }), document: optionalWords({ max: 300, called: 'Where the paper is' }),
  from: date({ empty: 'Enter the first day', called: 'The first day' }), until: futureDate({ empty: 'Enter the last day', called: 'The last day' }),
}

export const recordDelegation = form<OfficerWork, typeof fields, { readonly officers: readonly Colleague[] }>({
  fields,
  load: async work => ({ officers: await colleaguesKept(work) }),
  start: ({ officers }, ask) => ({ officer: officers.filter(({ id }) => id === textOf(ask.query, 'officer')).map(keyOf)[0] ?? '' }),
  rules: [({ from, until }) => from !== undefined && until !== undefined && until < from ? { field: 'until', part: 'day', text: 'The last day must not be before the first' } : undefined],
  act: async (work, { officers }, { officer, power, delegatedBy, instrument, document, from, until }) => {
    const chosen = officers.find(one => keyOf(one) === officer)
    if (chosen === undefined) return problems({ field: 'officer', text: 'Select the officer' })
    const id = await insertDelegation(work, { officerId: chosen.id, agencyId: chosen.agencyId, power, delegatedBy, instrument, document: document || null, fromDay: from, untilDay: until })
    for (const earlier of (await delegationsAt(work, chosen.agencyId)).filter(one => one.officerId === chosen.id && one.power === power && one.id !== id && one.untilDay < until)) await work.announce(settledForOfficers, { aboutKind: 'delegation', aboutId: earlier.id, outcome: 'Renewed' })
    return seeOther(chosen.agencyId === work.actor.agencyId ? '/delegations' : `/delegations?agency=${chosen.agencyId}`, { about: { kind: 'delegation', id } })
  },
  show: ({ loaded: { officers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Record a delegation' }} state={state} back={{ href: '/delegations', text: 'Delegations' }} narrow>
      <h1 class="govuk-heading-l">Record a delegation</h1>
      <p class="govuk-body">As it was given in writing. Nobody records their own.</p>
      <Form action={action} csrf={csrf} once={once} keep="delegation">
        <SelectField name="officer" label="Officer" state={state} empty="Choose" options={colleagueOptions(officers)} />
        <SelectField name="power" label="May" state={state} empty="Choose" options={POWERS.map(power => ({ value: power, text: power }))} />
        <TextField name="delegatedBy" label="Delegated by" hint="Name and office, for example Jo Hale, chief executive" state={state} />
        <TextField name="instrument" label="Where it stands" hint="The scheme of delegation, minute or letter, with its date or number" state={state} />
        <TextField name="document" label="Where the paper is (optional)" hint="A reference or link into your own records" state={state} />
        <DateField name="from" label="From" state={state} />
        <DateField name="until" label="Until, that day included" hint="The officer and their managers are reminded 90, 30 and 7 days before" state={state} />
        <SubmitButton text="Record it" />
      </Form>
    </OfficerPage>
  ),
})

const endFields = { because: words({ empty: 'Enter why it ends', max: 300, called: 'Why' }) }
export const endADelegation = form<OfficerWork, typeof endFields, { readonly one: Delegation }>({
  fields: endFields,
  load: async (work, ask) => {
    const one = await delegationWith(work, ask.params['id'] ?? '')
    if (one === undefined || one.endedAt !== null || (one.agencyId !== work.actor.agencyId && !runsPartnership(work))) return notThere
    return one.officerId === work.actor.officerId ? refused('Nobody ends or records their own delegation. Ask a colleague.') : { one }
  },
  act: async (work, { one }, { because }) => {
    if (!await endDelegation(work, one.id, because)) return problems({ field: 'because', text: 'Somebody else has ended it meanwhile' })
    await work.announce(settledForOfficers, { aboutKind: 'delegation', aboutId: one.id, outcome: 'Ended' })
    return seeOther(one.agencyId === work.actor.agencyId ? '/delegations' : `/delegations?agency=${one.agencyId}`, { about: { kind: 'delegation', id: one.id } })
  },
  show: ({ loaded: { one }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'End a delegation' }} state={state} back={{ href: '/delegations', text: 'Delegations' }} narrow>
      <h1 class="govuk-heading-l">End it: {one.officer} may {one.power}</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="because" label="Why?" rows={2} state={state} />
        <SubmitButton text="End it now" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
