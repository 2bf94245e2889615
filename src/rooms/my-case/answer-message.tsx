// An officer answers the person harmed: the words wait on their page, and a neutral notice says that there are some.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { insertEntry, loadCase, messagesOf, namedToPerson, touchContact, type Case } from '#rooms/cases/index.ts'
import { itemsOfCase, settle, settleAbout } from '#rooms/diary/index.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { ChoiceField, ChoicesField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choices, words as text } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { candidatesOf } from './offer-own-page.tsx'
import { pagesOf } from './own-page-store.ts'
import { words } from './words.ts'

type Reader = { readonly personId: string; readonly name: string }
type Asked = { readonly aboutKind: string; readonly aboutId: string; readonly title: string }
type Loaded = { readonly theCase: Case; readonly asked: readonly Asked[]; readonly readers: readonly Reader[]; readonly messages: Awaited<ReturnType<typeof messagesOf>> }
const fieldsOf = ({ asked }: Loaded) => ({ answers: choices(asked.map(({ aboutId }) => aboutId)), personId: text({ empty: 'Select who it is for', max: 60 }), message: text({ empty: 'Write your message', max: 10_000, called: 'Your message' }) })

/** What was asked on the own page and waits: a complaint or a case review is only for somebody who may approve a closure. */
const askedOn = async (work: OfficerWork, caseId: string): Promise<readonly Asked[]> => (await itemsOfCase(work, caseId)).flatMap(({ kind, title, aboutKind, aboutId }) => {
  const mine = aboutKind === 'entry' || ((aboutKind === 'complaint' || aboutKind === 'case review') && work.may('approve a closure'))
  return kind === 'task' && mine && aboutId !== null ? [{ aboutKind, aboutId, title }] : []
})

export const answerMessage = form<OfficerWork, ReturnType<typeof fieldsOf>, Loaded>({
  fields: fieldsOf,
  load: async (work, ask) => {
    const loaded = await loadCase(work, ask)
    if ('kind' in loaded) return loaded
    const [pages, candidates] = [await pagesOf(work, loaded.theCase.id), await candidatesOf(work, loaded.theCase.id)]
    const readers = candidates.filter(one => pages.some(page => page.personId === one.personId))
    return readers.length === 0 ? seeOther(`/cases/${loaded.theCase.reference}/own-page`) : { ...loaded, readers, asked: await askedOn(work, loaded.theCase.id), messages: await messagesOf(work, loaded.theCase.id) }
  },
  start: ({ readers, messages }) => ({ personId: messages.find(one => one.direction === 'in')?.personId ?? readers[0]?.personId ?? '' }),
  act: async (work, { theCase, readers, asked }, { personId, message, answers }) => {
    const reader = readers.find(one => one.personId === personId)
    const to = reader === undefined ? undefined : await addresseeOf(work, reader.personId)
    if (to === undefined) return problems({ field: 'personId', text: 'Select who it is for' })
    const named = await namedToPerson(work, theCase.id, { message })
    if (named.length > 0) return problems({ field: 'message', text: 'This names or describes somebody said to be responsible, or gives their address. Take it out: the person harmed must never read it from us' })
    await insertEntry(work, theCase.id, { kind: 'message', direction: 'out', personId, happenedAt: work.now, summary: 'Message to the person harmed', body: message, visibility: 'public' })
    await writeMessage(work, to, { purpose: 'a message waits', subject: words.en.noticeSubject, body: words.en.noticeMessage }, { caseId: theCase.id, reportId: null, agencyId: theCase.leadAgencyId })
    await settle(work, 'message to answer', theCase.id, 'answered on their own page')
    for (const { aboutKind, aboutId } of asked.filter(one => answers.includes(one.aboutId))) await settleAbout(work, aboutKind, aboutId, 'answered on their own page')
    await touchContact(work, theCase.id, work.now)
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, readers, asked, messages }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Write to the person harmed' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Write to the person harmed on {theCase.reference}</h1>
      <InsetText text="It waits on their own page. We send them only that there is a message, by a safe means. Never name or describe an alleged perpetrator." />
      <Form action={action} csrf={csrf} once={once} keep={`answer-${theCase.reference}`}>
        <ChoiceField name="personId" label="Who is it for?" state={state} choices={readers.map(({ personId, name }) => ({ value: personId, text: name }))} />
        <TextArea name="message" label="Your message" rows={8} maxLength={10_000} state={state} />
        {asked.length === 0 ? null : <ChoicesField name="answers" label="What does this answer?" hint="What you tick is done. Leave the rest" state={state} choices={asked.map(({ aboutId, title }) => ({ value: aboutId, text: title }))} />}
        <SubmitButton text="Send" />
      </Form>
      <h2 class="govuk-heading-m">So far</h2>
      {messages.length === 0 ? <p class="govuk-body">No messages yet.</p> : (
        <ul class="govuk-list govuk-list--spaced">
          {messages.map(one => <li><strong>{one.direction === 'in' ? readers.find(reader => reader.personId === one.personId)?.name ?? 'Person harmed' : one.enteredAs}</strong>, {sayMoment(one.happenedAt)}<br /><span class="amity-as-typed">{one.body}</span></li>)}
        </ul>
      )}
    </OfficerPage>
  ),
})
