// Sends the last letter to somebody nobody could reach, and gives them working days to answer.
import type { OfficerWork } from '#db/work.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { londonMoment, sayDay, type Day } from '#kernel/time.ts'
import { CHANGED, changeCase, insertEntry, loadOpen, namedToPerson, SeenVersion, seenVersion, unchanged, type Seen } from '#rooms/cases/index.ts'
import { note } from '#rooms/diary/index.ts'
import { writeMessage } from '#rooms/letters/index.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { insertLastLetter } from './closing-store.ts'
import { reachOf, type Reach } from './reaching.ts'

const fields = { ...seenVersion, body: words({ empty: 'Enter what the letter says', max: 4000, called: 'The letter' }) }
type Loaded = Seen & { readonly reach: Reach; readonly answerBy: Day }

const whyNotWrite = ({ reaching, contacts, toWriteTo }: Reach): string | undefined => {
  if (reaching.days < reaching.rule.attempts) return `Try to reach them on ${reaching.rule.attempts} different days first: ${reaching.days} so far`
  if (reaching.letter === 'running') return 'A last letter has gone, and they may still answer it'
  if (contacts.length === 0) return 'There is nobody we know to write to'
  return toWriteTo.length === 0 ? 'There is no safe way to write to them. You can ask a manager to agree to closing without a last letter' : undefined
}

export const sendLastLetter = form<OfficerWork, typeof fields, Loaded>({
  fields, rules: [unchanged],
  load: async (work, ask) => {
    const seen = await loadOpen(work, ask)
    if ('kind' in seen) return seen
    const reach = await reachOf(work, seen.theCase)
    return { ...seen, reach, answerBy: addWorkingDays(work.today, reach.reaching.rule.workingDays) }
  },
  start: ({ theCase, answerBy }, _ask, { partnership }) => ({
    body: `We have tried to reach you about what you reported to us (reference ${theCase.reference}) and have not been able to.\n\nPlease tell us by ${sayDay(answerBy)} whether it is still happening${partnership.phone === null ? '' : `. You can call us on ${partnership.phone}`}. If we do not hear from you by then we will close the case. You can always come back to us: we will then open a new case and link it to this one.`,
  }),
  act: async (work, { theCase, reach, answerBy }, { body }) => {
    const why = whyNotWrite(reach)
    if (why !== undefined) return problems({ field: 'body', text: why })
    const named = await namedToPerson(work, theCase.id, { body })
    if (named.length > 0) return problems(...named)
    if (!await changeCase(work, theCase, { changedAt: work.now })) return problems(CHANGED)
    let sentTo = 0
    for (const contact of reach.toWriteTo) {
      const written = await writeMessage(work, contact, { purpose: 'last letter', subject: 'Please get in touch with us', body }, { caseId: theCase.id, reportId: null, agencyId: theCase.leadAgencyId })
      if (written.state !== 'withheld') sentTo += 1
    }
    if (sentTo === 0) return problems({ field: 'body', text: 'There is no safe way to write to them. You can ask a manager to agree to closing without a last letter' })
    await insertLastLetter(work, { caseId: theCase.id, body, answerBy, sentTo })
    await insertEntry(work, theCase.id, { kind: 'letter', happenedAt: work.now, summary: `Last letter sent: answer by ${sayDay(answerBy)}`, body, visibility: 'public' })
    await note(work, {
      kind: 'last letter', title: 'The last letter: close the case if nobody has answered', dueAt: londonMoment(answerBy, '23:59') ?? work.now,
      because: `${reach.reaching.rule.workingDays} working days to answer the last letter, until ${sayDay(answerBy)}`, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId,
    })
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Send the last letter' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}/close` }}>
      <h1 class="govuk-heading-l">Send the last letter on {loaded.theCase.reference}</h1>
      {loaded.reach.contacts.map(contact => <InsetText html={<><strong>{contact.givenName} {contact.familyName}:</strong> {saySafeContact(contact)}</>} />)}
      <p class="govuk-body">Tried on {loaded.reach.reaching.days} different days, by {loaded.reach.reaching.means} means, since they were last reached. They may answer until the end of {sayDay(loaded.answerBy)}.</p>
      <Form action={action} csrf={csrf} once={once} keep={`last-letter-${loaded.theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        <TextArea name="body" label="The letter" rows={10} maxLength={4000} state={state} />
        <SubmitButton text="Send it" />
      </Form>
    </OfficerPage>
  ),
})
