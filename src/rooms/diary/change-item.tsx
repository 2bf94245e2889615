// An officer adds a task of their own, and says of one that it is done, put off, or a colleague's now.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { readReference } from '#kernel/reference.ts'
import { londonDay, londonMoment, sayDay } from '#kernel/time.ts'
import { officersOf } from '#rooms/partnership/index.ts'
import { ChoiceField, DateField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, futureDate, optionalDate, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { isByHand, mayPutOff } from './diary-rules.ts'
import { caseIdOf, changeItem, insertTask, itemWith, type ItemChange, type OneItem } from './diary-store.ts'

type Named = { readonly id: string; readonly name: string }
const options = (officers: readonly Named[]) => officers.map(({ id, name }) => ({ value: id, text: name }))

const taskFields = { title: words({ empty: 'Enter what is to be done', max: 200, called: 'What is to be done' }), due: futureDate({ empty: 'Enter by when', called: 'By when' }), case: optionalWords({ max: 40, called: 'The case' }), officerId: words({ empty: 'Select whose it is', max: 40 }) }

export const addTask = form<OfficerWork, typeof taskFields, { readonly officers: readonly Named[] }>({
  fields: taskFields,
  load: async work => ({ officers: await officersOf(work, work.actor.agencyId) }),
  start: (_loaded, ask, work) => ({ officerId: work.actor.officerId, case: readReference(textOf(ask.query, 'case')) ?? '' }),
  act: async (work, { officers }, { title, due, case: typed, officerId }) => {
    if (!officers.some(({ id }) => id === officerId)) return problems({ field: 'officerId', text: 'Select whose it is' })
    const reference = typed === '' ? undefined : readReference(typed)
    const caseId = reference === undefined ? undefined : await caseIdOf(work, reference)
    if (typed !== '' && caseId === undefined) return problems({ field: 'case', text: 'There is no open case with this reference that you can see' })
    await insertTask(work, { title, dueAt: londonMoment(due, '23:59') ?? work.now, caseId: caseId ?? null, officerId, because: officerId === work.actor.officerId ? 'Your own task' : `From ${work.actor.officerName}` })
    return seeOther('/diary')
  },
  show: ({ loaded: { officers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add a task' }} state={state} narrow back={{ href: '/diary' }}>
      <h1 class="govuk-heading-l">Add a task</h1>
      <Form action={action} csrf={csrf} once={once} keep="task">
        <TextField name="title" label="What is to be done?" state={state} />
        <DateField name="due" label="By when?" state={state} />
        <TextField name="case" label="On which case? (optional)" hint="Its reference, like 4KD-7WM-X3P" width={10} state={state} />
        <SelectField name="officerId" label="Whose is it?" empty={null} options={options(officers)} state={state} />
        <SubmitButton text="Add it" />
      </Form>
    </OfficerPage>
  ),
})

const fields = { to: choice(['done', 'put off', 'handed over'], { empty: 'Select what is to become of it' }), words: optionalWords({ max: 500, called: 'What came of it, or why' }), due: optionalDate({ called: 'The new day' }), officerId: optionalWords({ max: 40 }) }
type Loaded = { readonly item: OneItem; readonly officers: readonly Named[] }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const id = ask.params['id'] ?? ''
  const item = looksLikeId(id) ? await itemWith(work, id) : undefined
  if (item === undefined || item.agencyId !== work.actor.agencyId || !isByHand(item.kind)) return notThere
  return { item, officers: await officersOf(work, work.actor.agencyId) }
}

export const changeAnItem = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [
    ({ to, words: why }) => to !== undefined && to !== 'handed over' && why === '' ? { field: 'words', text: to === 'done' ? 'Enter what came of it' : 'Enter why it is put off' } : undefined,
    ({ to, due }, { at }) => to === 'put off' && (due === null || due === undefined || due < at.today) ? { field: 'due', part: 'day', text: 'Enter the new day, today or later' } : undefined,
    ({ to }, { loaded }) => to !== undefined && to !== 'handed over' && loaded.item.warn !== null ? { field: 'to', text: 'A legal clock is settled with the tool it belongs to, on its case' } : undefined,
    ({ to }, { loaded }) => to === 'put off' && !mayPutOff(loaded.item.kind) ? { field: 'to', text: 'This date is set by law or by a promise, so it cannot be put off' } : undefined,
  ],
  act: async (work, { item, officers }, { to, words: said, due, officerId }) => {
    if (to === 'handed over' && !officers.some(({ id }) => id === officerId)) return problems({ field: 'officerId', text: 'Select the colleague' })
    const dueAt = due === null ? undefined : londonMoment(due, '23:59')
    const change: ItemChange | undefined = to === 'done' ? { to, outcome: said } : to === 'handed over' ? { to, officerId } : dueAt === undefined ? undefined : { to, dueAt, because: said }
    if (change === undefined || !await changeItem(work, item, change)) return problems({ field: 'to', text: 'Somebody else has changed or settled this meanwhile' })
    return seeOther('/diary', { about: { kind: 'diary item', id: item.id } })
  },
  show: ({ loaded: { item, officers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'An item of the diary' }} state={state} narrow back={{ href: '/diary' }}>
      <h1 class="govuk-heading-l">{item.title}</h1>
      <p class="govuk-body">Due {sayDay(londonDay(item.dueAt))}. {item.because}.{item.putOff === 0 ? '' : ` Put off ${item.putOff === 1 ? 'once' : `${item.putOff} times`}: ${item.putOffBecause ?? ''}.`}{item.reference === null ? null : <> <a class="govuk-link" href={`/cases/${item.reference}`}>{item.reference}</a></>}</p>
      <Form action={action} csrf={csrf} once={once} keep={`item-${item.id}`}>
        <ChoiceField name="to" label="What is to become of it?" state={state} choices={[...(item.warn === null ? [{ value: 'done', text: 'It is done' }] : []), ...(mayPutOff(item.kind) ? [{ value: 'put off', text: 'Put it off' }] : []), { value: 'handed over', text: 'Hand it to a colleague' }]} />
        <TextArea name="words" label="What came of it, or why is it put off?" rows={3} maxLength={500} state={state} />
        {mayPutOff(item.kind) ? <DateField name="due" label="The new day, if it is put off" state={state} /> : null}
        <SelectField name="officerId" label="The colleague, if you hand it over" empty="Choose" options={options(officers)} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
