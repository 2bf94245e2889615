// Writes a marker on a person or an address: facts, what to do, what it rests on, and whether they were told.
import type { OfficerWork } from '#db/work.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { readReference } from '#kernel/reference.ts'
import { addMonths, londonMoment, sayDay, type Day } from '#kernel/time.ts'
import { note } from '#rooms/diary/index.ts'
import { ChoiceField, ChoicesField, DateField, Form, SelectField, SubmitButton, TextArea, TextField, type FormState } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { choice, choices, futureDate, optionalDate, optionalPostcode, optionalWords, words, type ValuesOf } from '#web/fields.ts'
import { form, problems, type FormView, type Problem } from '#web/form.ts'
import { EVIDENCE, KINDS, latestReview, WHAT_TO_DO } from './marker-rules.ts'
import { caseIdOf, insertMarker, isAnAddress, managerOf, personNamed, type NewEvidence, type NewMarker } from './marker-store.ts'

const what = {
  kind: choice(KINDS, { empty: 'Select what it is about' }), says: words({ empty: 'Enter what happened, and when', max: 1000, called: 'What happened' }),
  whatToDo: choices(WHAT_TO_DO), alsoDo: optionalWords({ max: 500, called: 'What else to do' }),
  evidence: choice(EVIDENCE, { empty: 'Select what it rests on' }), reference: words({ empty: 'Enter where it can be found', max: 500, called: 'Where it can be found' }),
  told: choice(['yes', 'no'] as const, { empty: 'Select whether they have been told' }), toldOn: optionalDate({ called: 'The day they were told' }), notTold: optionalWords({ max: 1000, called: 'Why they are not told' }),
  reviewOn: futureDate({ empty: 'Enter when it is looked at again', called: 'The day it is looked at again' }),
}
type Values = ValuesOf<typeof what>
type Told = Partial<Pick<Values, 'told' | 'toldOn' | 'notTold'>>

/** Told on a day that has been, or a reason why not. */
export const toldRule = ({ told, toldOn, notTold }: Told, { at }: { readonly at: { readonly today: Day } }): Problem | undefined => {
  if (told === 'yes' && toldOn === null) return { field: 'toldOn', text: 'Enter the day they were told', part: 'day' }
  if (told === 'yes' && toldOn && toldOn > at.today) return { field: 'toldOn', text: 'The day they were told must be today or in the past', part: 'day' }
  return told === 'no' && notTold === '' ? { field: 'notTold', text: 'Enter why they are not told' } : undefined
}
export const reviewRule = ({ reviewOn }: { readonly reviewOn?: Day }, { at }: { readonly at: { readonly today: Day } }): Problem | undefined =>
  reviewOn !== undefined && reviewOn > latestReview(at.today) ? { field: 'reviewOn', text: `It must be looked at again within 12 months, by ${sayDay(latestReview(at.today))}`, part: 'day' } : undefined
export const toldOf = ({ told, toldOn, notTold }: Pick<Values, 'told' | 'toldOn' | 'notTold'>) => told === 'yes' ? { toldOn, notToldBecause: null } : { toldOn: null, notToldBecause: notTold }
const doRule = ({ whatToDo, alsoDo }: Partial<Values>): Problem | undefined => whatToDo?.length === 0 && alsoDo === '' ? { field: 'whatToDo', text: 'Select or enter what staff should do' } : undefined
const rules = [toldRule, reviewRule, doRule]

/** Somebody else stands by it: a manager who sees it, in a working day. */
const askManager = async (work: OfficerWork, markerId: string): Promise<void> => {
  const due = addWorkingDays(work.today, 1)
  await note(work, {
    kind: 'task', title: 'Authorise a cautionary marker, or refuse it', dueAt: londonMoment(due, '17:00') ?? work.now, because: '1 working day from when it was written. It shows meanwhile, as not yet authorised',
    caseId: null, officerId: await managerOf(work, markerId), agencyId: work.actor.agencyId, aboutKind: 'marker', aboutId: markerId,
  })
}

const evidenceIn = async (work: OfficerWork, { evidence, reference }: Values): Promise<NewEvidence | Problem> => {
  if (evidence !== 'entry in a case') return { kind: evidence, reference, caseId: null }
  const typed = readReference(/[0-9A-Z]{3}[- ]?[0-9A-Z]{3}[- ]?[0-9A-Z]{3}/i.exec(reference)?.[0] ?? '')
  const caseId = typed === undefined ? undefined : await caseIdOf(work, typed)
  return caseId === undefined ? { field: 'reference', text: 'Enter the reference of a case you can see, like 4KD-7WM-X3P, and the day of the entry' } : { kind: evidence, reference, caseId }
}

