// Adds an incident to a case, or corrects one: the original stays beside it with the reason.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, londonTime } from '#kernel/time.ts'
import { incidentsOf, insertEntry, insertIncident, loadToAdd, isOpen, supersededIncidents, supersedeIncident, type Case, type Incident } from '#rooms/cases/index.ts'
import { categories } from '#rooms/partnership/index.ts'
import { ChoicesField, Form, MomentField, SelectField, SubmitButton, TextArea, TextField, type FormState } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, textsOf, type Ask } from '#web/ask.ts'
import { optionalPostcode, optionalWords, pastMoment, words, type Field } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { everParties, nameOf, type Party } from './parties-store.ts'

/** A moment, or null when none of its boxes was filled in. */
const optionalMoment = (called: string): Field<Date | null> => {
  const asked = pastMoment({ empty: `Enter ${called.toLowerCase()}`, called })
  return { read: (name, answers, at) => ['day', 'month', 'year', 'time'].every(part => textOf(answers, `${name}-${part}`).trim() === '') ? { ok: true, value: null } : asked.read(name, answers, at) }
}
const partyIds: Field<readonly string[]> = { read: (name, answers) => ({ ok: true, value: textsOf(answers, name).filter(value => value !== '') }) }

const fields = {
  happened: optionalMoment('When it happened'), until: optionalMoment('When it ended'), about: optionalWords({ max: 200, called: 'When, roughly' }),
  category: words({ empty: 'Select the category' }), description: words({ empty: 'Enter what happened', max: 20_000, called: 'What happened' }), effect: optionalWords({ max: 5000, called: 'The effect' }),
  postcode: optionalPostcode, place: optionalWords({ max: 500, called: 'The place' }), harmed: partyIds,
}
type Values = { readonly happened?: Date | null; readonly until?: Date | null; readonly about?: string }
const when = ({ happened, about }: Values): Problem | undefined => happened === null && about === '' ? { field: 'happened', text: 'Enter when it happened, or roughly when', part: 'day' } : undefined
const order = ({ happened, until }: Values): Problem | undefined => {
  if (!until) return undefined
  if (happened === null) return { field: 'happened', text: 'Enter when it began, or leave out when it ended', part: 'day' }
  return happened && until < happened ? { field: 'until', text: 'It must end after it began', part: 'day' } : undefined
}

type Kind = { readonly code: string; readonly name: string }
type Loaded = { readonly theCase: Case; readonly harmed: readonly Party[]; readonly kinds: readonly Kind[] }

const loadForIncident = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const loaded = await loadToAdd(work, ask)
  if ('kind' in loaded) return loaded
  if (!isOpen(loaded.theCase)) return seeOther(`/cases/${loaded.theCase.reference}#incidents`)
  const harmed = (await everParties(work, loaded.theCase.id)).filter(({ role, leftAt }) => (role === 'harmed' || role === 'witness') && leftAt === null)
  return { theCase: loaded.theCase, harmed, kinds: await categories(work) }
}

const asIncident = (values: { readonly happened: Date | null; readonly until: Date | null; readonly about: string; readonly category: string; readonly description: string; readonly effect: string; readonly postcode: string | null; readonly place: string; readonly harmed: readonly string[] }) => ({
  happenedAt: values.happened, happenedUntil: values.until, happenedAbout: values.about || null, categoryCode: values.category, description: values.description, effect: values.effect || null,
  postcode: values.postcode, placeDescribed: values.place || null, harmedPartyIds: [...values.harmed],
})

/** Both lists come from the page; anything else was not chosen there. */
const whyNot = ({ kinds, harmed }: Loaded, values: { readonly category: string; readonly harmed: readonly string[] }): Problem | undefined =>
  !kinds.some(({ code }) => code === values.category) ? { field: 'category', text: 'Select the category' } : values.harmed.some(id => !harmed.some(party => party.id === id)) ? { field: 'harmed', text: 'Select from the people in this case' } : undefined

