// Assesses the risk with the person: the questions in force today, what forces High, and when to ask again.
import type { OfficerWork } from '#db/work.ts'
import { addDays, londonMoment, sayDate } from '#kernel/time.ts'
import { CHANGED, insertEntry, loadOpen, recordRisk, SeenVersion, seenVersion, type Case, type Seen } from '#rooms/cases/index.ts'
import { note, settle } from '#rooms/diary/index.ts'
import { managersOf, readSetting, RISK_REVIEW_DAYS } from '#rooms/partnership/index.ts'
import { ChoiceField, ChoicesField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, choices, optionalWords, type Field, type Fields } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import type { Matrix } from './matrix.ts'
import { matrixOn, scoreRisk, whyNotLower } from './risk-rules.ts'
import { insertAssessment, latestForces, matricesOf } from './risk-store.ts'

type Loaded = Seen & { readonly matrix: Matrix }

const fieldsOf = ({ matrix }: Loaded) => ({
  ...seenVersion,
  ...Object.fromEntries(matrix.questions.map(({ code, asks, answers }): [string, Field<unknown>] => [code, choice(answers.map((_, at) => String(at)), { empty: `Select an answer to “${asks}”` })])),
  forced: choices(matrix.forces), how: choice(HOW, { empty: 'Select how you asked them' }), agreed: choice(AGREED, { empty: 'Select whether they see it the same way' }),
  words: optionalWords({ max: 4000, called: 'What they said' }), reason: optionalWords({ max: 4000, called: 'Your judgement' }),
})

const HOW = ['in person', 'by phone', 'by video', 'in writing', 'through someone else', 'not asked'] as const
const AGREED = ['yes', 'no', 'not asked'] as const

export const assessRisk = form<OfficerWork, Fields, Loaded>({
  fields: fieldsOf,
  load: async (work, ask) => {
    const seen = await loadOpen(work, ask)
    return 'kind' in seen ? seen : { ...seen, matrix: matrixOn(await matricesOf(work), work.today) }
  },
  rules: [
    ({ seen }, { loaded }) => seen === loaded.theCase.version ? undefined : CHANGED,
    ({ how, reason }) => how === 'not asked' && reason === '' ? { field: 'reason', text: 'Enter why the person was not asked' } : undefined,
  ],
  act: async (work, { theCase, matrix }, values) => {
    const answers = Object.fromEntries(matrix.questions.map(({ code }) => [code, Number(values[code])]))
    const forced = Array.isArray(values['forced']) ? values['forced'].filter(value => typeof value === 'string') : []
    const { score, band, because } = scoreRisk(matrix, answers, forced)
    const days = (await readSetting(work, RISK_REVIEW_DAYS))[band]
    const reviewDueOn = addDays(work.today, days)
    const reason = typeof values['reason'] === 'string' ? values['reason'] : ''
    const [how, agreed] = [choiceOf(HOW, values['how']), values['agreed']]
    const mayLower = work.may('lower a forced risk') && theCase.leadOfficerId !== work.actor.officerId
    const why = whyNotLower(await latestForces(work, theCase.id), band, mayLower, reason)
    if (why !== undefined) return problems({ field: mayLower ? 'reason' : 'forced', text: why })
    await insertAssessment(work, { caseId: theCase.id, matrixVersion: matrix.version, answers, score, band, forcedBy: forced, reason, how, withThePerson: how !== 'not asked', personAgreed: agreed === 'not asked' ? null : agreed === 'yes', theirWords: typeof values['words'] === 'string' ? values['words'] : '', reviewDueOn, because })
    await recordRisk(work, theCase, { band, score, reviewDueOn })
    await insertEntry(work, theCase.id, { kind: 'risk', happenedAt: work.now, summary: `Risk assessed: ${band}`, body: `${because} ${reason}`.trim(), visibility: 'staff' })
    await settle(work, 'risk assessment', theCase.id, because)
    if (band === 'high' && theCase.riskBand !== 'high') await tellManager(work, theCase, because)
    await note(work, { kind: 'risk assessment', title: 'Review the risk', dueAt: londonMoment(reviewDueOn, '23:59') ?? work.now, because: `${days} days after an assessment of ${band}, by ${sayDate(reviewDueOn)}`, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
    return seeOther(`/cases/${theCase.reference}#risk`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, loaded: { theCase, matrix }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Assess the risk' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Assess the risk on {theCase.reference}</h1>
      <InsetText text={`Ask these with the person. Version ${matrix.version}. ${matrix.source}.`} />
      <Form action={action} csrf={csrf} once={once} keep={`risk-${theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        {matrix.questions.map(({ code, asks, answers }) => <ChoiceField name={code} label={asks} state={state} choices={answers.map(({ says }, at) => ({ value: String(at), text: says }))} />)}
        <ChoicesField name="forced" label="Does any of these apply?" hint="Any one makes the risk high, whatever the score" state={state} choices={matrix.forces.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
        <SelectField name="how" label="How did you ask them?" empty="Choose" options={HOW.map(value => ({ value, text: value }))} state={state} />
        <TextArea name="words" label="What did they say about how safe they feel? (optional)" hint="In their words" rows={3} maxLength={4000} state={state} />
        <ChoiceField name="agreed" label="Do they see it the same way?" inline state={state} choices={AGREED.map(value => ({ value, text: value }))} />
        <TextArea name="reason" label="Your judgement (optional)" rows={3} maxLength={4000} state={state} />
        <SubmitButton text="Save the assessment" />
      </Form>
    </OfficerPage>
  ),
})

const choiceOf = (list: typeof HOW, value: unknown): (typeof HOW)[number] => list.find(one => one === value) ?? 'not asked'

/** A risk that has become high is a manager's business the same day. */
const tellManager = async (work: OfficerWork, theCase: Case, because: string): Promise<void> => {
  const manager = (await managersOf(work, theCase.leadAgencyId, 'approve a closure')).find(({ id }) => id !== theCase.leadOfficerId)
  await note(work, {
    kind: 'manager review', title: 'The risk is high: look at it today', dueAt: londonMoment(work.today, '23:59') ?? work.now, because: `The same day. ${because}`,
    caseId: theCase.id, officerId: manager?.id ?? null, agencyId: theCase.leadAgencyId,
  })
}
