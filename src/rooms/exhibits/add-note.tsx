// An officer notes something at a moment of a recording, or on a file as a whole.
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { tidy } from '#kernel/text.ts'
import { textOf } from '#web/ask.ts'
import { words, type Field } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { fileToAddTo, pathOfFile, type FileToAddTo } from './file-at.ts'
import { insertNote } from './layer-store.ts'
import { readClock } from './redaction-marks.ts'

const place: Field<number | null> = {
  read: (name, answers) => {
    const typed = tidy(textOf(answers, name))
    const second = readClock(typed)
    return typed === '' ? { ok: true, value: null } : second === undefined ? { ok: false, text: 'Enter where in the recording, like 1:23 or 1:02:03' } : { ok: true, value: Math.floor(second) }
  },
}
const fields = { at: place, body: words({ empty: 'Enter the note', max: 1000, called: 'The note' }) }

export const addNote = form<OfficerWork, typeof fields, FileToAddTo>({
  fields,
  load: fileToAddTo,
  act: async (work, { file }, { at, body }) => {
    await insertNote(work, file.id, { atSecond: at, body })
    return seeOther(`${pathOfFile(file)}#notes`, { about: { kind: 'attachment', id: file.id } })
  },
  show: ({ loaded: { file }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add a note' }} state={state} narrow back={{ href: pathOfFile(file) }}>
      <h1 class="govuk-heading-l">Note on {file.fileName}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`note-${file.id}`}>
        {file.kind === 'audio' || file.kind === 'video' ? <TextField name="at" label="Where in the recording?" hint="Like 1:23. Leave it empty if the note is on all of it" width={10} state={state} /> : null}
        <TextArea name="body" label="The note" rows={4} state={state} />
        <SubmitButton text="Add it" />
      </Form>
    </OfficerPage>
  ),
})
