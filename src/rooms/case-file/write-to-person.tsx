// An officer writes to somebody harmed or reporting: by a means that is safe, in words that give nothing away to whoever sees the screen.
import type { OfficerWork } from '#db/work.ts'
import { contactsOf, insertEntry, loadToAdd, namedToPerson, type Case, type Contact } from '#rooms/cases/index.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import { MESSAGE_TEMPLATES, readSetting, type MessageTemplates } from '#rooms/partnership/index.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import { ChoiceField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { Details } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'

const fields = { personId: words({ empty: 'Select whom you write to', max: 40, called: 'The person' }), body: words({ empty: 'Enter your message', max: 4000, called: 'Your message' }) }
type Loaded = { readonly theCase: Case; readonly contacts: readonly Contact[]; readonly templates: MessageTemplates; readonly officerName: string }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadToAdd(work, ask)
  if ('kind' in found) return found
  return found.late ? seeOther(`/cases/${found.theCase.reference}`) : { theCase: found.theCase, contacts: await contactsOf(work, found.theCase.id), templates: await readSetting(work, MESSAGE_TEMPLATES), officerName: work.actor.officerName }
}
const nameOf = ({ givenName, familyName }: Contact): string => `${givenName} ${familyName}`.trim()
const LEFT = /\{[a-z ]+\}/

export const writeToPerson = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  start: ({ contacts, templates, officerName }, ask, work) => {
    const [only] = contacts.length === 1 ? contacts : []
    const template = templates.find(({ name }) => name === textOf(ask.query, 'template'))
    const agency = work.partnership.agencyName ?? work.partnership.name
    return { personId: only?.personId ?? '', body: (template?.text ?? '').replaceAll('{name}', only?.givenName ?? '{name}').replaceAll('{officer}', officerName).replaceAll('{agency}', agency).replaceAll('{phone}', work.partnership.phone ?? '{phone}') }
  },
  act: async (work, { theCase, contacts }, { personId, body }) => {
    const contact = contacts.find(one => one.personId === personId)
    if (contact === undefined) return problems({ field: 'personId', text: 'Select whom you write to' })
    const left = LEFT.exec(body)?.[0]
    if (left !== undefined) return problems({ field: 'body', text: `Put the right words in place of ${left}` })
    const named = await namedToPerson(work, theCase.id, { body })
    if (named.length > 0) return problems(...named)
    const written = await writeMessage(work, contact, { purpose: 'letter', subject: 'A message for you', body }, { caseId: theCase.id, reportId: null, agencyId: theCase.leadAgencyId })
    if (written.state === 'withheld') return problems({ field: 'personId', text: `There is no safe way to write to ${nameOf(contact)}. ${saySafeContact(contact)} Nothing has been sent` })
    await insertEntry(work, theCase.id, { kind: written.means === 'post' ? 'letter' : written.means, direction: 'out', happenedAt: work.now, summary: `Wrote to ${nameOf(contact)}`, body, visibility: 'public', personId: contact.personId })
    return seeOther(`/cases/${theCase.reference}#messages`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, contacts, templates }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Write to somebody' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#messages` }}>
      <h1 class="govuk-heading-l">Write to somebody on {theCase.reference}</h1>
      {contacts.length === 0 ? <p class="govuk-body">There is nobody on this case we may write to.</p> : (
        <>
          {templates.length === 0 ? null : <p class="govuk-body">Begin with: {templates.map(({ name }, at) => <>{at === 0 ? '' : ' · '}<a class="govuk-link" href={`${action}?template=${encodeURIComponent(name)}`}>{name}</a></>)}</p>}
          <Form action={action} csrf={csrf} once={once} keep={`write-${theCase.reference}`}>
            <ChoiceField name="personId" label="To whom?" state={state} choices={contacts.map(contact => ({ value: contact.personId, text: nameOf(contact), hint: saySafeContact(contact) }))} />
            <TextArea name="body" label="Your message" hint="It goes as it stands here. A text shows on a locked phone: say nothing in it that would put them at risk, and never name an alleged perpetrator." rows={10} maxLength={4000} state={state} />
            <SubmitButton text="Send it" />
          </Form>
        </>
      )}
      {Details({ summaryText: 'How it goes', text: 'By the first of email, text and post that they called safe. It is checked again the moment it leaves. The subject says only “A message for you”. A letter waits under Messages to be printed.' })}
    </OfficerPage>
  ),
})
