// An officer's own conflicts of interest in their own words; the register a manager keeps for their agency; confirming and ending them.
import type { OfficerWork } from '#db/work.ts'
import { addMonths, londonDay, sayDate, startOfDay } from '#kernel/time.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { CONFLICT_MONTHS, readSetting } from '#rooms/partnership/index.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { sayRelation } from './conflict-rules.ts'
import { confirmConflicts, endConflict, lastConfirmed, myConflicts, register, unconfirmed, type Registered } from './conflict-store.ts'

type Mine = Awaited<ReturnType<typeof myConflicts>>[number]
const columns = [
  { heading: 'In your words', rowHeader: true, cell: (one: Mine) => one.said === '' ? 'No words kept' : one.said }, { heading: 'How', cell: (one: Mine) => sayRelation(one.relation) }, { heading: 'How you know them', cell: (one: Mine) => one.because },
  { heading: 'Declared', nowrap: true, cell: (one: Mine) => sayDate(londonDay(one.declaredAt)) }, { heading: 'Stands', cell: (one: Mine) => one.endedAt === null ? 'Yes' : `Ended ${sayDate(londonDay(one.endedAt))}` },
]

export const seeConflicts = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [mine, last] = [await myConflicts(work), await lastConfirmed(work)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Conflicts of interest' }}>
      <h1 class="govuk-heading-l">Your conflicts of interest</h1>
      {textOf(ask.query, 'declared') === 'yes' ? <InsetText text="It is declared, and holds from this moment." /> : null}
      <p class="govuk-body">What you have declared, in your own words. Whatever it is about does not exist for you.</p>
      <p class="govuk-body"><a class="govuk-link" href="/conflicts/address">Declare an address</a>. A case or a person is declared from its own page: <em>I know the people in this case</em>.{work.may('see restricted') ? <> <a class="govuk-link" href="/conflicts/register">The register of your agency</a></> : null}</p>
      <DataTable id="conflicts" caption="Declared by you" captionSize="s" narrow="stack" rows={mine} empty="You have declared none." columns={columns} />
      <p class="govuk-body">{last === undefined ? 'You have not confirmed yet that this is all.' : `You last confirmed that this is all on ${sayDate(londonDay(last))}.`} <a class="govuk-link" href="/conflicts/confirm">Confirm it</a></p>
    </OfficerPage>,
  )
}

const NOTHING = {}
export const confirmMine = form<OfficerWork, typeof NOTHING, { readonly mine: readonly Mine[] }>({
  fields: NOTHING,
  load: async work => ({ mine: (await myConflicts(work)).filter(one => one.endedAt === null) }),
  act: async work => {
    await confirmConflicts(work)
    await settleAbout(work, 'conflicts to confirm', work.actor.officerId, 'confirmed')
    return seeOther('/conflicts')
  },
  show: ({ loaded: { mine }, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Is this still all?' }} narrow back={{ href: '/conflicts' }}>
      <h1 class="govuk-heading-l">Is this still all?</h1>
      <p class="govuk-body">Your own home, your family’s and your neighbours’; people you know who report, are harmed or are blamed. <a class="govuk-link" href="/conflicts/address">Declare what is missing</a> first. What no longer holds, a manager ends.</p>
      {mine.length === 0 ? <p class="govuk-body">You have declared none.</p> : <ul class="govuk-list govuk-list--bullet">{mine.map(one => <li>{one.said === '' ? 'No words kept' : one.said} ({sayRelation(one.relation)})</li>)}</ul>}
      <Form action={action} csrf={csrf} once={once}><SubmitButton text="Yes, this is all" /></Form>
    </OfficerPage>
  ),
})

const KINDS = { case: 'Case', person: 'Person', place: 'Place', address: 'Address' } as const
export const seeRegister = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const since = startOfDay(addMonths(work.today, -await readSetting(work, CONFLICT_MONTHS)))
  const [all, late] = [await register(work), await unconfirmed(work, since)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Register of conflicts of interest' }} breadcrumbs={[{ text: 'Conflicts of interest', href: '/conflicts' }, { text: 'Register' }]}>
      <h1 class="govuk-heading-l">Register of conflicts of interest</h1>
      <p class="govuk-body">Your agency’s officers: what they declared, and what managers declared for them. Only about records you may see yourself, and never your own. Officers do not see what others declared for them. <a class="govuk-link" href="/conflicts/address">Declare an address for an officer</a>; a case or person from its own page.</p>
      <DataTable id="register" caption="Those that stand first" captionSize="s" narrow="stack" rows={all} empty="None." rowTone={one => one.endedAt === null ? undefined : 'muted'} columns={[
        { heading: 'Officer', rowHeader: true, cell: (one: Registered) => one.officer }, { heading: 'With', cell: one => <>{KINDS[one.subjectKind]}: {one.subjectKind === 'case' ? <a class="govuk-link" href={`/cases/${one.record}`}>{one.record}</a> : one.record}</> },
        { heading: 'How', cell: one => `${sayRelation(one.relation)}. ${one.because}` }, { heading: 'Declared', cell: one => `${sayDate(londonDay(one.declaredAt))}, by ${one.byThemselves ? 'themselves' : one.declaredBy ?? 'Amity'}` },
        { heading: 'Stands', cell: one => one.endedAt === null ? <a class="govuk-link" href={`/conflicts/register/${one.id}/end`}>End it<span class="govuk-visually-hidden">: {one.officer}, {one.record}</span></a> : `Ended ${sayDate(londonDay(one.endedAt))} by ${one.endedBy ?? 'Amity'}: ${one.endedBecause ?? ''}` },
      ]} />
      {late.length === 0 ? null : <><h2 class="govuk-heading-m">Have not confirmed in time</h2><p class="govuk-body">{late.join(', ')}</p></>}
    </OfficerPage>,
  )
}

const ending = { because: words({ empty: 'Enter why it no longer holds', max: 1000, called: 'Why' }) }
export const endOne = form<OfficerWork, typeof ending, { readonly one: Registered }>({
  fields: ending,
  load: async (work, ask) => {
    const one = (await register(work)).find(({ id, endedAt }) => id === ask.params['conflict'] && endedAt === null)
    return one === undefined ? notThere : { one }
  },
  act: async (work, { one }, { because }) => await endConflict(work, one.id, because) ? seeOther('/conflicts/register', { about: { kind: 'conflict', id: one.id } })
    : problems({ field: 'because', text: 'Somebody has ended it since you opened this page' }),
  show: ({ loaded: { one }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'End a conflict of interest' }} state={state} narrow back={{ href: '/conflicts/register' }}>
      <h1 class="govuk-heading-l">End {one.officer}’s conflict with {one.record}</h1>
      <p class="govuk-body">{sayRelation(one.relation)}. {one.because} From now on it exists for them again, as far as their work lets them see it.</p>
      <Form action={action} csrf={csrf} once={once} keep={`end-conflict-${one.id}`}>
        <TextArea name="because" label="Why does it no longer hold?" maxLength={1000} state={state} />
        <SubmitButton text="End it" />
      </Form>
    </OfficerPage>
  ),
})
