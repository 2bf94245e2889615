// A manager answers a request to close: approves it, or sends it back with a reason. Never their own.
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { sayMoment } from '#kernel/time.ts'
import { CHANGED, changeCase, insertEntry, loadOpen, namedToPerson, SeenVersion, seenVersion, unchanged, type Seen } from '#rooms/cases/index.ts'
import { note, settle } from '#rooms/diary/index.ts'
import { KeyFacts } from '#ui/casework.tsx'
import { ChoiceField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { closingOf } from './close-case.tsx'
import { CLOSE_REASONS, whyNotAnswer, whyNotClose, type CloseReason } from './closing-rules.ts'
import { answerClosing, openClosing, type ClosingAsked } from './closing-store.ts'
import { endCase } from './end-case.ts'
import { reachOf } from './reaching.ts'

const ANSWERS = ['approve', 'send back'] as const
const fields = { ...seenVersion, answer: choice(ANSWERS, { empty: 'Select whether you agree to closing' }), because: optionalWords({ max: 2000, called: 'Reason' }) }
type Loaded = Seen & { readonly closing: ClosingAsked; readonly own: string | undefined }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const seen = await loadOpen(work, ask)
  if ('kind' in seen) return seen
  const closing = await openClosing(work, seen.theCase.id)
  return closing === undefined ? notThere : { ...seen, closing, own: whyNotAnswer(closing, work.actor.officerId) }
}

const MEANWHILE = { field: 'answer', text: 'Somebody else has answered this request meanwhile. Look at the case again' }

const approve = async (work: OfficerWork, { theCase, closing }: Loaded, because: string, baseUrl: string) => {
  const reason: CloseReason = oneOf(CLOSE_REASONS, closing.reason) ? closing.reason : 'resolved, informal action'
  const why = whyNotClose(closingOf(work, { theCase }, await reachOf(work, theCase), { verdict: closing.verdict, reason }))
  if (why !== undefined) return problems({ field: 'answer', text: why.text })
  // Somebody may have been added to the case since it was asked.
  if ((await namedToPerson(work, theCase.id, { summary: closing.summary })).length > 0) return problems({ field: 'answer', text: 'The words the person harmed would read name or describe somebody said to be responsible, or give their address. Send it back and say so' })
  if (!await answerClosing(work, closing, 'approved', because)) return problems(MEANWHILE)
  await settle(work, 'closing answer', theCase.id, 'approved')
  await insertEntry(work, theCase.id, { kind: 'closing', happenedAt: work.now, summary: 'A manager agreed to closing', body: because, visibility: 'staff' })
  return await endCase(work, theCase, { verdict: closing.verdict, reason, summary: closing.summary, closedBy: closing.askedBy, approvedBy: work.actor.officerId }, baseUrl) ? undefined : problems(CHANGED)
}

/** Ends the request, and puts the case back where it stood. */
const putBack = async (work: OfficerWork, { theCase, closing }: Pick<Loaded, 'theCase' | 'closing'>, state: 'refused' | 'withdrawn', because: string) => {
  if (!await answerClosing(work, closing, state, because)) return problems(MEANWHILE)
  const stage = oneOf(['investigating', 'action', 'monitoring', 'closing'] as const, closing.stageBefore) ? closing.stageBefore : 'monitoring'
  if (!await changeCase(work, theCase, { stage })) return problems(CHANGED)
  await settle(work, 'closing answer', theCase.id, state === 'refused' ? 'sent back' : 'withdrawn')
  await insertEntry(work, theCase.id, { kind: 'closing', happenedAt: work.now, summary: state === 'refused' ? 'A manager sent the closing back' : 'The request to close was withdrawn', body: because, visibility: 'staff' })
  if (state === 'refused') await note(work, { kind: 'task', title: 'Closing was sent back: read why', dueAt: work.now, because, caseId: theCase.id, officerId: closing.askedBy, agencyId: theCase.leadAgencyId })
  return undefined
}

export const answerAClosing = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [unchanged, values => values.answer === 'send back' && values.because === '' ? { field: 'because', text: 'Enter why you are sending it back' } : undefined],
  act: async (work, loaded, { answer, because }, ask) => {
    if (loaded.own !== undefined) return problems({ field: 'answer', text: loaded.own })
    const wrong = answer === 'approve' ? await approve(work, loaded, because, ask.baseUrl) : await putBack(work, loaded, 'refused', because)
    return wrong ?? seeOther(`/cases/${loaded.theCase.reference}`, { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: view => <AnswerPage {...view} />,
})

const AnswerPage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => {
  const { theCase, closing, own } = loaded
  return (
    <OfficerPage frame={{ ...frame, title: 'Answer a request to close' }} state={state} narrow back={{ href: '/closings', text: 'Requests to close' }}>
      <span class="govuk-caption-l">{theCase.reference}</span>
      <h1 class="govuk-heading-l">Close “{theCase.title}”?</h1>
      <InsetText text={`It needs your agreement because ${closing.neededBecause}.`} />
      <KeyFacts facts={[
        { label: 'Asked by', value: `${closing.asker ?? 'An officer'}, ${sayMoment(closing.askedAt)}` }, { label: 'Resolved, says the person harmed', value: closing.verdict }, { label: 'Reason', value: closing.reason },
        { label: 'Risk', value: theCase.riskBand ?? 'not assessed' }, { label: 'What the person harmed will read', value: closing.summary, wide: true },
      ]} />
      <p class="govuk-body"><a class="govuk-link" href={`/cases/${theCase.reference}`}>Read the case file</a></p>
      {own === undefined ? (
        <Form action={action} csrf={csrf} once={once} keep={`closing-${theCase.reference}`}>
          <SeenVersion seen={loaded} state={state} />
          <ChoiceField name="answer" label="Do you agree to closing it?" state={state} choices={[{ value: 'approve', text: 'Yes, close the case' }, { value: 'send back', text: 'No, send it back' }]} />
          <TextArea name="because" label="Reason (needed when you send it back)" maxLength={2000} state={state} />
          <SubmitButton text="Give your answer" />
        </Form>
      ) : <InsetText text={`${own}.`} />}
    </OfficerPage>
  )
}

/** Whoever asked takes the request back; the case goes on. */
export const withdrawClosing = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const seen = await loadOpen(work, ask)
  if ('kind' in seen) return seen
  const closing = await openClosing(work, seen.theCase.id)
  const wrong = closing?.askedBy === work.actor.officerId ? await putBack(work, { ...seen, closing }, 'withdrawn', '') : undefined
  // Refused, so that half of it is not kept.
  if (wrong !== undefined) return refused('Somebody else has changed this case at the same moment. Go back, look at it again, and take the request back if it still waits.')
  return seeOther(`/cases/${seen.theCase.reference}`, { about: { kind: 'case', id: seen.theCase.id } })
}
