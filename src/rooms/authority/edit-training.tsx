// Kinds of training and how long each is good, and which acts ask for one. They stand for all agencies.
import { acts } from '#db/acts.ts'
import type { OfficerWork } from '#db/work.ts'
import { runsPartnership } from '#rooms/officers/index.ts'
import { DateField, Form, SelectField, SubmitButton, TextArea, TextField, YesNoField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { choice, futureDate, words, yesNo, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { addGate, gates, kinds, saveKind, type Kind } from './training-store.ts'

const ONLY_RUNNER = refused('Kinds of training, and what asks for them, stand for all agencies. Only an administrator of the agency that runs the partnership changes them.')
const BACK = { href: '/training', text: 'Training' }

/** Months, or nothing for a training that does not run out. */
const months: Field<number | null> = {
  read: (name, answers) => {
    const text = String(answers[name] ?? '').trim()
    return text === '' ? { ok: true, value: null } : /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 120 ? { ok: true, value: Number(text) } : { ok: false, text: 'Enter months, from 1 to 120, or leave it empty' }
  },
}
const kindFields = { name: words({ empty: 'Enter what the training is called', max: 120, called: 'Name' }), validMonths: months, inUse: yesNo({ empty: 'Select whether it is in use' }) }

export const editKind = form<OfficerWork, typeof kindFields, { readonly kind: Kind | undefined; readonly asked: boolean }>({
  fields: kindFields,
  load: async (work, ask) => {
    const id = ask.params['id']
    const kind = (await kinds(work)).find(one => one.id === id)
    if (id !== undefined && kind === undefined) return notThere
    return runsPartnership(work) ? { kind, asked: (await gates(work)).some(gate => gate.kindId === id && gate.endedAt === null) } : ONLY_RUNNER
  },
  start: ({ kind }) => kind === undefined ? { inUse: 'yes', validMonths: '24' } : { name: kind.name, validMonths: kind.validMonths === null ? '' : String(kind.validMonths), inUse: kind.endedOn === null ? 'yes' : 'no' },
  rules: [({ inUse }, { loaded }) => inUse === false && loaded.asked ? { field: 'inUse', text: 'An act asks for it. End that first' } : undefined],
  act: async (work, { kind }, { name, validMonths, inUse }) => await saveKind(work, kind?.id ?? null, { name, validMonths, endedOn: inUse ? null : kind?.endedOn ?? work.today })
    ? seeOther('/training#kinds', { about: { kind: 'training kind', id: kind?.id ?? name } }) : problems({ field: 'name', text: 'Another kind of training has this name' }),
  show: ({ loaded: { kind }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: kind?.name ?? 'Add a kind of training' }} state={state} back={BACK} narrow>
      <h1 class="govuk-heading-l">{kind?.name ?? 'Add a kind of training'}</h1>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="name" label="What is it called?" state={state} />
        <TextField name="validMonths" label="Good for how many months? (optional)" hint="Empty: it does not run out. What is recorded already keeps its own end" inputMode="numeric" width={3} state={state} />
        <YesNoField name="inUse" label="Is it in use?" state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})

/** Without these nobody could put right what a gate shuts; the database refuses them too. */
const NEVER = ['run the partnership', 'run the agency', 'keep training', 'keep delegations', 'edit settings'] as const
const gated = acts.filter(act => !NEVER.some(never => never === act))
const gateFields = { act: choice(gated, { empty: 'Select the act' }), kindId: words({ empty: 'Select the training' }), from: futureDate({ empty: 'Enter from when', called: 'From' }), why: words({ empty: 'Say why, for whoever asks later', max: 300, called: 'Why' }) }

export const addAGate = form<OfficerWork, typeof gateFields, { readonly inUse: readonly Kind[] }>({
  fields: gateFields,
  load: async work => runsPartnership(work) ? { inUse: (await kinds(work)).filter(({ endedOn }) => endedOn === null) } : ONLY_RUNNER,
  act: async (work, { inUse }, { act, kindId, from, why }) => {
    if (!inUse.some(({ id }) => id === kindId)) return problems({ field: 'kindId', text: 'Select the training' })
    return await addGate(work, { act, kindId, fromDay: from, why }) ? seeOther('/training#gates') : problems({ field: 'kindId', text: 'This act asks for this training already' })
  },
  show: ({ loaded: { inUse }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Let an act ask for a training' }} state={state} back={BACK} narrow>
      <h1 class="govuk-heading-l">Let an act ask for a training</h1>
      <p class="govuk-body">From that day nobody may do it whose training is not current, whatever their role. They are told why. Choose a day that leaves time to train and to record.</p>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="act" label="Nobody may" state={state} empty="Choose" options={gated.map(act => ({ value: act, text: act }))} />
        <SelectField name="kindId" label="without current" state={state} empty="Choose" options={inUse.map(({ id, name }) => ({ value: id, text: name }))} />
        <DateField name="from" label="From" state={state} />
        <TextArea name="why" label="Why?" rows={2} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
