// Closes a case: what the person harmed said first, then risk, reason and, where it is needed, a manager's yes.
import type { OfficerWork } from '#db/work.ts'
import { cancelAll } from '#rooms/diary/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { caseAt } from './case-at.ts'
import { CLOSE_REASONS, VERDICTS, whyNotClose } from './case-rules.ts'
import { approvers, endCase, type Case } from './case-store.ts'
import { attemptDays, insertEntry } from './entry-store.ts'
import { caseClosed } from './events.ts'

const fields = {
  verdict: choice(VERDICTS, { empty: 'Select what the person harmed said' }),
  reason: choice(CLOSE_REASONS, { empty: 'Select why the case is closing' }),
  summary: words({ empty: 'Enter what was done and how to come back', max: 4000, called: 'What was done' }),
  approverId: optionalWords({ max: 60 }),
}
type Loaded = { readonly theCase: Case; readonly managers: readonly { readonly id: string; readonly name: string }[]; readonly attempts: number }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (theCase.status === 'closed' || theCase.status === 'merged') return seeOther(`/cases/${theCase.reference}`)
  return { theCase, managers: await approvers(work), attempts: await attemptDays(work, theCase.id) }
}

export const closeCase = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load,
  act: async (work, { theCase, managers, attempts }, { verdict, reason, summary, approverId }) => {
    const approver = managers.find(manager => manager.id === approverId)?.id ?? null
    const why = whyNotClose({ verdict, riskBand: theCase.riskBand, riskReviewDueOn: theCase.riskReviewDueOn, today: work.today, attemptDays: attempts, approverId: approver, closerId: work.actor.officerId })
    if (why !== undefined) return problems({ field: why.includes('agree') || why.includes('approves') ? 'approverId' : 'verdict', text: why })
    if (!await endCase(work, theCase, { verdict, reason, summary, approverId: approver })) return problems({ field: 'verdict', text: 'Somebody else has changed this case since you opened it. Look at it again before you close it' })
    await insertEntry(work, theCase.id, { kind: 'closing', happenedAt: work.now, summary: 'Case closed', body: summary, visibility: 'public' })
    await cancelAll(work, theCase.id, 'the case was closed')
    await work.announce(caseClosed, { caseId: theCase.id })
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, managers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Close the case' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Close {theCase.reference}</h1>
      <InsetText text="Ask the person harmed first. Their answer is counted, and nobody answers for them." />
      <Form action={action} csrf={csrf} once={once} keep={`close-${theCase.reference}`}>
        <ChoiceField name="verdict" label="Is it resolved, in the words of the person harmed?" state={state} choices={VERDICTS.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
        <SelectField name="reason" label="Why is it closing?" empty="Choose" options={CLOSE_REASONS.map(value => ({ value, text: value }))} state={state} />
        <TextArea name="summary" label="What was done, and how to come back" hint="The person harmed reads this" maxLength={4000} state={state} />
        <SelectField name="approverId" label="Manager who agrees" hint="Needed when the risk is high, or the person harmed says no or partly" empty="Nobody" options={managers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <SubmitButton text="Close the case" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
