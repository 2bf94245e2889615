// Record that an officer has done a training, with its evidence; and take back a record that is wrong.
import type { OfficerWork } from '#db/work.ts'
import { addDays, addMonths, sayDay } from '#kernel/time.ts'
import { runsPartnership, settledForOfficers } from '#rooms/officers/index.ts'
import { DateField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { KeyFacts } from '#ui/casework.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { textOf } from '#web/ask.ts'
import { pastDate, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { colleagueOptions, colleaguesKept, keyOf, type Colleague } from './edit-delegations.tsx'
import { insertRecord, kinds, recordsOf, recordWith, withdrawRecord, type Kind, type TrainingRecord } from './training-store.ts'

const fields = { officer: words({ empty: 'Select the officer' }), kindId: words({ empty: 'Select the training' }), done: pastDate({ empty: 'Enter when it was done', called: 'The day it was done' }), evidence: words({ empty: 'Enter what shows it', max: 300, called: 'Evidence' }) }

export const recordTraining = form<OfficerWork, typeof fields, { readonly officers: readonly Colleague[]; readonly inUse: readonly Kind[] }>({
  fields,
  load: async work => ({ officers: await colleaguesKept(work), inUse: (await kinds(work)).filter(({ endedOn }) => endedOn === null) }),
  start: ({ officers }, ask) => ({ officer: officers.filter(({ id }) => id === textOf(ask.query, 'officer')).map(keyOf)[0] ?? '' }),
  act: async (work, { officers, inUse }, { officer, kindId, done, evidence }) => {
    const [chosen, kind] = [officers.find(one => keyOf(one) === officer), inUse.find(({ id }) => id === kindId)]
    if (chosen === undefined) return problems({ field: 'officer', text: 'Select the officer' })
    if (kind === undefined) return problems({ field: 'kindId', text: 'Select the training' })
    // Good until the day before the same date, so that "12 months" is 12 months.
    const expiresOn = kind.validMonths === null ? null : addDays(addMonths(done, kind.validMonths), -1)
    const earlier = await recordsOf(work, chosen.id)
    const id = await insertRecord(work, { officerId: chosen.id, agencyId: chosen.agencyId, kindId, doneOn: done, expiresOn, evidence })
    for (const one of earlier.filter(record => record.kindId === kindId && (expiresOn === null || (record.expiresOn !== null && record.expiresOn < expiresOn)))) await work.announce(settledForOfficers, { aboutKind: 'training', aboutId: one.id, outcome: 'Renewed' })
    return seeOther('/training', { about: { kind: 'training record', id } })
  },
  show: ({ loaded: { officers, inUse }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Record a training' }} state={state} back={{ href: '/training', text: 'Training' }} narrow>
      <h1 class="govuk-heading-l">Record a training</h1>
      <p class="govuk-body">Nobody records their own.</p>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="officer" label="Officer" state={state} empty="Choose" options={colleagueOptions(officers)} />
        <SelectField name="kindId" label="Training" state={state} empty="Choose" options={inUse.map(({ id, name }) => ({ value: id, text: name }))} />
        <DateField name="done" label="Done on" state={state} />
        <TextField name="evidence" label="What shows it?" hint="For example: certificate 4711, register of the course of 3 June" state={state} />
        <SubmitButton text="Record it" />
      </Form>
    </OfficerPage>
  ),
})

const backFields = { because: words({ empty: 'Enter what is wrong with it', max: 300, called: 'What is wrong' }) }
export const withdrawTraining = form<OfficerWork, typeof backFields, { readonly record: TrainingRecord }>({
  fields: backFields,
  load: async (work, ask) => {
    const record = await recordWith(work, ask.params['id'] ?? '')
    if (record === undefined || record.withdrawnAt !== null || (record.agencyId !== work.actor.agencyId && !runsPartnership(work))) return notThere
    return record.officerId === work.actor.officerId ? refused('Nobody changes their own training records. Ask a colleague.') : { record }
  },
  act: async (work, { record }, { because }) => {
    if (!await withdrawRecord(work, record.id, because)) return problems({ field: 'because', text: 'Somebody else has taken it back meanwhile' })
    await work.announce(settledForOfficers, { aboutKind: 'training', aboutId: record.id, outcome: 'Taken back' })
    return seeOther('/training', { about: { kind: 'training record', id: record.id } })
  },
  show: ({ loaded: { record }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: record.kind }} state={state} back={{ href: '/training', text: 'Training' }} narrow>
      <span class="govuk-caption-l">{record.officer}</span>
      <h1 class="govuk-heading-l">{record.kind}</h1>
      <KeyFacts facts={[{ label: 'Done on', value: sayDay(record.doneOn) }, { label: 'Good until', value: record.expiresOn === null ? 'does not run out' : sayDay(record.expiresOn) }, { label: 'Evidence', value: record.evidence, wide: true }]} />
      <h2 class="govuk-heading-m">Take this record back</h2>
      <p class="govuk-body">For a record that is wrong. It stays in the history.</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="because" label="What is wrong with it?" rows={2} state={state} />
        <SubmitButton text="Take it back" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
