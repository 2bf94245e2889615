// Somebody whose words do not stand in it approves a template from a day on, or sends it back with a reason.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { ChoiceField, DateField, Form, HiddenField, SubmitButton, TextArea, valueOf } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { PaperPage } from '#ui/papers/paper-page.tsx'
import type { Paper } from '#ui/papers/paper.ts'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { choice, optionalDate, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { paperOf, writerOf } from './paper-parts.ts'
import { stepTemplate, templateVersion, type TemplateVersion } from './template-store.ts'

const fields = { what: choice(['approve', 'send back'] as const, { empty: 'Select whether you approve it' }), startsOn: optionalDate({ called: 'The day it starts' }), because: words({ empty: 'Enter why', max: 1000, called: 'Why' }), changes: optionalWords({ max: 12 }) }
type Loaded = { readonly row: TemplateVersion; readonly paper: Paper }

export const decideTemplate = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [
    ({ what, startsOn }, { at }) => what === 'approve' && (startsOn === null || (startsOn !== undefined && startsOn < at.today)) ? { field: 'startsOn', text: 'Enter the day it starts: today or later', part: 'day' } : undefined,
    ({ changes }, { loaded }) => changes === String(loaded.row.changes) ? undefined : { field: 'what', text: 'It has changed since you opened this page. Read it again' },
  ],
  load: async (work, ask) => {
    const id = ask.params['template'] ?? ''
    const row = looksLikeId(id) ? await templateVersion(work, id) : undefined
    if (row === undefined) return notThere
    if (row.state !== 'submitted') return seeOther(`/templates/${row.id}`)
    if (row.writers.includes(work.actor.officerId)) return refused('You wrote some of this template. Somebody else approves it.')
    const writer = await writerOf(work, work.actor.agencyId, row.writtenBy, undefined)
    return { row, paper: paperOf({ kind: row.kind, title: row.title, blocks: row.blocks, variant: 'standard', language: 'en', reference: '(reference)', madeAt: work.now }, writer, undefined, false) }
  },
  start: ({ row }, _ask, work) => {
    const [year = '', month = '', date = ''] = work.today.split('-')
    return { changes: String(row.changes), 'startsOn-day': date, 'startsOn-month': month, 'startsOn-year': year }
  },
  act: async (work, { row }, { what, startsOn, because }) => {
    const decided = { decidedAt: work.now, decidedBy: work.actor.officerId, decidedBecause: because }
    const done = await stepTemplate(work, row, what === 'approve' ? { ...decided, state: 'approved', startsOn } : { ...decided, state: 'sent back' })
    return done ? seeOther(`/templates/${row.id}`, { about: { kind: 'template', id: row.id } }) : problems({ field: 'what', text: 'Somebody else has decided on it meanwhile' })
  },
  show: ({ loaded: { row, paper }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Approve a template' }} state={state} narrow back={{ href: `/templates/${row.id}` }}>
      <h1 class="govuk-heading-l">Approve {row.name}, version {row.version}?</h1>
      <p class="govuk-body">Why it changes: {row.why}</p>
      <PaperPage paper={paper} />
      <Form action={action} csrf={csrf} once={once} keep={`decide-${row.id}`}>
        <HiddenField name="changes" value={valueOf(state, 'changes')} />
        <ChoiceField name="what" label="Do you approve it?" state={state} choices={[
          { value: 'approve', text: 'Approve it', hint: 'Letters are written with it from its day. It is never changed after', reveals: <DateField name="startsOn" label="From which day?" state={state} /> }, { value: 'send back', text: 'Send it back' },
        ]} />
        <TextArea name="because" label="Why?" maxLength={1000} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
