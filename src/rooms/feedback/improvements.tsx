// Improvements: the list, one of them with what came of it, and one opened by hand.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { addMonths, londonDay, londonMoment, sayDate, sayDue, type Day } from '#kernel/time.ts'
import { note, settleAbout } from '#rooms/diary/index.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { Clock, KeyFacts } from '#ui/casework.tsx'
import { ChoiceField, DateField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { notThere, page, seeOther, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, date, futureDate, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { changeImprovement, improvementsIn, improvementWith, insertImprovement, PAGE, type Improvement } from './improvement-store.ts'

export const seeImprovements = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const state = textOf(ask.query, 'state') === 'ended' ? 'ended' : 'open'
  const before = beforeIn(ask)
  const found = await improvementsIn(work, state, before)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Improvements' }}>
      <h1 class="govuk-heading-l">Improvements</h1>
      <p class="govuk-body">What we change because of what people told us. Each has an owner and a day.</p>
      <p class="govuk-body"><a class="govuk-link" href="/improvements">Open</a> · <a class="govuk-link" href="/improvements?state=ended">Ended</a> · <a class="govuk-link" href="/improvements/new">Open one by hand</a></p>
      <DataTable id="improvements" caption={state === 'open' ? 'Open, newest first' : 'Ended, newest first'} captionSize="s" narrow="stack" rows={rows} empty={state === 'open' ? 'None is open.' : 'None has ended yet.'} rowHref={row => `/improvements/${row.id}`} columns={[
        { heading: 'What', rowHeader: true, cell: row => row.title }, { heading: 'Owner', cell: row => row.owner ?? 'Nobody yet' },
        { heading: 'Case', nowrap: true, cell: row => row.reference ?? '' },
        { heading: state === 'open' ? 'Due' : 'What came of it', cell: row => state === 'open' ? <Clock state={row.dueOn < work.today ? 'overdue' : 'due'} words={sayDue(row.dueOn, work.today)} /> : row.outcome ?? '' },
      ]} />
      <KeysetPager label="Pages of improvements" {...(last === undefined ? {} : { olderHref: `/improvements?state=${state}&before=${goOnAfter(last.openedAt, last.id)}` })} {...(before === undefined ? {} : { newerHref: `/improvements?state=${state}` })} newer="Back to the newest" />
    </OfficerPage>,
    { shown: shown('case', rows.map(({ caseId }) => ({ id: caseId }))) },
  )
}

const STATES = ['open', 'done', 'not pursued'] as const
const fields = {
  ownerId: words({ empty: 'Select who owns it' }), due: date({ empty: 'Enter the day it is due', called: 'The day it is due' }),
  state: choice(STATES, { empty: 'Select where it stands' }), outcome: optionalWords({ max: 4000, called: 'What came of it' }), version: words({ empty: 'Open the page again' }),
}
type Named = { readonly id: string; readonly name: string }
type Loaded = { readonly improvement: Improvement; readonly owners: readonly Named[] }

const dateParts = (on: Day) => { const [year = '', month = '', dayOfMonth = ''] = on.split('-'); return { 'due-year': year, 'due-month': month, 'due-day': dayOfMonth } }

