// A step is done, not done, or put off: always with what came of it or why. A step put off gets its new day and says how often.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayDay } from '#kernel/time.ts'
import { insertEntry, loadToAdd, namedToPerson, type Case } from '#rooms/cases/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { ChoiceField, DateField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { noteStep } from './add-step.tsx'
import { changeStep, stepWith, type Step } from './plan-store.ts'
import { whoWill } from './plan-words.ts'

const fields = {
  to: choice(['done', 'not done', 'put off'], { empty: 'Select what became of it' }),
  outcome: words({ empty: 'Enter what came of it, or why', max: 1000, called: 'What came of it' }),
  due: optionalDate({ called: 'The new day' }),
}
type Loaded = { readonly theCase: Case; readonly step: Step }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadToAdd(work, ask)
  if ('kind' in found) return found
  const id = ask.params['step'] ?? ''
  const step = looksLikeId(id) ? await stepWith(work, found.theCase.id, id) : undefined
  return step === undefined ? notThere : { theCase: found.theCase, step }
}

export const endStep = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [
    ({ to, due }, { at }) => to === 'put off' && (due === null || due === undefined || due < at.today) ? { field: 'due', part: 'day', text: 'Enter the new day, today or later' } : undefined,
  ],
  act: async (work, { theCase, step }, { to, outcome, due }) => {
    const named = step.shown ? await namedToPerson(work, theCase.id, { outcome }) : []
    if (named.length > 0) return problems(...named)
    const change = to !== 'put off' ? { to, outcome } : due === null ? undefined : { to, outcome, dueOn: due }
    if (change === undefined || !await changeStep(work, step, change)) return problems({ field: 'to', text: 'Somebody else has changed this step meanwhile. What you typed is kept: open the case in another tab and read it first' })
    await settleAbout(work, 'plan step', step.id, outcome)
    if (change.to === 'put off') await noteStep(work, theCase, { ...step, dueOn: change.dueOn })
    await insertEntry(work, theCase.id, { kind: 'plan', happenedAt: work.now, summary: `${change.to === 'put off' ? `Put off to ${sayDay(change.dueOn)}` : change.to === 'done' ? 'Done' : 'Not done'}: ${step.what}`.slice(0, 300), body: outcome, visibility: 'staff', personId: step.personId })
    return seeOther(`/cases/${theCase.reference}#plan`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, step }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'What became of it' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#plan` }}>
      <h1 class="govuk-heading-l">What became of it?</h1>
      <p class="govuk-body">{step.whose === 'the person' ? 'They will' : whoWill(step)}: <strong>{step.what}</strong>, by {sayDay(step.dueOn)}.{step.putOff === 0 ? '' : ` Put off ${step.putOff === 1 ? 'once' : `${step.putOff} times`}; first due ${sayDay(step.firstDueOn)}.`}</p>
      {step.shown ? <p class="govuk-hint">The person reads what you write here.</p> : null}
      <Form action={action} csrf={csrf} once={once} keep={`end-${step.id}`}>
        <ChoiceField name="to" label="It is" state={state} choices={[{ value: 'done', text: 'Done' }, { value: 'not done', text: 'Not done, and will not be' }, { value: 'put off', text: 'Put off to another day' }]} />
        <TextArea name="outcome" label="What came of it, or why?" rows={4} maxLength={1000} state={state} />
        <DateField name="due" label="The new day, if it is put off" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
