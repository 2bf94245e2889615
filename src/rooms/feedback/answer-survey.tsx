// The survey itself: by its private link, or asked over the telephone by somebody who did not lead the case.
import type { OfficerWork, PublicWork, Work } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { saySafeContact } from '#rooms/people/index.ts'
import { ChoiceField, Form, SubmitButton, TextArea, type FormState } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage, PublicPage } from '#ui/page.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { digestOf } from '#web/csrf.ts'
import { choice, optionalWords, yesNo, type Field, type Fields } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { surveyAnswered } from './events.ts'
import { HANDLING, SCALE, surveyForm, type Satisfaction, type SurveyForm } from './survey-questions.ts'
import { keepAnswer, openSurvey, surveyToAsk } from './survey-store.ts'
import { words } from './words.ts'

const w = words.en
const fieldsOf = ({ survey }: { readonly survey: SurveyForm }): Fields => ({
  ...Object.fromEntries(survey.questions.map(({ code, asks }): [string, Field<Satisfaction>] => [code, choice(SCALE, { empty: `${w.choose} “${asks}”` })])),
  comment: optionalWords({ max: 4000, called: 'What you want to tell us' }), known: yesNo({ empty: w.knownEmpty }),
})

const isSatisfaction = (value: unknown): value is Satisfaction => SCALE.some(one => one === value)

/** Keeps the answers and says so to whoever acts on them. Undefined when the survey is no longer open. */
const answered = async (work: Work, survey: SurveyForm, values: Readonly<Record<string, unknown>>, how: { surveyId: string; tokenHash: string | null; by: 'link' | 'telephone' }): Promise<string | undefined> => {
  const answers: Record<string, Satisfaction> = {}
  for (const { code } of survey.questions) { const value = values[code]; if (isSatisfaction(value)) answers[code] = value }
  const comment = typeof values['comment'] === 'string' ? values['comment'] : ''
  const id = await keepAnswer(work, { ...how, isKnown: values['known'] === true, questions: survey.questions, answers, comment, handling: answers[HANDLING] ?? 'not applicable' })
  if (id !== undefined) await work.announce(surveyAnswered, { answerId: id })
  return id
}

const Questions = ({ survey, state }: { readonly survey: SurveyForm; readonly state: FormState }): Html => (
  <>
    {survey.questions.map(({ code, asks }) => <ChoiceField name={code} label={asks} state={state} choices={SCALE.map(value => ({ value, text: w[value] }))} />)}
    <TextArea name="comment" label={w.comment} hint={w.commentHint} maxLength={4000} state={state} />
    <ChoiceField name="known" label={w.known} state={state} choices={[{ value: 'yes', text: w.knownYes, hint: w.knownYesHint }, { value: 'no', text: w.knownNo, hint: w.knownNoHint }]} />
  </>
)

/** Used, ended and never sent look alike. */
const gone = (ask: Ask): Answer => page(
  <PublicPage frame={{ ...ask.frame, title: w.gone }}>
    <h1 class="govuk-heading-l">{w.gone}</h1>
    <p class="govuk-body">{w.goneText}</p>
    <p class="govuk-body">{w.again} <a class="govuk-link" href="/report">{w.againLink}</a></p>
  </PublicPage>, { status: 404 },
)

type ByLink = { readonly survey: SurveyForm; readonly surveyId: string; readonly tokenHash: string }

export const answerByLink = form<PublicWork, Fields, ByLink>({
  fields: fieldsOf,
  load: async (work, ask) => {
    const tokenHash = digestOf(ask.params['token'] ?? '')
    const found = await openSurvey(work, tokenHash)
    const survey = found === undefined ? undefined : surveyForm(found.formVersion)
    return found === undefined || survey === undefined ? gone(ask) : { survey, surveyId: found.id, tokenHash }
  },
  act: async (work, { survey, surveyId, tokenHash }, values, ask) =>
    await answered(work, survey, values, { surveyId, tokenHash, by: 'link' }) === undefined ? gone(ask) : seeOther('/survey-answered'),
  show: ({ loaded: { survey }, state, frame, action, csrf, once }) => (
    <PublicPage frame={{ ...frame, title: w.title }} state={state}>
      <h1 class="govuk-heading-l">{w.title}</h1>
      <p class="govuk-body">{w.intro}</p>
      <Form action={action} csrf={csrf} once={once}>
        <Questions survey={survey} state={state} />
        <SubmitButton text={w.send} />
      </Form>
    </PublicPage>
  ),
})

export const thanks = (_work: PublicWork, ask: Ask): Promise<Answer> => Promise.resolve(page(
  <PublicPage frame={{ ...ask.frame, title: w.thanks }}>
    <h1 class="govuk-heading-l">{w.thanks}</h1>
    <p class="govuk-body">{w.thanksText}</p>
    <p class="govuk-body">{w.again} <a class="govuk-link" href="/report">{w.againLink}</a></p>
  </PublicPage>,
))

type Ringing = { readonly survey: SurveyForm; readonly asked: NonNullable<Awaited<ReturnType<typeof surveyToAsk>>> }

export const askByTelephone = form<OfficerWork, Fields, Ringing>({
  fields: fieldsOf,
  load: async (work, ask) => {
    const id = ask.params['id'] ?? ''
    const asked = looksLikeId(id) ? await surveyToAsk(work, id) : undefined
    const survey = asked === undefined ? undefined : surveyForm(asked.formVersion)
    if (asked === undefined || survey === undefined) return notThere
    if (asked.leadOfficerId === work.actor.officerId) return refused('Somebody who did not lead the case asks: people answer more freely. Ask a colleague to ring them.')
    return { survey, asked }
  },
  act: async (work, { survey, asked }, values) =>
    await answered(work, survey, values, { surveyId: asked.id, tokenHash: null, by: 'telephone' }) === undefined
      ? problems({ field: 'known', text: 'They have answered meanwhile, or the survey has ended. Nothing was kept from this page' }) : seeOther('/surveys'),
  show: ({ loaded: { survey, asked }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Ask by telephone' }} state={state} narrow back={{ href: '/surveys' }}>
      <h1 class="govuk-heading-l">Ask {asked.givenName} {asked.familyName} how we did</h1>
      <InsetText html={<><strong>{asked.safeMeans.includes('phone') ? asked.phone ?? 'No telephone number' : 'Do not telephone'}</strong>. {saySafeContact(asked)}</>} />
      <p class="govuk-body">Say who you are and that you did not work on it. They do not have to answer. Read the questions as they stand.</p>
      <Form action={action} csrf={csrf} once={once} keep={`survey-${asked.id}`}>
        <Questions survey={survey} state={state} />
        <SubmitButton text="Keep their answers" />
      </Form>
    </OfficerPage>
  ),
})
