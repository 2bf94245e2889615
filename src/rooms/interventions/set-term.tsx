// Terms of an order, notice or contract: what the person must not or must do, who sees to it, from when until when; and lifting one.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { ChoiceField, DateField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere } from '#web/answers.ts'
import { choice, optionalDate, optionalWords, pastDate, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadMatterToWork, matterPath, tell, toMatter, type AtMatter } from './matter-at.ts'
import { insertTerm, liftTerm, termsOf, type Term } from './part-store.ts'

const fields = {
  kind: choice(['prohibition', 'requirement'], { empty: 'Select what it is' }), words: words({ empty: 'Enter the words of the term', max: 2000, called: 'The words' }),
  supervisor: optionalWords({ max: 200, called: 'Who supervises it' }), begins: optionalDate({ called: 'The first day' }), ends: optionalDate({ called: 'The last day' }),
}

export const addTerm = form<OfficerWork, typeof fields, AtMatter>({
  fields, load: loadMatterToWork,
  rules: [
    ({ kind, supervisor }) => kind === 'requirement' && supervisor === '' ? { field: 'supervisor', text: 'Enter who supervises it, by name: a requirement nobody supervises cannot be enforced' } : undefined,
    ({ begins, ends }) => begins !== null && ends !== null && begins !== undefined && ends !== undefined && ends < begins ? { field: 'ends', part: 'day', text: 'The last day must not be before the first' } : undefined,
  ],
  act: async (work, loaded, { kind, words: says, supervisor, begins, ends }) => {
    await insertTerm(work, loaded.matter, { kind, words: says, supervisor: supervisor || null, beginsOn: begins, endsOn: ends })
    await tell(work, loaded, `${kind} added: ${says}`)
    return toMatter(loaded, '#terms')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add a term' }} state={state} narrow back={{ href: `${matterPath(loaded)}#terms` }}>
      <h1 class="govuk-heading-l">Add a term: {loaded.tool.name}, {loaded.matter.about}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`term-${loaded.matter.id}`}>
        <ChoiceField name="kind" label="It is" state={state} choices={[{ value: 'prohibition', text: 'A prohibition: what they must not do' }, { value: 'requirement', text: 'A requirement: what they must do' }]} />
        <TextArea name="words" label="Its words" hint="Plain, exact, and possible to prove broken" rows={3} maxLength={2000} state={state} />
        <TextField name="supervisor" label="Who supervises or checks it?" hint="A named person or organisation" state={state} />
        <DateField name="begins" label="From (optional)" state={state} />
        <DateField name="ends" label="Until, that day included (optional)" state={state} />
        <SubmitButton text="Add it" />
      </Form>
    </OfficerPage>
  ),
})

const liftFields = { on: pastDate({ empty: 'Enter the day', called: 'The day' }), because: words({ empty: 'Enter why', max: 1000, called: 'Why' }) }

export const endTerm = form<OfficerWork, typeof liftFields, AtMatter & { readonly term: Term }>({
  fields: liftFields,
  load: async (work, ask) => {
    const found = await loadMatterToWork(work, ask)
    if ('kind' in found) return found
    const id = ask.params['term'] ?? ''
    const term = looksLikeId(id) ? (await termsOf(work, found.matter.id)).find(one => one.id === id && one.liftedOn === null) : undefined
    return term === undefined ? notThere : { ...found, term }
  },
  act: async (work, loaded, { on, because }) => {
    if (!await liftTerm(work, loaded.term.id, on, because)) return problems({ field: 'because', text: 'Somebody else has lifted it meanwhile' })
    await tell(work, loaded, `term lifted: ${loaded.term.words}`, because)
    return toMatter(loaded, '#terms')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Lift a term' }} state={state} narrow back={{ href: `${matterPath(loaded)}#terms` }}>
      <h1 class="govuk-heading-l">Lift a term</h1>
      <p class="govuk-body">{loaded.term.words}</p>
      <Form action={action} csrf={csrf} once={once}>
        <DateField name="on" label="From which day is it lifted?" state={state} />
        <TextArea name="because" label="Why, and by whose decision?" rows={2} maxLength={1000} state={state} />
        <SubmitButton text="Lift it" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