export const seeImprovement = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [({ state, outcome }) => state !== undefined && state !== 'open' && outcome === '' ? { field: 'outcome', text: 'Enter what came of it before you end it' } : undefined],
  load: async (work, ask) => {
    const id = ask.params['id'] ?? ''
    const improvement = looksLikeId(id) ? await improvementWith(work, id) : undefined
    return improvement === undefined ? notThere : { improvement, owners: await officersWhoMay(work, improvement.agencyId, 'own improvement actions') }
  },
  start: ({ improvement }) => ({ ownerId: improvement.ownerId ?? '', ...dateParts(improvement.dueOn), state: improvement.state, outcome: improvement.outcome ?? '', version: String(improvement.version) }),
  act: async (work, { improvement, owners }, { ownerId, due, state, outcome, version }) => {
    if (!owners.some(({ id }) => id === ownerId)) return problems({ field: 'ownerId', text: 'Select who owns it' })
    if (!await changeImprovement(work, improvement.id, Number(version), { ownerId, dueOn: due, state, outcome })) return problems({ field: 'outcome', text: 'Somebody else has changed this meanwhile. Look at it again before you go on' })
    await settleAbout(work, 'improvement', improvement.id, state === 'open' ? 'moved' : state)
    if (state === 'open') await noteIt(work, improvement, ownerId, due)
    return seeOther('/improvements', { about: { kind: 'improvement', id: improvement.id } })
  },
  show: ({ loaded: { improvement, owners }, state, frame, action, csrf, once, today }) => (
    <OfficerPage frame={{ ...frame, title: improvement.title }} state={state} narrow back={{ href: '/improvements' }}>
      <h1 class="govuk-heading-l">{improvement.title}</h1>
      <KeyFacts facts={[
        { label: 'Why', value: improvement.why, wide: true }, { label: 'Opened', value: sayDate(londonDay(improvement.openedAt)) },
        ...(improvement.reference === null ? [] : [{ label: 'Case', value: <a class="govuk-link" href={`/cases/${improvement.reference}`}>{improvement.reference}</a> }]),
        ...(improvement.state === 'open' ? [] : [{ label: 'Ended', value: `${improvement.state}. ${improvement.outcome ?? ''}`, wide: true }]),
      ]} />
      {improvement.state !== 'open' ? null : (
        <Form action={action} csrf={csrf} once={once} keep={`improvement-${improvement.id}`}>
          <input type="hidden" name="version" value={String(state.values['version'] ?? improvement.version)} />
          <SelectField name="ownerId" label="Owner" empty="Choose" options={owners.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
          <DateField name="due" label="Due" hint={`For example, ${today.split('-').toReversed().map(Number).join(' ')}`} state={state} />
          <ChoiceField name="state" label="Where it stands" state={state} choices={[{ value: 'open', text: 'Open' }, { value: 'done', text: 'Done' }, { value: 'not pursued', text: 'Not pursued', hint: 'Say why' }]} />
          <TextArea name="outcome" label="What came of it" hint="What has changed for the people we work with?" maxLength={4000} state={state} />
          <SubmitButton text="Save" />
        </Form>
      )}
    </OfficerPage>
  ),
})

const noteIt = (work: OfficerWork, { id, title, caseId, agencyId }: { id: string; title: string; caseId: string | null; agencyId: string }, ownerId: string, dueOn: Day): Promise<void> => note(work, {
  kind: 'improvement', title, dueAt: londonMoment(dueOn, '23:59') ?? work.now, because: `Agreed for ${sayDate(dueOn)}`, caseId, officerId: ownerId, agencyId, aboutKind: 'improvement', aboutId: id,
})

const newFields = {
  title: words({ empty: 'Enter what is to change', max: 200, called: 'What is to change' }), why: words({ empty: 'Enter why', max: 4000, called: 'Why' }),
  ownerId: words({ empty: 'Select who owns it' }), due: futureDate({ empty: 'Enter the day it is due', called: 'The day it is due' }),
}

export const newImprovement = form<OfficerWork, typeof newFields, { readonly owners: readonly Named[] }>({
  fields: newFields,
  load: async work => ({ owners: await officersWhoMay(work, work.actor.agencyId, 'own improvement actions') }),
  start: (_loaded, _ask, work) => ({ ownerId: work.actor.officerId, ...dateParts(addMonths(work.today, 1)) }),
  act: async (work, { owners }, { title, why, ownerId, due }) => {
    if (!owners.some(({ id }) => id === ownerId)) return problems({ field: 'ownerId', text: 'Select who owns it' })
    const about = { title, why, ownerId, dueOn: due, caseId: null, surveyAnswerId: null, agencyId: work.actor.agencyId, theme: null }
    const id = await insertImprovement(work, about)
    if (id !== undefined) await noteIt(work, { id, ...about }, ownerId, due)
    return seeOther('/improvements', id === undefined ? {} : { about: { kind: 'improvement', id } })
  },
  show: ({ loaded: { owners }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Open an improvement' }} state={state} narrow back={{ href: '/improvements' }}>
      <h1 class="govuk-heading-l">Open an improvement</h1>
      <Form action={action} csrf={csrf} once={once} keep="improvement-new">
        <TextField name="title" label="What is to change?" state={state} />
        <TextArea name="why" label="Why?" hint="What people told us, or what a review showed. No names." maxLength={4000} state={state} />
        <SelectField name="ownerId" label="Owner" empty="Choose" options={owners.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <DateField name="due" label="Due" state={state} />
        <SubmitButton text="Open it" />
      </Form>
    </OfficerPage>
  ),
})
