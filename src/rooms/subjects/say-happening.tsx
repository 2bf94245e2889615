// Something happened elsewhere that opens a tool or starts its time, such as a conviction: which, when, and who said so.
import type { OfficerWork } from '#db/work.ts'
import { LADDER } from '#law/ladder.ts'
import type { Case } from '#rooms/cases/index.ts'
import { DateField, Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { pastDate, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { insertHappening, subjectWith, type FactRow } from './subject-store.ts'
import { loadToWork } from './work-on.ts'

/** What opens a tool, in the words of the law's own windows. */
export const HAPPENINGS: readonly string[] = [...new Set(LADDER.flatMap(tool => (tool.window ?? []).map(({ event }) => event)))].toSorted()

const fields = { what: words({ empty: 'Select what happened', max: 120 }), on: pastDate({ empty: 'Enter the day', called: 'The day' }), saidBy: words({ empty: 'Enter who said so, or where it stands', max: 300, called: 'Who said so' }) }

export const sayHappening = form<OfficerWork, typeof fields, { readonly theCase: Case; readonly subject: FactRow }>({
  fields,
  load: async (work, ask) => {
    const found = await loadToWork(work, ask)
    if ('kind' in found) return found
    const subject = await subjectWith(work, found.theCase.id, ask.params['subject'] ?? '')
    return subject === undefined ? notThere : { theCase: found.theCase, subject }
  },
  act: async (work, { theCase, subject }, { what, on, saidBy }) => {
    if (!HAPPENINGS.includes(what)) return problems({ field: 'what', text: 'Select what happened' })
    await insertHappening(work, theCase.id, { subjectId: subject.subjectId, kind: what, onDay: on, saidBy })
    return seeOther(`/cases/${theCase.reference}/tools?subject=${subject.subjectId}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, subject }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Something happened' }} state={state} narrow back={{ href: `/cases/${theCase.reference}/tools?subject=${subject.subjectId}` }}>
      <h1 class="govuk-heading-l">Something happened that opens a tool on {subject.name}</h1>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="what" label="What happened?" empty="Choose" options={HAPPENINGS.map(value => ({ value, text: value }))} state={state} />
        <DateField name="on" label="On which day?" state={state} />
        <TextField name="saidBy" label="Who said so, or where does it stand?" hint="The court’s order or register, the police" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
