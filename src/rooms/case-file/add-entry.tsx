// Adds a line to the chronology: a note, a call, a visit, or an attempt to reach somebody.
import { randomUUID } from 'node:crypto'
import type { OfficerWork } from '#db/work.ts'
import { londonDay, londonTime } from '#kernel/time.ts'
import { insertEntry, isShared, loadToAddPart, namedToPerson, touchContact, type Case } from '#rooms/cases/index.ts'
import { settle } from '#rooms/diary/index.ts'
import { noteNextUpdate } from '#rooms/support/index.ts'
import { ChoiceField, Form, HiddenField, MomentField, SelectField, SubmitButton, TextArea, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { textOf } from '#web/ask.ts'
import { choice, optionalWords, pastMoment, words, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { ENTRY_KINDS } from './chronology.tsx'
import { partnerAdded } from './events.ts'

const REACHED = ['yes', 'no', 'not a contact'] as const
export const VISIBILITIES = ['staff', 'public', 'restricted'] as const
export const SEEN_BY_CHOICES = [
  { value: 'staff', text: 'Staff', hint: 'Officers who may see this case' }, { value: 'public', text: 'The person harmed too', hint: 'Never name an alleged perpetrator here' }, { value: 'restricted', text: 'Restricted', hint: 'Staff, and never in anything given out' },
]

const asked = pastMoment({ empty: 'Enter when it happened', called: 'When it happened' })
/** The quick form on the case file means now, whenever its page was opened. */
const happened: Field<Date> = { read: (name, answers, at) => textOf(answers, 'quick') === 'now' ? { ok: true, value: at.now } : asked.read(name, answers, at) }

const fields = {
  kind: choice(ENTRY_KINDS, { empty: 'Select what it was' }),
  happened,
  summary: words({ empty: 'Enter a short summary', max: 300, called: 'Summary' }),
  body: optionalWords({ max: 20_000, called: 'Details' }),
  reached: choice(REACHED, { empty: 'Select whether the person harmed was reached' }),
  visibility: choice(VISIBILITIES, { empty: 'Select who may see it' }),
}

export const addEntry = form<OfficerWork, typeof fields, { readonly theCase: Case; readonly late: boolean }>({
  fields,
  load: (work, ask) => loadToAddPart(work, ask, 'chronology'),
  // What a closed case still takes: a late note that says why it comes late. It moves no clock.
  rules: [
    ({ kind }, { loaded }) => loaded.late && kind !== undefined && kind !== 'note' ? { field: 'kind', text: 'This case is closed, so only a late note can be added. If it has happened again, open a new case that follows it' } : undefined,
    ({ body }, { loaded }) => loaded.late && body === '' ? { field: 'body', text: 'Enter why this is added after the case was closed' } : undefined,
  ],
  start: (_loaded, _ask, work) => ({ visibility: 'staff', reached: 'not a contact', ...momentAnswers(work.now) }),
  act: async (work, { theCase, late }, typed) => {
    // What a partner writes is for the officers who share the case; the person harmed hears from the agency that leads.
    const values = isShared(theCase) ? { ...typed, visibility: 'staff' as const, reached: 'not a contact' as const } : typed
    const named = values.visibility === 'public' ? await namedToPerson(work, theCase.id, { summary: values.summary, body: values.body }) : []
    if (named.length > 0) return problems(...named)
    const reached = late || values.reached === 'not a contact' ? null : values.reached === 'yes'
    await insertEntry(work, theCase.id, { kind: values.kind, happenedAt: values.happened, summary: late ? `Late note: ${values.summary}`.slice(0, 300) : values.summary, body: values.body, visibility: values.visibility, reached, means: values.kind })
    if (isShared(theCase)) await work.announce(partnerAdded, { caseId: theCase.id, agency: work.actor.agencyName })
    if (reached === true) await contacted(work, theCase, values.happened)
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add to the chronology' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Add to {theCase.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`entry-${theCase.reference}`}>
        <SelectField name="kind" label="What was it?" empty="Choose" options={ENTRY_KINDS.map(value => ({ value, text: value }))} state={state} />
        <MomentField name="happened" label="When did it happen?" state={state} />
        <TextField name="summary" label="Summary" state={state} />
        <TextArea name="body" label="Details (optional)" rows={6} maxLength={20_000} state={state} />
        {isShared(theCase) ? <><HiddenField name="reached" value="not a contact" /><HiddenField name="visibility" value="staff" /><p class="govuk-body">Officers of the agency that leads the case read it, and of agencies it shares its chronology with.</p></> : (
          <>
            <ChoiceField name="reached" label="Was the person harmed reached?" inline state={state} choices={REACHED.map(value => ({ value, text: value }))} />
            <ChoiceField name="visibility" label="Who may see it?" state={state} choices={SEEN_BY_CHOICES} />
          </>
        )}
        <SubmitButton text="Add it" />
      </Form>
    </OfficerPage>
  ),
})

const momentAnswers = (at: Date): Readonly<Record<string, string>> => {
  const [year = '', month = '', date = ''] = londonDay(at).split('-')
  return { 'happened-day': date, 'happened-month': month, 'happened-year': year, 'happened-time': londonTime(at) }
}

/** A line straight from the case file: what is written the moment a call ends. Staff only; everything else has the whole form. */
export const QuickEntry = ({ file, csrf, now, asksReached = true }: { readonly file: string; readonly csrf: string; readonly now: Date; /** False for a partner: the agency that leads keeps the promise of contact. */ readonly asksReached?: boolean }): Html => {
  const state: FormState = { errors: [], values: { kind: 'note', reached: 'not a contact' } }
  return (
    <section id="quick" class="amity-not-on-paper" aria-labelledby="quick-title">
      <h2 class="govuk-heading-m" id="quick-title">Just now</h2>
      <Form action={`${file}/add`} csrf={csrf} once={randomUUID()} keep={`quick-${file.slice('/cases/'.length)}`}>
        <HiddenField name="quick" value="now" />
        <HiddenField name="visibility" value="staff" />
        {Object.entries(momentAnswers(now)).map(([name, value]) => <HiddenField name={name} value={value} />)}
        <div class="amity-find">
          <SelectField name="kind" label="What was it?" empty={null} options={ENTRY_KINDS.map(value => ({ value, text: value }))} state={state} />
          {asksReached ? <SelectField name="reached" label="Was the person harmed reached?" empty={null} options={REACHED.map(value => ({ value, text: value }))} state={state} /> : <HiddenField name="reached" value="not a contact" />}
        </div>
        <TextField name="summary" label="Summary" state={state} />
        <SubmitButton text="Add it, for staff" look="secondary" />
      </Form>
    </section>
  )
}

/** Speaking with the person harmed keeps the promise, and starts the next one. */
const contacted = async (work: OfficerWork, theCase: Case, at: Date): Promise<void> => {
  const latest = await touchContact(work, theCase.id, at)
  await settle(work, 'first contact', theCase.id, 'reached')
  await settle(work, 'victim update', theCase.id, 'reached')
  await noteNextUpdate(work, theCase, latest)
}
