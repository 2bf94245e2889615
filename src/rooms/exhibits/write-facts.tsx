// An officer writes down what a person says of a file: who took it, when, where, with what, and how it came to us. Added to, never changed.
import type { OfficerWork } from '#db/work.ts'
import { Form, MomentField, SubmitButton, TextField, valueOf } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { textOf, type Answers } from '#web/ask.ts'
import { optionalWords, pastMoment, type Field } from '#web/fields.ts'
import { form, type Problem } from '#web/form.ts'
import { fileToAddTo, pathOfFile, type FileToAddTo } from './file-at.ts'
import { factsOf, insertFacts } from './layer-store.ts'

const isEmpty = (answers: Answers, name: string): boolean => ['day', 'month', 'year', 'time'].every(part => textOf(answers, `${name}-${part}`).trim() === '')
const moment = pastMoment({ empty: 'Enter when it was taken', called: 'When it was taken' })
/** A moment that may be left out as a whole. */
const optionalMoment: Field<Date | null> = { read: (name, answers, at) => isEmpty(answers, name) ? { ok: true, value: null } : moment.read(name, answers, at) }

const fields = {
  capturedBy: optionalWords({ max: 200, called: 'Who took it' }), capturedAt: optionalMoment, capturedAbout: optionalWords({ max: 200, called: 'About when' }),
  capturedWhere: optionalWords({ max: 300, called: 'Where' }), device: optionalWords({ max: 200, called: 'What it was taken with' }), receivedHow: optionalWords({ max: 300, called: 'How it came to us' }), because: optionalWords({ max: 300, called: 'Why you change it' }),
}

type Loaded = FileToAddTo & { readonly before: Awaited<ReturnType<typeof factsOf>>[number] | undefined }

export const writeFacts = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [
    ({ capturedBy, capturedAt, capturedAbout, capturedWhere, device, receivedHow }): Problem | undefined => [capturedBy, capturedAbout, capturedWhere, device, receivedHow].some(text => text !== undefined && text !== '') || capturedAt != null ? undefined : { field: 'capturedBy', text: 'Enter at least one thing that is known' },
    ({ because }, { loaded }): Problem | undefined => loaded.before !== undefined && because === '' ? { field: 'because', text: 'Enter why you write it down anew: the earlier facts stay and show beneath' } : undefined,
  ],
  load: async (work, ask) => {
    const found = await fileToAddTo(work, ask)
    return 'kind' in found ? found : { ...found, before: (await factsOf(work, found.file.id)).find(({ source }) => source === 'person') }
  },
  start: ({ before }) => before === undefined ? {} : { capturedBy: before.capturedBy, capturedAbout: before.capturedAbout, capturedWhere: before.capturedWhere, device: before.device, receivedHow: before.receivedHow },
  act: async (work, { file }, facts) => {
    await insertFacts(work, file.id, facts)
    return seeOther(`${pathOfFile(file)}#facts`, { about: { kind: 'attachment', id: file.id } })
  },
  show: ({ loaded: { file, before }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'What is known of this file' }} state={state} narrow back={{ href: pathOfFile(file) }}>
      <h1 class="govuk-heading-l">What is known of {file.fileName}</h1>
      <p class="govuk-body">Ask whoever took it. What the file says of itself is kept apart, because a camera’s clock may be wrong.</p>
      <Form action={action} csrf={csrf} once={once} keep={`facts-${file.id}`}>
        <TextField name="capturedBy" label="Who took it?" state={state} />
        <MomentField name="capturedAt" label="When was it taken? (if they know)" state={state} />
        <TextField name="capturedAbout" label="About when, if the moment is not known" hint="Like: one evening in the week before Easter" state={state} />
        <TextField name="capturedWhere" label="Where?" state={state} />
        <TextField name="device" label="With what?" hint="Like: her phone, a Samsung; the doorbell; a body-worn camera, number 12" state={state} />
        <TextField name="receivedHow" label="How did it come to us?" hint="Like: by email on 3 March; copied from the phone in the office" state={state} />
        {before === undefined && valueOf(state, 'because') === '' ? null : <TextField name="because" label="Why do you write it down anew?" state={state} />}
        <SubmitButton text="Write it down" />
      </Form>
    </OfficerPage>
  ),
})
