// Closes a case, or asks a manager to where that is needed: what the person harmed said first, then risk, reason and words.
import type { OfficerWork } from '#db/work.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { londonMoment } from '#kernel/time.ts'
import { CHANGED, changeCase, insertEntry, loadOpen, namedToPerson, SeenVersion, seenVersion, unchanged, type Seen } from '#rooms/cases/index.ts'
import { note } from '#rooms/diary/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { CLOSE_REASONS, neededBecause, VERDICTS, whatIsLeftToTry, whyNotClose, type Closing, type CloseReason, type Verdict } from './closing-rules.ts'
import { insertClosing, openClosing } from './closing-store.ts'
import { endCase } from './end-case.ts'
import { reachOf, type Reach } from './reaching.ts'

const SAYS: Readonly<Record<Verdict, string>> = { 'yes': 'Yes', 'partly': 'Partly', 'no': 'No', 'could not reach': 'We could not reach them', 'not asked': 'Not asked' }
const fields = {
  ...seenVersion,
  verdict: choice(VERDICTS, { empty: 'Select what the person harmed said' }),
  reason: choice(CLOSE_REASONS, { empty: 'Select why the case is closing' }),
  summary: words({ empty: 'Enter what was done', max: 4000, called: 'What was done' }),
}
type Loaded = Seen & { readonly reach: Reach }
type Values = { readonly verdict: Verdict; readonly reason: CloseReason; readonly summary: string }

/** The case as the closing rules look at it. */
export const closingOf = (work: OfficerWork, { theCase }: Pick<Seen, 'theCase'>, reach: Reach, { verdict, reason }: Pick<Values, 'verdict' | 'reason'>): Closing => ({
  verdict, reason, riskBand: theCase.riskBand, riskReviewDueOn: theCase.riskReviewDueOn, today: work.today, somebodyToAsk: reach.contacts.length > 0, reaching: reach.reaching, isOffered: theCase.offeredToAgencyId !== null,
})

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const seen = await loadOpen(work, ask)
  if ('kind' in seen) return seen
  if (await openClosing(work, seen.theCase.id) !== undefined) return seeOther(`/cases/${seen.theCase.reference}#closing`)
  return { ...seen, reach: await reachOf(work, seen.theCase) }
}

const askForYes = async (work: OfficerWork, { theCase }: Loaded, values: Values, because: string): Promise<boolean> => {
  if (!await changeCase(work, theCase, { stage: 'closing' })) return false
  await insertClosing(work, { caseId: theCase.id, verdict: values.verdict, reason: values.reason, summary: values.summary, neededBecause: because, stageBefore: theCase.stage })
  await insertEntry(work, theCase.id, { kind: 'closing', happenedAt: work.now, summary: 'Asked a manager to agree to closing', body: `Needed because ${because}. Reason: ${values.reason}.`, visibility: 'staff' })
  await note(work, {
    kind: 'closing answer', title: 'Answer a request to close', dueAt: londonMoment(addWorkingDays(work.today, 2), '23:59') ?? work.now,
    because: `A manager must agree, because ${because}`.slice(0, 400), caseId: theCase.id, officerId: null, agencyId: theCase.leadAgencyId,
  })
  return true
}

export const closeCase = form<OfficerWork, typeof fields, Loaded>({
  fields, rules: [unchanged], load,
  act: async (work, loaded, values, ask) => {
    const closing = closingOf(work, loaded, loaded.reach, values)
    const why = whyNotClose(closing)
    if (why !== undefined) return problems(why)
    const named = await namedToPerson(work, loaded.theCase.id, { summary: values.summary })
    if (named.length > 0) return problems(...named)
    const because = neededBecause(closing)
    const done = because === undefined
      ? await endCase(work, loaded.theCase, { ...values, closedBy: work.actor.officerId, approvedBy: null }, ask.baseUrl)
      : await askForYes(work, loaded, values, because)
    if (!done) return problems(CHANGED)
    return seeOther(`/cases/${loaded.theCase.reference}${because === undefined ? '' : '#closing'}`, { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: view => <ClosePage {...view} />,
})

const ClosePage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => {
  const { theCase, reach } = loaded
  const left = whatIsLeftToTry(reach.reaching)
  return (
    <OfficerPage frame={{ ...frame, title: 'Close the case' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Close {theCase.reference}</h1>
      <InsetText text="Ask the person harmed first. Their answer is counted, and nobody answers for them." />
      <Form action={action} csrf={csrf} once={once} keep={`close-${theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        <ChoiceField name="verdict" label="Is it resolved, in the words of the person harmed?" state={state} choices={VERDICTS.map(value => ({ value, text: SAYS[value], ...hintOf(value, left) }))} />
        {reach.reaching.letter === 'not sent' ? <p class="govuk-body"><a class="govuk-link" href={`/cases/${theCase.reference}/last-letter`}>Send the last letter</a></p> : null}
        <SelectField name="reason" label="Why is it closing?" empty="Choose" options={CLOSE_REASONS.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} state={state} />
        <TextArea name="summary" label="What was done" hint="The person harmed reads this. How to come back is added for you" maxLength={4000} state={state} />
        <p class="govuk-body">When the risk is high, or the person harmed says no or partly, this asks a manager to agree. The case stays open until somebody else has.</p>
        <SubmitButton text="Close the case" look="warning" />
      </Form>
    </OfficerPage>
  )
}

const hintOf = (value: Verdict, left: string | undefined): { hint?: string } => {
  if (value === 'could not reach') return { hint: left === undefined ? 'Every attempt has been made' : `Not yet. ${left}` }
  return value === 'not asked' ? { hint: 'Only when there is nobody we know to ask, or they have died' } : {}
}
