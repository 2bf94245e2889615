// Opens a case nobody reported through the form: an officer saw it, a colleague or a councillor said it, a meeting decided it.
import type { OfficerWork } from '#db/work.ts'
import { addPerson, SAFE_MEANS, samePerson, splitName } from '#rooms/people/index.ts'
import { categories, officersWhoMay } from '#rooms/partnership/index.ts'
import { ChoiceField, ChoicesField, Form, MomentField, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, choices, optionalEmail, optionalPhone, optionalWords, pastMoment, ticked, words, type ValuesOf } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { insertCase } from './case-store.ts'
import { insertEntry } from './entry-store.ts'
import { caseOpened } from './events.ts'
import { insertIncident } from './incident-store.ts'
import { startClocks } from './open-case.tsx'
import { insertParty } from './party-store.ts'

const SEVERITIES = ['high', 'medium', 'standard'] as const
const HARMED = ['them', 'somebody else', 'people near by'] as const
const fields = {
  title: words({ empty: 'Enter a short title', max: 200, called: 'Title' }),
  story: words({ empty: 'Enter what happened', max: 20_000, called: 'What happened' }),
  happened: pastMoment({ empty: 'Enter when it happened', called: 'When it happened' }),
  place: optionalWords({ max: 500, called: 'Where' }),
  category: words({ empty: 'Select the category' }),
  severity: choice(SEVERITIES, { empty: 'Select the severity' }),
  leadOfficerId: words({ empty: 'Select the lead officer' }),
  name: optionalWords({ max: 120, called: 'Name' }), phone: optionalPhone, email: optionalEmail,
  means: choices(SAFE_MEANS), times: optionalWords({ max: 300, called: 'When it is safe' }), message: ticked, mustNotKnow: optionalWords({ max: 500, called: 'Who must not know' }),
  harmed: choice(HARMED, { empty: 'Select who is harmed' }),
}
type Values = ValuesOf<typeof fields>
type Loaded = { readonly officers: readonly { readonly id: string; readonly name: string }[]; readonly all: Awaited<ReturnType<typeof categories>> }

const addWhoTold = async (work: OfficerWork, caseId: string, values: Values): Promise<void> => {
  const { name, harmed } = values
  const contact = { phone: values.phone || null, email: values.email || null }
  const personId = name === '' ? null : await samePerson(work, { name, ...contact }) ?? await addPerson(work, {
    ...splitName(name), ...contact, address: null, postcode: null, safeMeans: values.means, safeTimes: values.times || null, mayLeaveMessage: values.message, mustNotKnow: values.mustNotKnow || null,
    vulnerability: null, language: null, formatNeeds: null, mayShare: null,
  })
  if (personId !== null) await insertParty(work, caseId, { role: 'reporting', personId, describedAs: null })
  if (harmed === 'them' && personId !== null) await insertParty(work, caseId, { role: 'harmed', personId, describedAs: null })
  if (harmed === 'somebody else') await insertParty(work, caseId, { role: 'harmed', personId: null, describedAs: 'Somebody else, not yet named' })
  if (harmed === 'people near by') await insertParty(work, caseId, { role: 'harmed', personId: null, describedAs: 'People who live or pass near by' })
}

export const newCase = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [
    values => values.name !== '' && values.means?.length === 0 ? { field: 'means', text: 'Select at least one way that is safe for them. Ask, if you do not know' } : undefined,
    values => values.harmed === 'them' && values.name === '' ? { field: 'name', text: 'Enter the name of the person who told us, who is harmed' } : undefined,
  ],
  load: async work => ({ officers: await officersWhoMay(work, work.actor.agencyId, 'work on cases'), all: await categories(work) }),
  start: (_loaded, _ask, work) => ({ leadOfficerId: work.actor.officerId, severity: 'standard' }),
  act: async (work, { officers, all }, values) => {
    const category = all.find(one => one.code === values.category)
    if (category === undefined) return problems({ field: 'category', text: 'Select the category' })
    if (!officers.some(officer => officer.id === values.leadOfficerId)) return problems({ field: 'leadOfficerId', text: 'Select the lead officer' })
    const { title, story, severity, leadOfficerId } = values
    const opened = await insertCase(work, { title, summary: story, severity, leadOfficerId, categoryCode: category.code, strand: category.strand, wardCode: null, flags: [], followsCaseId: null })
    await addWhoTold(work, opened.id, values)
    await insertIncident(work, opened.id, { reportId: null, happenedAt: values.happened, happenedAbout: null, categoryCode: category.code, description: story, effect: null, placeDescribed: values.place || null })
    await insertEntry(work, opened.id, { kind: 'note', happenedAt: work.now, summary: 'Case opened by an officer, without a report', body: story, visibility: 'staff' })
    await startClocks(work, opened.id, work.now, severity, leadOfficerId)
    await work.announce(caseOpened, { caseId: opened.id })
    return seeOther(`/cases/${opened.reference}`, { about: { kind: 'case', id: opened.id } })
  },
  show: view => <NewCasePage {...view} />,
})

const plain = (list: readonly string[]) => list.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))

const NewCasePage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: 'Open a case' }} state={state} narrow back={{ href: '/cases' }}>
    <h1 class="govuk-heading-l">Open a case without a report</h1>
    <Form action={action} csrf={csrf} once={once} keep="new-case">
      <TextField name="title" label="Short title" hint="Other officers see this in lists: no names" state={state} />
      <TextArea name="story" label="What happened?" rows={6} maxLength={20_000} state={state} />
      <MomentField name="happened" label="When did it happen?" state={state} />
      <TextField name="place" label="Where? (optional)" state={state} />
      <SelectField name="category" label="Category" empty="Choose" options={loaded.all.map(({ code, name }) => ({ value: code, text: name }))} state={state} />
      <ChoiceField name="severity" label="Severity" hint="It sets how soon we must make contact" inline state={state} choices={plain(SEVERITIES)} />
      <SelectField name="leadOfficerId" label="Lead officer" empty="Choose" options={loaded.officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
      <h2 class="govuk-heading-m">Who told us</h2>
      <TextField name="name" label="Name (leave empty if nobody, or they are anonymous)" state={state} />
      <TextField name="phone" label="Phone number" type="tel" width={20} state={state} />
      <TextField name="email" label="Email address" type="email" state={state} />
      <ChoicesField name="means" label="Which ways are safe?" state={state} choices={plain(SAFE_MEANS)} />
      <TextField name="times" label="When is it safe? (optional)" state={state} />
      <ChoicesField name="message" label="May we leave a message?" state={state} choices={[{ value: 'yes', text: 'Yes' }]} />
      <TextField name="mustNotKnow" label="Who must not know? (optional)" state={state} />
      <ChoiceField name="harmed" label="Who is harmed?" state={state} choices={[{ value: 'them', text: 'The person who told us' }, { value: 'somebody else', text: 'Somebody else' }, { value: 'people near by', text: 'People near by in general' }]} />
      <SubmitButton text="Open the case" />
    </Form>
  </OfficerPage>
)
