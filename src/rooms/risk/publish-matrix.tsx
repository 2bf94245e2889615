// The risk matrix in force and those before and to come; an administrator publishes the next version, dated.
import type { OfficerWork } from '#db/work.ts'
import { day, sayDate } from '#kernel/time.ts'
import { Form, HiddenField, SubmitButton, TextArea, TextField, DateField, valueOf } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { date, optionalWords, wholeNumber, words, type Field, type Fields } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { largestScore, type Matrix, type Question } from './matrix.ts'
import { answersAsText, readAnswers } from './matrix-text.ts'
import { matrixOn } from './risk-rules.ts'
import { matricesOf, publishMatrix } from './risk-store.ts'

const LONGEST_MATRIX = 30
const SPARE = 3
const runs = (work: OfficerWork): boolean => work.partnership.triageAgencyId === work.actor.agencyId
const bandFrom = (matrix: Matrix, wanted: string): number => matrix.bands.find(({ band }) => band === wanted)?.from ?? 0

export const seeMatrix = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const matrices = await matricesOf(work)
  const current = matrixOn(matrices, work.today)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Risk matrix' }} breadcrumbs={[{ text: 'Settings', href: '/settings' }]}>
      <h1 class="govuk-heading-l">Risk matrix</h1>
      {current.version === '1' ? <InsetText text={`${current.source}. Publish your own version, or the same one with the source you rely on.`} /> : <p class="govuk-body">Version {current.version}, from {sayDate(current.from)}. {current.source}</p>}
      <p class="govuk-body">High from {bandFrom(current, 'high')}, medium from {bandFrom(current, 'medium')}, of {largestScore(current)}. High whatever the score: {current.forces.join('; ')}.</p>
      <DataTable id="questions" caption="Questions in force" rows={current.questions} narrow="stack" columns={[
        { heading: 'Asked', rowHeader: true, cell: ({ asks }) => asks }, { heading: 'Answers and scores', cell: ({ answers }) => answers.map(({ says, scores }) => `${says} (${scores})`).join(', ') },
      ]} />
      <DataTable id="versions" caption="Versions" rows={matrices.toReversed()} narrow="stack" columns={[
        { heading: 'Version', rowHeader: true, cell: ({ version }) => version }, { heading: 'From', cell: ({ from }) => sayDate(from) }, { heading: 'Source', cell: ({ source }) => source },
        { heading: 'Now', cell: one => one === current ? 'in force' : one.from > work.today ? 'to come' : 'kept for what was assessed with it' },
      ]} />
      {runs(work) ? <p class="govuk-body"><a class="govuk-button" href="/risk-matrix/publish">Publish a new version</a></p> : null}
    </OfficerPage>,
  )
}

type Problem = { readonly field: string; readonly text: string }
type Loaded = { readonly latest: Matrix; readonly slots: readonly (Question | undefined)[] }
const askedName = (at: number) => `asks-${at + 1}`
const answersName = (at: number) => `answers-${at + 1}`

const fieldsOf = ({ slots }: Loaded): Fields => ({
  seen: optionalWords(), startsOn: date({ empty: 'Enter the day it starts', called: 'The day it starts' }),
  mediumFrom: wholeNumber({ empty: 'Enter the score medium starts from', called: 'Medium', min: 1, max: 300 }), highFrom: wholeNumber({ empty: 'Enter the score high starts from', called: 'High', min: 2, max: 300 }),
  forces: optionalWords({ max: 2000, called: 'What forces high' }),
  source: words({ empty: 'Enter where it comes from', max: 500, called: 'Where it comes from' }), why: words({ empty: 'Enter why it changes', max: 1000, called: 'Why it changes' }),
  ...Object.fromEntries(slots.flatMap((_, at): readonly [string, Field<unknown>][] => [[askedName(at), optionalWords({ max: 300, called: `Question ${at + 1}` })], [answersName(at), optionalWords({ max: 2000, called: `Answers to question ${at + 1}` })]])),
})

const textIn = (values: Readonly<Record<string, unknown>>, name: string): string => typeof values[name] === 'string' ? values[name] : ''

/** A question keeps its code while it stays in its place, so that assessments before and after compare. */
const readQuestions = ({ slots }: Loaded, values: Readonly<Record<string, unknown>>): { readonly questions: readonly Question[]; readonly wrong: readonly Problem[] } => {
  const read = slots.map((slot, at): Question | Problem | undefined => {
    const [asks, answers] = [textIn(values, askedName(at)), textIn(values, answersName(at))]
    if (asks === '') return answers === '' ? undefined : { field: askedName(at), text: `Enter the question for the answers under ${at + 1}, or clear them` }
    const offered = readAnswers(asks, answers)
    return 'wrong' in offered ? { field: answersName(at), text: offered.wrong } : { code: slot?.code ?? `question-${at + 1}`, asks, answers: offered.answers }
  })
  return { questions: read.flatMap(one => one !== undefined && 'asks' in one ? [one] : []), wrong: read.flatMap(one => one !== undefined && 'field' in one ? [one] : []) }
}

