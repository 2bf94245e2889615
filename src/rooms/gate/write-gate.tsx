// Writes an assessment of whether a tool is proportionate and fair to this person: the questions the case must answer, each time, as a new version.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, londonMoment, sayDay } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { stagesOf } from '#law/gate.ts'
import { GATE_ANSWERS, GATE_QUESTIONS, GATE_STAGES, type GateAnswer, type GateQuestion } from '#law/gate-questions.ts'
import { LADDER } from '#law/ladder.ts'
import type { Tool } from '#law/tool.ts'
import { insertEntry, type Case } from '#rooms/cases/index.ts'
import { note } from '#rooms/diary/index.ts'
import { loadToFinish, subjectWith, type FactRow } from '#rooms/subjects/index.ts'
import { ChoiceField, Form, SubmitButton, TextArea, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, type Field } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { answersIn, gateCase, GATE_VERSION, sayGate, unanswered } from './gate-rules.ts'
import { assessmentsOf, insertAssessment, type Assessment } from './gate-store.ts'

export type GateLoaded = { readonly theCase: Case; readonly tool: Tool; readonly subject: FactRow; readonly all: readonly Assessment[] }

const LONGEST = 4000
/** An answer in words and, where the question is one of yes or no, the choice beside it. Whether it must be there is the law's to say. */
const answer: Field<GateAnswer> = {
  read: (name, answers) => {
    const says = textOf(answers, name).trim()
    const chosen = GATE_ANSWERS.find(one => one === textOf(answers, `${name}-choice`))
    return says.length > LONGEST ? { ok: false, text: `Your answer must be ${LONGEST.toLocaleString('en-GB')} characters or fewer` } : { ok: true, value: { says, ...(chosen === undefined ? {} : { choice: chosen }) } }
  },
}
const ANSWERS: Readonly<Record<string, Field<GateAnswer>>> = Object.fromEntries(GATE_QUESTIONS.map(({ id }) => [id, answer]))
const fields = { stage: choice(GATE_STAGES, { empty: 'Select at which stage this is' }), ...ANSWERS }

export const loadGate = async (work: OfficerWork, ask: Ask): Promise<GateLoaded | Answer> => {
  const found = await loadToFinish(work, ask)
  if ('kind' in found) return found
  const tool = LADDER.find(({ id }) => id === ask.params['tool'])
  const subject = await subjectWith(work, found.theCase.id, ask.params['subject'] ?? '')
  if (tool === undefined || subject === undefined) return notThere
  return tool.gate ? { theCase: found.theCase, tool, subject, all: await assessmentsOf(work, found.theCase.id) } : refused(`${tool.name} asks for no assessment.`)
}

export const toolsPath = ({ theCase, subject }: Pick<GateLoaded, 'theCase' | 'subject'>): string => `/cases/${theCase.reference}/tools?subject=${subject.subjectId}`
export const gatePath = ({ theCase, tool, subject }: Pick<GateLoaded, 'theCase' | 'tool' | 'subject'>): string => `/cases/${theCase.reference}/gate/${tool.id}/${subject.subjectId}`
const isFor = ({ tool, subject }: GateLoaded) => (one: Assessment): boolean => one.tool === tool.id && one.subjectId === subject.subjectId

const isAnswer = (value: unknown): value is GateAnswer => typeof value === 'object' && value !== null && 'says' in value
/** The answers among a form's values, which also hold the stage. */
const given = (values: Readonly<Record<string, unknown>>): ReadonlyMap<string, GateAnswer> =>
  new Map(GATE_QUESTIONS.flatMap(({ id }): [string, GateAnswer][] => { const said = values[id]; return isAnswer(said) && (said.says !== '' || said.choice !== undefined) ? [[id, said]] : [] }))

