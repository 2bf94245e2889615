// Messages both ways: what was written, and a box to write more. Each has a day by which it is answered.
import type { PersonWork } from '#db/work.ts'
import { promisedWithin, serviceStandards } from '#rooms/partnership/index.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { seeOther } from '#web/answers.ts'
import { textOf } from '#web/ask.ts'
import { words as text } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { myCase, myEntries, wantAnswer, writeEntry } from './my-case-store.ts'
import { MyPage } from './my-page.tsx'
import { noticeOf } from './notices.ts'
import { MessageList } from './own-view.tsx'
import { words } from './words.ts'

const w = words.en
const fields = { message: text({ empty: w.messageEmpty, max: 10_000, called: w.messageLabel }) }
type Loaded = { readonly messages: Awaited<ReturnType<typeof myEntries>>; readonly notice: string | undefined }

export const writeToOfficer = form<PersonWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => ({ messages: await myEntries(work, 'messages'), notice: noticeOf(textOf(ask.query, 'sent'), textOf(ask.query, 'by')) }),
  act: async (work, _loaded, { message }) => {
    const { severity } = await myCase(work)
    const standards = await serviceStandards(work)
    const promised = promisedWithin(work.now, standards.update[severity], standards)
    const aboutId = await writeEntry(work, { kind: 'message', summary: 'Message from the person harmed', body: message })
    await wantAnswer(work, { kind: 'message to answer', title: 'Answer the message of the person harmed', dueAt: promised.by, because: promised.because, aboutKind: 'entry', aboutId, manager: false })
    return seeOther(`/my-case/messages?sent=message&by=${promised.on}`, { about: { kind: 'case', id: work.actor.caseId } })
  },
  show: ({ loaded: { messages, notice }, state, frame, action, csrf, once }) => (
    <MyPage frame={{ ...frame, ...(notice === undefined || state.errors.length > 0 ? {} : { notice }) }} title={w.messages} state={state} at="/my-case/messages" csrf={csrf}>
      <h1 class="govuk-heading-l">{w.messages}</h1>
      <p class="govuk-body">{w.danger}</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="message" label={w.messageLabel} hint={w.messageHint} rows={6} maxLength={10_000} autocomplete="off" state={state} />
        <SubmitButton text={w.send} />
      </Form>
      <MessageList messages={messages} />
    </MyPage>
  ),
})
