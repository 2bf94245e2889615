// Adds a line to the chronology: a note, a call, a visit, or an attempt to reach somebody.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, londonTime } from '#kernel/time.ts'
import { insertEntry, loadToAdd, touchContact, type Case } from '#rooms/cases/index.ts'
import { note, settle } from '#rooms/diary/index.ts'
import { promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { ChoiceField, Form, MomentField, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, optionalWords, pastMoment, words } from '#web/fields.ts'
import { form } from '#web/form.ts'

const KINDS = ['note', 'call', 'visit', 'letter', 'email', 'text', 'meeting', 'decision', 'evidence', 'contact attempt'] as const
const REACHED = ['yes', 'no', 'not a contact'] as const
const VISIBILITIES = ['staff', 'public', 'restricted'] as const
const fields = {
  kind: choice(KINDS, { empty: 'Select what it was' }),
  happened: pastMoment({ empty: 'Enter when it happened', called: 'When it happened' }),
  summary: words({ empty: 'Enter a short summary', max: 300, called: 'Summary' }),
  body: optionalWords({ max: 20_000, called: 'Details' }),
  reached: choice(REACHED, { empty: 'Select whether the person harmed was reached' }),
  visibility: choice(VISIBILITIES, { empty: 'Select who may see it' }),
}

export const addEntry = form<OfficerWork, typeof fields, { readonly theCase: Case; readonly late: boolean }>({
  fields,
  load: loadToAdd,
  // What a closed case still takes: a late note that says why it comes late. It moves no clock.
  rules: [
    ({ kind }, { loaded }) => loaded.late && kind !== undefined && kind !== 'note' ? { field: 'kind', text: 'This case is closed, so only a late note can be added. If it has happened again, open a new case that follows it' } : undefined,
    ({ body }, { loaded }) => loaded.late && body === '' ? { field: 'body', text: 'Enter why this is added after the case was closed' } : undefined,
  ],
  start: (_loaded, _ask, work) => {
    const [year, month, date] = londonDay(work.now).split('-')
    return { visibility: 'staff', reached: 'not a contact', 'happened-day': date ?? '', 'happened-month': month ?? '', 'happened-year': year ?? '', 'happened-time': londonTime(work.now) }
  },
  act: async (work, { theCase, late }, values) => {
    const reached = late || values.reached === 'not a contact' ? null : values.reached === 'yes'
    await insertEntry(work, theCase.id, { kind: values.kind, happenedAt: values.happened, summary: late ? `Late note: ${values.summary}`.slice(0, 300) : values.summary, body: values.body, visibility: values.visibility, reached, means: values.kind })
    if (reached === true) await contacted(work, theCase, values.happened)
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add to the chronology' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Add to {theCase.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`entry-${theCase.reference}`}>
        <SelectField name="kind" label="What was it?" empty="Choose" options={KINDS.map(value => ({ value, text: value }))} state={state} />
        <MomentField name="happened" label="When did it happen?" state={state} />
        <TextField name="summary" label="Summary" state={state} />
        <TextArea name="body" label="Details (optional)" rows={6} maxLength={20_000} state={state} />
        <ChoiceField name="reached" label="Was the person harmed reached?" inline state={state} choices={REACHED.map(value => ({ value, text: value }))} />
        <ChoiceField name="visibility" label="Who may see it?" state={state} choices={[
          { value: 'staff', text: 'Staff', hint: 'Officers who may see this case' }, { value: 'public', text: 'The person harmed too', hint: 'Never name an alleged perpetrator here' }, { value: 'restricted', text: 'Restricted', hint: 'Staff, and never in anything given out' },
        ]} />
        <SubmitButton text="Add it" />
      </Form>
    </OfficerPage>
  ),
})

/** Speaking with the person harmed keeps the promise, and starts the next one. */
const contacted = async (work: OfficerWork, theCase: Case, at: Date): Promise<void> => {
  const latest = await touchContact(work, theCase.id, at)
  await settle(work, 'first contact', theCase.id, 'reached')
  await settle(work, 'victim update', theCase.id, 'reached')
  const standards = await serviceStandards(work)
  const next = promisedWithin(latest, standards.update[theCase.severity], standards)
  await note(work, { kind: 'victim update', title: 'Update the person harmed', dueAt: next.by, because: next.because.replace('receipt', 'the last contact'), caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
}