export const addIncident = form<OfficerWork, typeof fields, Loaded>({
  fields, load: loadForIncident, rules: [when, order],
  start: ({ theCase }) => ({ category: theCase.categoryCode }),
  act: async (work, loaded, values) => {
    const wrong = whyNot(loaded, values)
    if (wrong !== undefined) return problems(wrong)
    await insertIncident(work, loaded.theCase.id, { reportId: null, ...asIncident(values) })
    await insertEntry(work, loaded.theCase.id, { kind: 'incident', happenedAt: values.happened ?? work.now, summary: values.about === '' ? 'An incident was recorded' : `An incident was recorded (${values.about})`.slice(0, 300), body: values.description, visibility: 'staff' })
    return seeOther(`/cases/${loaded.theCase.reference}#incidents`, { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Add an incident' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}#incidents` }}>
      <h1 class="govuk-heading-l">Add an incident to {loaded.theCase.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`incident-${loaded.theCase.reference}`}>
        <IncidentFields loaded={loaded} state={state} />
        <SubmitButton text="Add the incident" />
      </Form>
    </OfficerPage>
  ),
})

const IncidentFields = ({ loaded: { harmed, kinds }, state }: { readonly loaded: Loaded; readonly state: FormState }): Html => (
  <>
    <MomentField name="happened" label="When did it happen?" state={state} />
    <TextField name="about" label="Or roughly when" hint="For example, most nights in March" state={state} />
    <MomentField name="until" label="When did it end? (optional)" state={state} />
    <SelectField name="category" label="What kind?" empty="Choose" options={kinds.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
    <TextArea name="description" label="What happened?" rows={6} maxLength={20_000} state={state} />
    <TextArea name="effect" label="What was the effect? (optional)" maxLength={5000} state={state} />
    <TextField name="postcode" label="Postcode of the place (if known)" width={10} state={state} />
    <TextField name="place" label="Describe the place (optional)" state={state} />
    {harmed.length === 0 ? null : <ChoicesField name="harmed" label="Who was harmed? (optional)" state={state} choices={harmed.map(party => ({ value: party.id, text: `${nameOf(party)} (${party.role})` }))} />}
  </>
)

const correcting = { ...fields, because: words({ empty: 'Enter what was wrong', max: 1000, called: 'What was wrong' }) }
type ToCorrect = Loaded & { readonly original: Incident }
const parts = (name: string, at: Date | null): Readonly<Record<string, string>> => {
  const [year = '', month = '', date = ''] = at === null ? [] : londonDay(at).split('-')
  return at === null ? {} : { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year, [`${name}-time`]: londonTime(at) }
}

export const correctIncident = form<OfficerWork, typeof correcting, ToCorrect>({
  fields: correcting, rules: [when, order],
  load: async (work, ask) => {
    const loaded = await loadForIncident(work, ask)
    if ('kind' in loaded) return loaded
    const original = (await incidentsOf(work, loaded.theCase.id)).find(({ id }) => id === ask.params['incident'])
    if (original !== undefined) return { ...loaded, original }
    const corrected = (await supersededIncidents(work, loaded.theCase.id)).some(({ id }) => id === ask.params['incident'])
    return corrected ? refused('Somebody else has corrected this incident. Open the case file to see what stands now, and correct that if it is still wrong.') : notThere
  },
  start: ({ original }) => ({
    ...parts('happened', original.happenedAt), ...parts('until', original.happenedUntil), about: original.happenedAbout ?? '', category: original.categoryCode, description: original.description, effect: original.effect ?? '',
    postcode: original.postcode ?? '', place: original.placeDescribed ?? '', harmed: original.harmedPartyIds,
  }),
  act: async (work, loaded, values) => {
    const wrong = whyNot(loaded, values)
    if (wrong !== undefined) return problems(wrong)
    if (!await supersedeIncident(work, loaded.original.id)) return problems({ field: 'because', text: 'Somebody else has corrected this incident since you opened the page' })
    await insertIncident(work, loaded.theCase.id, { reportId: loaded.original.reportId, ...asIncident(values), correctsId: loaded.original.id, correctedBecause: values.because })
    await insertEntry(work, loaded.theCase.id, { kind: 'incident', happenedAt: work.now, summary: 'An incident was corrected', body: values.because, visibility: 'staff' })
    return seeOther(`/cases/${loaded.theCase.reference}#incidents`, { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Correct an incident' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}#incidents` }}>
      <h1 class="govuk-heading-l">Correct an incident of {loaded.theCase.reference}</h1>
      <InsetText text="The original is kept beside the correction." />
      <Form action={action} csrf={csrf} once={once} keep={`incident-${loaded.original.id}`}>
        <IncidentFields loaded={loaded} state={state} />
        <TextArea name="because" label="What was wrong?" maxLength={1000} state={state} />
        <SubmitButton text="Correct it" />
      </Form>
    </OfficerPage>
  ),
})
