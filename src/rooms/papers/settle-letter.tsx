// What becomes of a letter after it was written: how it was served and what proves that, or why it was withdrawn before it went.
import type { OfficerWork } from '#db/work.ts'
import { insertEntry } from '#rooms/cases/index.ts'
import { sayMoment } from '#kernel/time.ts'
import { MomentField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { refused, seeOther } from '#web/answers.ts'
import { choice, pastMoment, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { letterAt, type LetterAt } from './edit-letter.tsx'
import { insertService, sayMethod, SERVICE_METHODS, withdrawLetter } from './letter-store.ts'

const fields = {
  method: choice(SERVICE_METHODS, { empty: 'Select how it was served' }), servedAt: pastMoment({ empty: 'Enter when it was served', called: 'When it was served' }),
  proof: words({ empty: 'Enter what proves it', max: 2000, called: 'The proof' }),
}

export const recordService = form<OfficerWork, typeof fields, LetterAt>({
  fields,
  load: async (work, ask) => {
    const at = await letterAt(work, ask)
    if ('kind' in at) return at
    return at.letter.state === 'printed' || at.letter.state === 'sent' ? at : refused('It has not gone yet. Record how it was served once it has.')
  },
  rules: [({ servedAt }, { loaded: { letter } }) => servedAt !== undefined && letter.readyAt !== null && servedAt < letter.readyAt ? { field: 'servedAt', text: `It was made ${sayMoment(letter.readyAt)}: it cannot have been served before`, part: 'day' } : undefined],
  act: async (work, { theCase, letter }, { method, servedAt, proof }) => {
    await insertService(work, letter, { method, servedAt, proof })
    await insertEntry(work, theCase.id, { kind: 'letter', direction: 'out', happenedAt: servedAt, summary: method === 'not served: returned' ? `${letter.templateName} to ${letter.to} came back (${letter.fullReference})` : `${letter.templateName} served on ${letter.to}: ${sayMethod(method)} (${letter.fullReference})`, body: proof, visibility: 'staff', personId: letter.personId })
    return seeOther(`/cases/${theCase.reference}/letters/${letter.id}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, letter }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Record how it was served' }} state={state} narrow back={{ href: `/cases/${theCase.reference}/letters/${letter.id}` }}>
      <h1 class="govuk-heading-l">How was {letter.fullReference} served on {letter.to}?</h1>
      <Form action={action} csrf={csrf} once={once} keep={`served-${letter.id}`}>
        <SelectField name="method" label="How?" state={state} empty="Select how" options={SERVICE_METHODS.map(value => ({ value, text: sayMethod(value) }))} />
        <MomentField name="servedAt" label="When?" state={state} />
        <TextArea name="proof" label="What proves it?" hint="A certificate or tracking number, who gave it to whom, who saw it" maxLength={2000} rows={4} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})

const because = { because: words({ empty: 'Enter why it is withdrawn', max: 1000, called: 'Why' }) }
export const withdraw = form<OfficerWork, typeof because, LetterAt>({
  fields: because,
  load: async (work, ask) => {
    const at = await letterAt(work, ask)
    if ('kind' in at) return at
    return at.letter.state === 'draft' || at.letter.state === 'waiting' ? at : refused('It has gone. What went is kept as it is.')
  },
  act: async (work, { theCase, letter }, { because: why }) => {
    if (!await withdrawLetter(work, letter, why)) return problems({ field: 'because', text: 'It was printed or sent meanwhile' })
    if (letter.state === 'waiting') await insertEntry(work, theCase.id, { kind: 'letter', happenedAt: work.now, summary: `${letter.templateName} to ${letter.to} withdrawn before it went (${letter.fullReference})`, body: why, visibility: 'staff', personId: letter.personId })
    return seeOther(`/cases/${theCase.reference}#letters`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, letter }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Withdraw a letter' }} state={state} narrow back={{ href: `/cases/${theCase.reference}/letters/${letter.id}` }}>
      <h1 class="govuk-heading-l">Withdraw {letter.fullReference}?</h1>
      <p class="govuk-body">It does not go. What was written stays on record.</p>
      <Form action={action} csrf={csrf} once={once} keep={`withdraw-${letter.id}`}><TextArea name="because" label="Why?" maxLength={1000} rows={3} state={state} /><SubmitButton text="Withdraw it" /></Form>
    </OfficerPage>
  ),
})