const write = async (work: OfficerWork, on: Pick<NewMarker, 'personId' | 'address' | 'postcode'>, values: Values, back: string): Promise<Answer | ReturnType<typeof problems>> => {
  const evidence = await evidenceIn(work, values)
  if ('field' in evidence) return problems(evidence)
  const id = await insertMarker(work, { ...on, kind: values.kind, says: values.says, whatToDo: values.whatToDo, alsoDo: values.alsoDo, ...toldOf(values), reviewOn: values.reviewOn }, evidence)
  await askManager(work, id)
  return seeOther(back, { about: { kind: 'marker', id } })
}

const startReview = (today: Day): Record<string, string> => {
  const [year = '', month = '', date = ''] = addMonths(today, 6).split('-')
  return { 'reviewOn-day': date, 'reviewOn-month': month, 'reviewOn-year': year }
}

type OnPerson = { readonly person: NonNullable<Awaited<ReturnType<typeof personNamed>>> }
export const addPersonMarker = form<OfficerWork, typeof what, OnPerson>({
  fields: what, rules,
  load: async (work, ask) => {
    const person = await personNamed(work, ask.params['person'] ?? '')
    return person === undefined ? notThere : { person }
  },
  start: (_loaded, _ask, work) => startReview(work.today),
  act: (work, { person }, values) => write(work, { personId: person.id, address: null, postcode: null }, values, `/people/${person.id}`),
  show: view => <Page view={view} title={`A marker on ${`${view.loaded.person.givenName} ${view.loaded.person.familyName}`.trim() || 'this person'}`} back={`/people/${view.loaded.person.id}`} first={null} />,
})

const onAddress = { address: words({ empty: 'Enter the address', max: 500, called: 'Address' }), postcode: optionalPostcode, ...what }
export const addAddressMarker = form<OfficerWork, typeof onAddress, object>({
  fields: onAddress, rules: [({ postcode }) => postcode === null ? { field: 'postcode', text: 'Enter the postcode' } : undefined, ...rules],
  load: () => Promise.resolve({}),
  start: (_loaded, _ask, work) => startReview(work.today),
  act: async (work, _loaded, { address, postcode, ...values }) => {
    if (postcode === null || !await isAnAddress(work, address, postcode)) return problems({ field: 'address', text: 'Enter the house number or name, and the street' })
    return write(work, { personId: null, address, postcode }, values, '/markers')
  },
  show: view => <Page view={view} title="A marker on an address" back="/markers" first={(
    <>
      <TextField name="address" label="Address" hint="The house number or name, and the street. It shows for every flat of the building" state={view.state} />
      <TextField name="postcode" label="Postcode" width={10} state={view.state} />
    </>
  )} />,
})

const Page = ({ view: { state, frame, action, csrf, once }, title, back, first }: { readonly view: Pick<FormView<object>, 'state' | 'frame' | 'action' | 'csrf' | 'once'>; readonly title: string; readonly back: string; readonly first: Html | null }): Html => (
  <OfficerPage frame={{ ...frame, title }} state={state} narrow back={{ href: back }}>
    <h1 class="govuk-heading-l">{title}</h1>
    <InsetText text="Everybody who sees the person or goes to the address reads it, and they may ask to read it themselves. Write what happened and when, not what somebody is like. Do not say which case it comes from: that goes below, and only those who see the case read it." />
    <Form action={action} csrf={csrf} once={once} keep={`marker-${action}`}>
      {first}
      <SelectField name="kind" label="What is it about?" empty="Choose" options={KINDS.map(value => ({ value, text: value.replace(/^./, letter => letter.toUpperCase()) }))} state={state} />
      <TextArea name="says" label="What happened, and when?" hint="For example, on 3 May he threatened an officer with a hammer at the door" maxLength={1000} state={state} />
      <ChoicesField name="whatToDo" label="What should staff do?" state={state} choices={WHAT_TO_DO.map(value => ({ value, text: value.replace(/^./, letter => letter.toUpperCase()) }))} />
      <TextField name="alsoDo" label="Anything else they should do (optional)" state={state} />
      <ChoiceField name="evidence" label="What does it rest on?" state={state} choices={EVIDENCE.map(value => ({ value, text: value.replace(/^./, letter => letter.toUpperCase()) }))} />
      <TextField name="reference" label="Where can that be found?" hint="The case reference and the day of the entry, the report’s reference, or which document" state={state} />
      <ToldFields state={state} />
      <DateField name="reviewOn" label="When is it looked at again?" hint="Within 12 months. If nobody looks, it becomes history the day after" state={state} />
      <p class="govuk-body">A manager is asked to authorise it. It shows at once, as not yet authorised.</p>
      <SubmitButton text="Add the marker" />
    </Form>
  </OfficerPage>
)

export const ToldFields = ({ state }: { readonly state: FormState }): Html => (
  <ChoiceField name="told" label="Have they been told?" state={state} choices={[
    { value: 'yes', text: 'Yes', reveals: <DateField name="toldOn" label="On which day?" state={state} /> },
    { value: 'no', text: 'No', reveals: <TextArea name="notTold" label="Why not?" hint="For example, it would put somebody at risk" maxLength={1000} state={state} /> },
  ]} />
)

