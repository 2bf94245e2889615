// One assessment, question by question; and the signature of somebody else, with what they think of it.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay, sayMoment } from '#kernel/time.ts'
import { GATE_QUESTIONS } from '#law/gate-questions.ts'
import { LADDER } from '#law/ladder.ts'
import { caseAt, insertEntry } from '#rooms/cases/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { subjectWith } from '#rooms/subjects/index.ts'
import { Badge } from '#ui/casework.tsx'
import { ChoiceField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { answersIn, VERDICTS } from './gate-rules.ts'
import { assessmentWith, signAssessment, type Assessment } from './gate-store.ts'
import { gatePath, loadGate, toolsPath, type GateLoaded } from './write-gate.tsx'

const TONE = { proportionate: 'green', 'not proportionate': 'red', 'more is needed': 'orange' } as const

const Answers = ({ one }: { readonly one: Assessment }): Html => {
  const answers = answersIn(one.answers)
  return <>{GATE_QUESTIONS.filter(({ id }) => answers.has(id)).map(({ id, says, source }) => <><h2 class="govuk-heading-s govuk-!-margin-bottom-1">{says}</h2><p class="govuk-body">{answers.get(id)?.choice === undefined ? '' : <strong>{answers.get(id)?.choice}. </strong>}{answers.get(id)?.says}<br /><span class="govuk-hint govuk-!-font-size-16">{source}</span></p></>)}</>
}

const Head = ({ one }: { readonly one: Assessment }): Html => (
  <p class="govuk-body">{one.writer ?? 'An officer'}, {sayMoment(one.madeAt)}, {one.stage}. Version {one.questions} of the questions. {one.verdict === null || one.signedAt === null
    ? <Badge text="not signed" tone="grey" /> : <><Badge text={one.verdict} tone={TONE[one.verdict]} /> {one.signer ?? 'An officer'}, {sayDay(londonDay(one.signedAt))}: {one.signedWords}</>}</p>
)

export const seeGate = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const one = await assessmentWith(work, theCase.id, ask.params['assessment'] ?? '')
  const tool = LADDER.find(({ id }) => id === ask.params['tool'])
  const subject = await subjectWith(work, theCase.id, ask.params['subject'] ?? '')
  if (one === undefined || tool === undefined || subject === undefined || one.tool !== tool.id || one.subjectId !== subject.subjectId) return notThere
  const maySign = one.signedAt === null && work.may('authorise legal steps') && one.madeBy !== work.actor.officerId
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'An assessment' }} narrow back={{ href: toolsPath({ theCase, subject }) }}>
      <h1 class="govuk-heading-l">{tool.name}: is it proportionate, and fair to {subject.name}?</h1>
      <Head one={one} />
      {maySign ? <p class="govuk-body"><a class="govuk-link" href={`${ask.path}/sign`}>Sign it, or send it back</a></p> : null}
      <Answers one={one} />
    </OfficerPage>, { about: { kind: 'case', id: theCase.id } },
  )
}

const fields = { verdict: choice(VERDICTS, { empty: 'Select what you think' }), because: words({ empty: 'Enter why', max: 2000, called: 'Why' }) }

export const signGate = form<OfficerWork, typeof fields, GateLoaded & { readonly one: Assessment }>({
  fields,
  load: async (work, ask) => {
    const found = await loadGate(work, ask)
    if ('kind' in found) return found
    const one = found.all.find(({ id, tool, subjectId }) => id === ask.params['assessment'] && tool === found.tool.id && subjectId === found.subject.subjectId)
    if (one === undefined) return notThere
    if (one.madeBy === work.actor.officerId) return refused('Nobody signs their own assessment. Ask a colleague who may authorise legal steps.')
    return one.signedAt === null ? { ...found, one } : seeOther(`${gatePath(found)}/${one.id}`)
  },
  act: async (work, { theCase, tool, subject, one }, { verdict, because }) => {
    if (!await signAssessment(work, one.id, verdict, because)) return problems({ field: 'verdict', text: 'Somebody else has signed it meanwhile: open it again to read what they said' })
    await settleAbout(work, 'gate assessment', one.id, `Signed: ${verdict}`)
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Proportionality signed: ${verdict}. ${tool.name}, ${subject.name}`.slice(0, 300), body: because, visibility: 'staff' })
    return seeOther(`${gatePath({ theCase, tool, subject })}/${one.id}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { tool, subject, theCase, one }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Sign an assessment' }} state={state} narrow back={{ href: `${gatePath({ theCase, tool, subject })}/${one.id}` }}>
      <h1 class="govuk-heading-l">Sign: {tool.name}, {subject.name}</h1>
      <Head one={one} />
      <Form action={action} csrf={csrf} once={once} keep={`sign-${one.id}`}>
        <ChoiceField name="verdict" label="What do you think?" state={state} choices={[{ value: 'proportionate', text: 'It is proportionate, and the answers are enough' }, { value: 'more is needed', text: 'More must be found out or tried first' }, { value: 'not proportionate', text: 'It is not proportionate' }]} />
        <TextArea name="because" label="Why?" rows={3} maxLength={2000} state={state} />
        <SubmitButton text="Sign" />
      </Form>
      <Answers one={one} />
    </OfficerPage>
  ),
})