const keep = async (work: OfficerWork, loaded: GateLoaded, stage: (typeof GATE_STAGES)[number], answers: ReadonlyMap<string, GateAnswer>): Promise<Answer> => {
  const { theCase, tool, subject } = loaded
  const assessment = await insertAssessment(work, theCase.id, { tool: tool.id, subjectId: subject.subjectId, stage, questions: GATE_VERSION, answers: Object.fromEntries(answers) })
  await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Proportionality assessed, ${stage}: ${tool.name}, ${subject.name}`.slice(0, 300), body: '', visibility: 'staff' })
  await note(work, {
    kind: 'legal', title: `Sign the proportionality assessment: ${tool.name}`.slice(0, 200), dueAt: londonMoment(addWorkingDays(work.today, 2), '23:59') ?? work.now, because: 'Somebody other than who wrote it signs, before the next step (Equality Act 2010 s149)',
    caseId: theCase.id, officerId: null, agencyId: theCase.leadAgencyId, aboutKind: 'gate assessment', aboutId: assessment,
  })
  return seeOther(`${gatePath(loaded)}/${assessment}`, { about: { kind: 'case', id: theCase.id } })
}

export const writeGate = form<OfficerWork, typeof fields, GateLoaded>({
  fields, load: loadGate,
  // What was said last time is a start: each answer is read again before it is given again.
  start: loaded => Object.fromEntries([...answersIn(loaded.all.find(isFor(loaded))?.answers)].flatMap(([id, { says, choice: chosen }]) => [[id, says], [`${id}-choice`, chosen ?? '']])),
  act: async (work, loaded, values) => {
    if (!stagesOf(loaded.tool).includes(values.stage)) return problems({ field: 'stage', text: `${loaded.tool.name} has no such stage` })
    const answers = given(values)
    const missing = unanswered(gateCase(loaded.tool.id, loaded.subject, values.stage, work.today, answers), work.today)
    return missing.length > 0 ? problems(...missing.map(({ id, sentence }) => ({ field: id, text: sentence }))) : keep(work, loaded, values.stage, answers)
  },
  show: view => <GatePage {...view} />,
})

const Question = ({ question: { id, says, kind, source, because }, state }: { readonly question: GateQuestion; readonly state: FormState }): Html => (
  <>
    {kind === 'yes, no or not known' ? <ChoiceField name={`${id}-choice`} label={says} hint={source} inline state={state} choices={GATE_ANSWERS.map(value => ({ value, text: value }))} /> : null}
    <TextArea name={id} label={kind === 'in words' ? says : `Say why: ${says.charAt(0).toLowerCase()}${says.slice(1)}`} hint={`${source}${because === undefined ? '' : `. Asked where ${because}`}`} rows={3} maxLength={LONGEST} state={state} />
  </>
)

const GatePage = ({ loaded, state, frame, action, csrf, once }: FormView<GateLoaded>): Html => {
  const before = loaded.all.filter(isFor(loaded))
  return (
    <OfficerPage frame={{ ...frame, title: 'Is it proportionate?' }} state={state} narrow back={{ href: toolsPath(loaded) }}>
      <h1 class="govuk-heading-l">Is it proportionate, and fair to {loaded.subject.name}?</h1>
      <p class="govuk-body">{loaded.tool.name}. Somebody else signs it. {sayGate(loaded.all, loaded.tool.id, loaded.subject.subjectId)}</p>
      <Form action={action} csrf={csrf} once={once} keep={`gate-${loaded.subject.subjectId}-${loaded.tool.id}`}>
        <ChoiceField name="stage" label="At which stage is this?" hint="The equality duty goes on: it is asked again at each stage" state={state} choices={stagesOf(loaded.tool).map(value => ({ value, text: value }))} />
        {GATE_QUESTIONS.map(question => <Question question={question} state={state} />)}
        <SubmitButton text="Save and ask for a signature" />
      </Form>
      {before.length === 0 ? null : <><h2 class="govuk-heading-m">Before</h2><ul class="govuk-list govuk-list--bullet">{before.map(one => <li><a class="govuk-link" href={`${gatePath(loaded)}/${one.id}`}>{sayDay(londonDay(one.madeAt))}, {one.stage}</a>: {one.verdict ?? 'not signed'}</li>)}</ul></>}
    </OfficerPage>
  )
}
