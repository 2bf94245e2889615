// An officer writes down what is said in a recording. Each time is a new version; earlier ones stay.
import type { OfficerWork } from '#db/work.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { fileToAddTo, pathOfFile, type FileToAddTo } from './file-at.ts'
import { insertTranscript, transcriptsOf, type Transcript } from './layer-store.ts'

const fields = { body: words({ empty: 'Enter what is said', max: 50_000, called: 'The transcript' }) }

export const writeTranscript = form<OfficerWork, typeof fields, FileToAddTo & { readonly last: Transcript | undefined; readonly versions: number }>({
  fields,
  load: async (work, ask) => {
    const found = await fileToAddTo(work, ask)
    if ('kind' in found) return found
    const all = await transcriptsOf(work, found.file.id)
    return { ...found, last: all[0], versions: all.length }
  },
  start: ({ last }) => ({ body: last?.body ?? '' }),
  act: async (work, { file, last }, { body }) => {
    if (last?.body === body) return problems({ field: 'body', text: 'This is the same as the last version' })
    await insertTranscript(work, file.id, body)
    return seeOther(`${pathOfFile(file)}#transcript`, { about: { kind: 'attachment', id: file.id } })
  },
  show: ({ loaded: { file, versions }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Transcript' }} state={state} narrow back={{ href: pathOfFile(file) }}>
      <h1 class="govuk-heading-l">What is said in {file.fileName}</h1>
      {versions === 0 ? null : <p class="govuk-body">This will be version {versions + 1}. The versions before it stay as they are.</p>}
      <Form action={action} csrf={csrf} once={once} keep={`transcript-${file.id}`}>
        <TextArea name="body" label="Transcript" hint="Word for word. Write [unclear] where you cannot make it out, and who speaks before each line" rows={16} state={state} />
        <SubmitButton text="Keep this version" />
      </Form>
    </OfficerPage>
  ),
})
