// Assesses the risk with the person: the questions in force today, what forces High, and when to ask again.
import type { OfficerWork } from '#db/work.ts'
import { addDays, londonMoment, sayDate } from '#kernel/time.ts'
import { CHANGED, insertEntry, loadOpen, recordRisk, SeenVersion, seenVersion, type Seen } from '#rooms/cases/index.ts'
import { note, settle } from '#rooms/diary/index.ts'
import { readSetting, RISK_REVIEW_DAYS } from '#rooms/partnership/index.ts'
import { ChoiceField, ChoicesField, Form, SubmitButton, TextArea, YesNoField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, choices, optionalWords, yesNo, type Field, type Fields } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { FORCES, MATRICES, type Force, type Matrix } from './matrix.ts'
import { matrixOn, scoreRisk, whyNotLower } from './risk-rules.ts'
import { insertAssessment, latestForces } from './risk-store.ts'

type Loaded = Seen & { readonly matrix: Matrix }

const fieldsOf = ({ matrix }: Loaded) => ({
  ...seenVersion,
  ...Object.fromEntries(matrix.questions.map(({ code, asks, answers }): [string, Field<unknown>] => [code, choice(answers.map((_, at) => String(at)), { empty: `Select an answer to “${asks}”` })])),
  forced: choices(FORCES), withThem: yesNo({ empty: 'Select whether you asked the person' }), reason: optionalWords({ max: 4000, called: 'What they said' }),
})

const isForce = (value: string): value is Force => FORCES.some(force => force === value)

export const assessRisk = form<OfficerWork, Fields, Loaded>({
  fields: fieldsOf,
  load: async (work, ask) => {
    const seen = await loadOpen(work, ask)
    return 'kind' in seen ? seen : { ...seen, matrix: matrixOn(MATRICES, work.today) }
  },
  rules: [({ seen }, { loaded }) => seen === loaded.theCase.version ? undefined : CHANGED],
  act: async (work, { theCase, matrix }, values) => {
    const answers = Object.fromEntries(matrix.questions.map(({ code }) => [code, Number(values[code])]))
    const forced = Array.isArray(values['forced']) ? values['forced'].filter(value => typeof value === 'string').filter(isForce) : []
    const { score, band, because } = scoreRisk(matrix, answers, forced)
    const days = (await readSetting(work, RISK_REVIEW_DAYS))[band]
    const reviewDueOn = addDays(work.today, days)
    const reason = typeof values['reason'] === 'string' ? values['reason'] : ''
    const why = whyNotLower(await latestForces(work, theCase.id), band, work.may('lower a forced risk'), reason)
    if (why !== undefined) return problems({ field: work.may('lower a forced risk') ? 'reason' : 'forced', text: why })
    await insertAssessment(work, { caseId: theCase.id, matrixVersion: matrix.version, answers, score, band, forcedBy: forced, reason, withThePerson: values['withThem'] === true, reviewDueOn, because })
    await recordRisk(work, theCase, { band, score, reviewDueOn })
    await insertEntry(work, theCase.id, { kind: 'risk', happenedAt: work.now, summary: `Risk assessed: ${band}`, body: `${because} ${reason}`.trim(), visibility: 'staff' })
    await settle(work, 'risk assessment', theCase.id, because)
    await note(work, { kind: 'risk assessment', title: 'Review the risk', dueAt: londonMoment(reviewDueOn, '23:59') ?? work.now, because: `${days} days after an assessment of ${band}, by ${sayDate(reviewDueOn)}`, caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, loaded: { theCase, matrix }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Assess the risk' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">Assess the risk on {theCase.reference}</h1>
      <InsetText text={`Ask these with the person. Version ${matrix.version}. ${matrix.source}.`} />
      <Form action={action} csrf={csrf} once={once} keep={`risk-${theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        {matrix.questions.map(({ code, asks, answers }) => <ChoiceField name={code} label={asks} state={state} choices={answers.map(({ says }, at) => ({ value: String(at), text: says }))} />)}
        <ChoicesField name="forced" label="Does any of these apply?" hint="Any one makes the risk high, whatever the score" state={state} choices={FORCES.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
        <YesNoField name="withThem" label="Did you ask the person themselves?" state={state} />
        <TextArea name="reason" label="What they said, and your judgement (optional)" maxLength={4000} state={state} />
        <SubmitButton text="Save the assessment" />
      </Form>
    </OfficerPage>
  ),
})
