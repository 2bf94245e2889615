// Offers of the lead: what waits, and accepting one (naming who leads) or declining it with a reason.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayAgo, sayDue } from '#kernel/time.ts'
import { caseById, CHANGED, changeCase, insertEntry, SeenVersion, seenVersion, unchanged, type Seen } from '#rooms/cases/index.ts'
import { handOverItems, note, settle } from '#rooms/diary/index.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import { Clock, KeyFacts } from '#ui/casework.tsx'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, seeOther, shown, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { declineOffer, endOffer, offersWaiting, offerWith, type Offer } from './handling-store.ts'

export const seeTransfers = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const waiting = await offersWaiting(work)
  const mine = work.actor.agencyId
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Offers of the lead' }}>
      <h1 class="govuk-heading-l">Offers of the lead</h1>
      {[{ id: 'to-us', caption: 'Offered to us', rows: waiting.filter(one => one.toAgencyId === mine) }, { id: 'by-us', caption: 'Offered by us', rows: waiting.filter(one => one.fromAgencyId === mine) }].map(({ id, caption, rows }) => (
        <DataTable id={id} caption={caption} rows={rows} empty={`${caption}: nothing waits.`} narrow="stack" rowHref={one => one.toAgencyId === mine ? `/transfers/${one.id}` : `/cases/${one.reference}`} columns={[
          { heading: 'Reference', rowHeader: true, nowrap: true, cell: one => one.reference }, { heading: 'Case', cell: one => one.title }, { heading: 'From', cell: one => one.from }, { heading: 'To', cell: one => one.to },
          { heading: 'Why', cell: one => one.reason }, { heading: 'Answer', cell: one => <Clock state={one.answerDueAt < work.now ? 'overdue' : 'due'} words={sayDue(londonDay(one.answerDueAt), work.today)} detail={`Offered ${sayAgo(one.offeredAt, work.now)}`} /> },
        ]} />
      ))}
    </OfficerPage>,
    { shown: shown('case', waiting.map(({ caseId }) => ({ id: caseId }))) },
  )
}

const ANSWERS = ['accept', 'decline'] as const
const fields = { ...seenVersion, answer: choice(ANSWERS, { empty: 'Select whether you take the lead' }), officerId: optionalWords({ max: 60 }), reason: optionalWords({ max: 2000, called: 'Reason' }) }
type Loaded = Seen & { readonly offer: Offer; readonly officers: readonly { readonly id: string; readonly name: string }[] }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const offer = await offerWith(work, ask.params['transfer'] ?? '')
  const theCase = offer === undefined ? undefined : await caseById(work, offer.caseId)
  if (offer === undefined || theCase === undefined) return notThere
  return { theCase, since: [], at: work.now, offer, officers: await officersWhoMay(work, work.actor.agencyId, 'work on cases') }
}

const accept = async (work: OfficerWork, { theCase, offer }: Loaded, officer: { readonly id: string; readonly name: string }): Promise<boolean> => {
  if (!await endOffer(work, offer.id, 'accepted', officer.id)) return false
  await settle(work, 'transfer answer', theCase.id, 'accepted')
  await insertEntry(work, theCase.id, { kind: 'transfer', happenedAt: work.now, summary: `${offer.to} accepted the lead: ${officer.name}`.slice(0, 300), body: `Offered by ${offer.from}: ${offer.reason}`, visibility: 'staff' })
  // While both agencies still see it: what is due moves with the lead, by the same times.
  await handOverItems(work, theCase.id, { officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId }, { officerId: officer.id, agencyId: work.actor.agencyId })
  return changeCase(work, theCase, { leadAgencyId: work.actor.agencyId, leadOfficerId: officer.id, offeredToAgencyId: null })
}

const decline = async (work: OfficerWork, { theCase, offer }: Loaded, reason: string): Promise<boolean> => {
  await settle(work, 'transfer answer', theCase.id, 'declined')
  await insertEntry(work, theCase.id, { kind: 'transfer', happenedAt: work.now, summary: `${offer.to} declined the lead`.slice(0, 300), body: reason, visibility: 'staff' })
  await note(work, { kind: 'task', title: `${offer.to} declined the lead: decide what next`.slice(0, 200), dueAt: work.now, because: reason, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
  // Last, because from then on we see nothing of it.
  return declineOffer(work, offer.id, reason)
}

export const answerTransfer = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [unchanged, values => values.answer === 'decline' && values.reason === '' ? { field: 'reason', text: 'Enter why you decline' } : undefined],
  start: (_loaded, _ask, work) => ({ officerId: work.actor.officerId }),
  act: async (work, loaded, { answer, officerId, reason }) => {
    const officer = loaded.officers.find(({ id }) => id === officerId)
    if (answer === 'accept' && officer === undefined) return problems({ field: 'officerId', text: 'Select who will lead' })
    const done = answer === 'accept' && officer !== undefined ? await accept(work, loaded, officer) : await decline(work, loaded, reason)
    if (!done) return problems(CHANGED)
    return seeOther(answer === 'accept' ? `/cases/${loaded.theCase.reference}` : '/transfers', { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: view => <AnswerPage {...view} />,
})

const AnswerPage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => {
  const { theCase, offer, officers } = loaded
  return (
    <OfficerPage frame={{ ...frame, title: 'Answer an offer of the lead' }} state={state} narrow back={{ href: '/transfers', text: 'Offers of the lead' }}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">Take the lead on “{theCase.title}”?</h1>
      <KeyFacts facts={[{ label: 'From', value: offer.from }, { label: 'Severity', value: theCase.severity }, { label: 'Risk', value: theCase.riskBand ?? 'not assessed' }, { label: 'Why', value: offer.reason, wide: true }]} />
      <p class="govuk-body"><a class="govuk-link" href={`/cases/${theCase.reference}`}>Read the case file</a>. If you decline, your agency no longer sees it.</p>
      <Form action={action} csrf={csrf} once={once} keep={`transfer-${theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        <ChoiceField name="answer" label="Does your agency take the lead?" state={state} choices={[
          { value: 'accept', text: 'Yes', hint: 'Everything due comes with it, by the same times', reveals: <SelectField name="officerId" label="Lead officer" empty="Choose" options={officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} /> },
          { value: 'decline', text: 'No', reveals: <TextArea name="reason" label="Why not?" rows={3} maxLength={2000} state={state} /> },
        ]} />
        <SubmitButton text="Give your answer" />
      </Form>
    </OfficerPage>
  )
}