const MEANWHILE = 'Somebody else has published a version since you opened this. What you typed is kept: read theirs beside this page first'

export const editMatrix = form<OfficerWork, Fields, Loaded>({
  fields: fieldsOf,
  load: async work => {
    if (!runs(work)) return refused('Only an administrator of the agency that runs the partnership may publish a risk matrix.')
    const latest = (await matricesOf(work)).toSorted((one, other) => Number(one.version) - Number(other.version)).at(-1)
    if (latest === undefined) throw new Error('There is no risk matrix')
    return { latest, slots: [...latest.questions, ...Array.from({ length: Math.min(SPARE, LONGEST_MATRIX - latest.questions.length) }, () => undefined)] }
  },
  start: ({ latest, slots }) => ({
    seen: latest.version, mediumFrom: String(bandFrom(latest, 'medium')), highFrom: String(bandFrom(latest, 'high')), forces: latest.forces.join('\n'), source: latest.version === '1' ? '' : latest.source,
    ...Object.fromEntries(slots.flatMap((slot, at) => slot === undefined ? [] : [[askedName(at), slot.asks], [answersName(at), answersAsText(slot.answers)]])),
  }),
  act: async (work, loaded, values) => {
    const { questions, wrong } = readQuestions(loaded, values)
    if (wrong.length > 0) return problems(...wrong)
    const startsOn = day(textIn(values, 'startsOn'))
    const [mediumFrom, highFrom] = [Number(values['mediumFrom']), Number(values['highFrom'])]
    if (questions.length === 0) return problems({ field: askedName(0), text: 'Enter at least one question' })
    if (startsOn < work.today) return problems({ field: 'startsOn', text: 'The day it starts must be today or later: what was assessed before stays as it was' })
    const largest = questions.reduce((sum, { answers }) => sum + Math.max(...answers.map(({ scores }) => scores)), 0)
    if (highFrom <= mediumFrom) return problems({ field: 'highFrom', text: 'High must start above medium' })
    if (highFrom > largest) return problems({ field: 'highFrom', text: `Nobody could score high: the most these answers come to is ${largest}` })
    const forces = [...new Set(textIn(values, 'forces').split('\n').map(line => line.trim()).filter(line => line !== ''))]
    if (values['seen'] !== loaded.latest.version) return problems({ field: 'seen', text: MEANWHILE })
    const kept = await publishMatrix(work, Number(loaded.latest.version) + 1, { startsOn, source: textIn(values, 'source'), why: textIn(values, 'why'), questions, forces, mediumFrom, highFrom })
    return kept ? seeOther('/risk-matrix', { about: { kind: 'risk matrix', id: String(Number(loaded.latest.version) + 1) } }) : problems({ field: 'seen', text: MEANWHILE })
  },
  show: ({ loaded: { slots }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Publish a risk matrix' }} state={state} breadcrumbs={[{ text: 'Risk matrix', href: '/risk-matrix' }]} narrow>
      <h1 class="govuk-heading-l">Publish a new version of the risk matrix</h1>
      <p class="govuk-body">A version cannot be changed once published: assessments must always show what they were asked with. To put something right, publish the next.</p>
      <Form action={action} csrf={csrf} once={once} keep="risk-matrix">
        <HiddenField name="seen" value={valueOf(state, 'seen')} />
        <DateField name="startsOn" label="First day it is asked" state={state} />
        <TextField name="source" label="Where it comes from" hint="The form or decision you rely on" state={state} />
        <TextField name="why" label="Why it changes" state={state} />
        <TextField name="mediumFrom" label="Medium from a score of" inputMode="numeric" width={3} state={state} />
        <TextField name="highFrom" label="High from a score of" inputMode="numeric" width={3} state={state} />
        <TextArea name="forces" label="High whatever the score" hint="One a line" rows={8} state={state} />
        {slots.map((slot, at) => (
          <>
            <TextField name={askedName(at)} label={`Question ${at + 1}${slot === undefined ? ' (optional)' : ''}`} {...(slot === undefined ? {} : { hint: 'Clear it and its answers to leave it out' })} state={state} />
            <TextArea name={answersName(at)} label={`Answers to question ${at + 1}`} hint="One a line with its score, like Most weeks = 3" rows={4} state={state} />
          </>
        ))}
        <SubmitButton text="Publish" />
      </Form>
    </OfficerPage>
  ),
})
