// Writes an assessment of whether a tool is proportionate and fair to this person: every question, each time, as a new version.
import type { OfficerWork } from '#db/work.ts'
import { londonMoment, sayDay, londonDay } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { LADDER } from '#law/ladder.ts'
import type { Tool } from '#law/tool.ts'
import { insertEntry, type Case } from '#rooms/cases/index.ts'
import { note } from '#rooms/diary/index.ts'
import { loadToFinish, subjectWith, type FactRow } from '#rooms/subjects/index.ts'
import { ChoiceField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, words, type Field } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { GATE_QUESTIONS, GATE_VERSION, STAGES } from './gate-questions.ts'
import { sayGate } from './gate-rules.ts'
import { assessmentsOf, insertAssessment, type Assessment } from './gate-store.ts'

export type GateLoaded = { readonly theCase: Case; readonly tool: Tool; readonly subject: FactRow; readonly all: readonly Assessment[] }

const fields: Readonly<Record<string, Field<string>>> = Object.fromEntries(GATE_QUESTIONS.map(({ id, asks }) => [id, words({ empty: `Answer: ${asks.charAt(0).toLowerCase()}${asks.slice(1)} “Nothing is known” is an answer, with what you did to find out`, max: 4000, called: 'Your answer' })]))
const gateFields = { stage: choice(STAGES, { empty: 'Select at which stage this is' }), ...fields }

export const loadGate = async (work: OfficerWork, ask: Ask): Promise<GateLoaded | Answer> => {
  const found = await loadToFinish(work, ask)
  if ('kind' in found) return found
  const tool = LADDER.find(({ id }) => id === ask.params['tool'])
  const subject = await subjectWith(work, found.theCase.id, ask.params['subject'] ?? '')
  return tool === undefined || subject === undefined ? notThere : { theCase: found.theCase, tool, subject, all: await assessmentsOf(work, found.theCase.id) }
}

export const toolsPath = ({ theCase, subject }: Pick<GateLoaded, 'theCase' | 'subject'>): string => `/cases/${theCase.reference}/tools?subject=${subject.subjectId}`

const isFor = ({ tool, subject }: GateLoaded) => (one: Assessment): boolean => one.tool === tool.id && one.subjectId === subject.subjectId

export const answersIn = (answers: unknown): Readonly<Record<string, string>> =>
  typeof answers !== 'object' || answers === null ? {} : Object.fromEntries(Object.entries(answers).flatMap(([id, said]) => typeof said === 'string' ? [[id, said]] : []))

export const writeGate = form<OfficerWork, typeof gateFields, GateLoaded>({
  fields: gateFields, load: loadGate,
  // What was said last time is a start: each answer is read again before it is given again.
  start: loaded => answersIn(loaded.all.find(isFor(loaded))?.answers),
  act: async (work, { theCase, tool, subject }, { stage, ...said }) => {
    const given: Readonly<Record<string, unknown>> = said
    const answers = Object.fromEntries(GATE_QUESTIONS.map(({ id }) => [id, String(given[id] ?? '')]))
    const assessment = await insertAssessment(work, theCase.id, { tool: tool.id, subjectId: subject.subjectId, stage, questions: GATE_VERSION, answers })
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Proportionality assessed, ${stage}: ${tool.name}, ${subject.name}`.slice(0, 300), body: '', visibility: 'staff' })
    await note(work, {
      kind: 'legal', title: `Sign the proportionality assessment: ${tool.name}`.slice(0, 200), dueAt: londonMoment(addWorkingDays(work.today, 2), '23:59') ?? work.now, because: 'Somebody other than who wrote it signs, before the next step (Equality Act 2010 s149)',
      caseId: theCase.id, officerId: null, agencyId: theCase.leadAgencyId, aboutKind: 'gate assessment', aboutId: assessment,
    })
    return seeOther(`/cases/${theCase.reference}/gate/${tool.id}/${subject.subjectId}/${assessment}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Is it proportionate?' }} state={state} narrow back={{ href: toolsPath(loaded) }}>
      <h1 class="govuk-heading-l">Is it proportionate, and fair to {loaded.subject.name}?</h1>
      <p class="govuk-body">{loaded.tool.name}. Somebody else signs it. {sayGate(loaded.all, loaded.tool.id, loaded.subject.subjectId)}</p>
      <Form action={action} csrf={csrf} once={once} keep={`gate-${loaded.subject.subjectId}-${loaded.tool.id}`}>
        <ChoiceField name="stage" label="At which stage is this?" hint="The equality duty goes on: it is asked again at each stage" state={state} choices={STAGES.map(value => ({ value, text: value }))} />
        {GATE_QUESTIONS.map(({ id, asks, hint, source }) => <TextArea name={id} label={asks} hint={`${hint}. ${source}`} rows={3} maxLength={4000} state={state} />)}
        <SubmitButton text="Save and ask for a signature" />
      </Form>
      {loaded.all.filter(isFor(loaded)).length === 0 ? null : (
        <><h2 class="govuk-heading-m">Before</h2><ul class="govuk-list govuk-list--bullet">{loaded.all.filter(isFor(loaded)).map(one => <li><a class="govuk-link" href={`/cases/${loaded.theCase.reference}/gate/${loaded.tool.id}/${loaded.subject.subjectId}/${one.id}`}>{sayDay(londonDay(one.madeAt))}, {one.stage}</a>: {one.verdict ?? 'not signed'}</li>)}</ul></>
      )}
    </OfficerPage>
  ),
})
