// What a matter cost, in money and hours; and a clock that has done its work, with what came of it.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { DateField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { pastDate, words, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadToFinish } from '#rooms/subjects/index.ts'
import type { Case } from '#rooms/cases/index.ts'
import { clocksOf, endClock, type MatterClock } from './clock-store.ts'
import { loadMatterToWork, matterPath, toMatter, type AtMatter } from './matter-at.ts'
import { insertCost } from './part-store.ts'

/** Pounds with or without pence, as whole pence; nothing typed is none. */
const pounds: Field<number> = {
  read: (name, answers) => {
    const text = textOf(answers, name).trim().replace(/^£/, '').replaceAll(',', '')
    if (text === '') return { ok: true, value: 0 }
    return /^\d{1,6}(\.\d{2})?$/.test(text) ? { ok: true, value: Math.round(Number(text) * 100) } : { ok: false, text: 'Enter an amount in pounds, like 120 or 120.50' }
  },
}
/** Hours with quarters, as whole minutes. */
const hours: Field<number> = {
  read: (name, answers) => {
    const text = textOf(answers, name).trim()
    if (text === '') return { ok: true, value: 0 }
    return /^\d{1,3}(\.(0|25|5|50|75))?$/.test(text) ? { ok: true, value: Math.round(Number(text) * 60) } : { ok: false, text: 'Enter hours in quarters, like 1.5' }
  },
}
const fields = { what: words({ empty: 'Enter what it was for', max: 300, called: 'What for' }), on: pastDate({ empty: 'Enter the day', called: 'The day' }), cost: pounds, hours }

export const recordCost = form<OfficerWork, typeof fields, AtMatter>({
  fields, load: loadMatterToWork,
  rules: [({ cost, hours: time }) => cost === 0 && time === 0 ? { field: 'cost', text: 'Enter an amount or hours' } : undefined],
  act: async (work, loaded, { what, on, cost, hours: minutes }) => {
    await insertCost(work, loaded.matter, { what, onDay: on, pence: cost, minutes })
    return toMatter(loaded, '#costs')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Costs and hours' }} state={state} narrow back={{ href: `${matterPath(loaded)}#costs` }}>
      <h1 class="govuk-heading-l">Add a cost or hours</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="what" label="What for?" hint="Court fee, counsel, preparing statements" state={state} />
        <DateField name="on" label="On which day?" state={state} />
        <TextField name="cost" label="Amount in pounds (optional)" width={10} state={state} />
        <TextField name="hours" label="Hours (optional)" width={5} state={state} />
        <SubmitButton text="Add it" />
      </Form>
    </OfficerPage>
  ),
})

const clockFields = { because: words({ empty: 'Enter what came of it', max: 500, called: 'What came of it' }) }
type ClockLoaded = { readonly theCase: Case; readonly clock: MatterClock; readonly back: string }

const loadClock = async (work: OfficerWork, ask: Ask): Promise<ClockLoaded | Answer> => {
  const found = await loadToFinish(work, ask)
  if ('kind' in found) return found
  const [matter, id] = [ask.params['matter'] ?? '', ask.params['clock'] ?? '']
  const clock = looksLikeId(id) ? (await clocksOf(work, found.theCase.id)).find(one => one.id === id && one.matterId === matter && one.endedAt === null) : undefined
  return clock === undefined ? notThere : { theCase: found.theCase, clock, back: `/cases/${found.theCase.reference}/matters/${matter}#clocks` }
}

/** Also after the matter has ended: an appeal's or a payment's time runs on. */
export const stopClock = form<OfficerWork, typeof clockFields, ClockLoaded>({
  fields: clockFields, load: loadClock,
  act: async (work, { theCase, clock, back }, { because }) => await endClock(work, clock.id, because)
    ? seeOther(back, { about: { kind: 'case', id: theCase.id } }) : problems({ field: 'because', text: 'Somebody else has settled it meanwhile' }),
  show: ({ loaded: { clock, back }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'A clock has done its work' }} state={state} narrow back={{ href: back }}>
      <h1 class="govuk-heading-l">This clock has done its work</h1>
      <p class="govuk-body">{clock.sentence}</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="because" label="What came of it?" rows={2} maxLength={500} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
