// Add an agency, or change its details: name, kind, colour, contact details and opening hours. The public pages read them at once.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayShortDay } from '#kernel/time.ts'
import { Form, HiddenField, SelectField, SubmitButton, TextArea, TextField, valueOf } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { isColour, mayBeBrand } from '#ui/theme.ts'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { choice, optionalEmail, optionalPhone, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { namesOf, runsPartnership as runsThePartnership } from '#rooms/officers/index.ts'
import { agenciesToEdit, namesTaken, saveAgency } from '#rooms/partnership/index.ts'
import { changedMeanwhile, ONLY_RUNNER, runsPartnership } from './seen-row.ts'

type Agency = Awaited<ReturnType<typeof agenciesToEdit>>[number]
type Loaded = { readonly one: Agency | undefined; readonly names: readonly string[]; readonly had: Awaited<ReturnType<typeof namesOf>>; readonly mayMerge: boolean }

const KINDS = ['council', 'landlord', 'police', 'fire', 'health', 'probation', 'charity', 'school', 'other'] as const
/** As the contact page lists them; each a line of the administrator's own words. */
const HOURS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday', 'Bank holidays', 'Out of hours'] as const
const hours = optionalWords({ max: 200, called: 'Opening hours' })
const fields = {
  name: words({ empty: 'Enter its name', max: 200, called: 'Name' }), shortName: words({ empty: 'Enter its short name', max: 40, called: 'Short name' }),
  kind: choice(KINDS, { empty: 'Select what kind of agency it is' }), brandColour: optionalWords({ max: 20, called: 'Colour' }),
  phone: optionalPhone, email: optionalEmail, address: optionalWords({ max: 500, called: 'Address' }),
  'hours-0': hours, 'hours-1': hours, 'hours-2': hours, 'hours-3': hours, 'hours-4': hours, 'hours-5': hours, 'hours-6': hours, 'hours-7': hours, 'hours-8': hours, seen: optionalWords(),
}
const box = (n: number): keyof typeof fields & `hours-${number}` => BOXES[n] ?? 'hours-0'
const BOXES = ['hours-0', 'hours-1', 'hours-2', 'hours-3', 'hours-4', 'hours-5', 'hours-6', 'hours-7', 'hours-8'] as const

const hoursOf = (value: unknown): Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {}

export const editAgency = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [({ brandColour }) => {
    if (brandColour === undefined || brandColour === '') return undefined
    if (!isColour(brandColour)) return { field: 'brandColour', text: 'Enter a colour as # and six letters or numbers, like #1d4f91' }
    return mayBeBrand(brandColour) ? undefined : { field: 'brandColour', text: 'This colour is too light to read on a white page (WCAG AA asks for 4.5 to 1). Choose a darker one' }
  }],
  load: async (work, ask) => {
    const [all, id] = [await agenciesToEdit(work), ask.params['id']]
    const one = all.find(agency => agency.id === id)
    if (id !== undefined && one === undefined) return notThere
    if (id === undefined && !runsThePartnership(work)) return ONLY_RUNNER
    if (one !== undefined && !runsPartnership(work) && one.id !== work.actor.agencyId) return refused('Only its own administrator, or one of the agency that runs the partnership, may change this.')
    return {
      one, names: (await namesTaken(work)).filter(name => name !== one?.name), had: one === undefined ? [] : (await namesOf(work, one.id)).filter(({ untilAt }) => untilAt !== null),
      mayMerge: one !== undefined && runsThePartnership(work) && one.id !== work.partnership.triageAgencyId,
    }
  },
  start: ({ one }) => {
    if (one === undefined) return {}
    const opening = hoursOf(one.openingHours)
    return {
      name: one.name, shortName: one.shortName, kind: one.kind, brandColour: one.brandColour ?? '', phone: one.phone ?? '', email: one.email ?? '', address: one.address ?? '', seen: one.look,
      ...Object.fromEntries(HOURS.map((day, n) => [box(n), opening[day] ?? ''])),
    }
  },
  act: async (work, { one, names }, values) => {
    if (names.includes(values.name)) return problems({ field: 'name', text: 'Another agency here has, or had, this name' })
    const openingHours = Object.fromEntries(HOURS.map((day, n) => [day, values[box(n)]] as const).filter(([, says]) => says !== ''))
    const kept = await saveAgency(work, one?.id ?? null, values.seen, {
      name: values.name, shortName: values.shortName, kind: values.kind, phone: values.phone || null, email: values.email || null, address: values.address || null,
      brandColour: values.brandColour.toLowerCase() || null, openingHours,
    })
    return kept ? seeOther('/content', { about: { kind: 'agency', id: one?.id ?? values.name } }) : changedMeanwhile
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: loaded.one?.name ?? 'Add an agency' }} state={state} breadcrumbs={[{ text: 'Agencies, categories and signposts', href: '/content' }]} narrow>
      <h1 class="govuk-heading-l">{loaded.one?.name ?? 'Add an agency'}</h1>
      <Form action={action} csrf={csrf} once={once} keep="agency">
        <HiddenField name="seen" value={valueOf(state, 'seen')} />
        <TextField name="name" label="Name" hint={loaded.one === undefined ? undefined : 'Old records go on saying the name of their time'} state={state} />
        <TextField name="shortName" label="Short name" state={state} width={20} />
        <SelectField name="kind" label="Kind" options={KINDS.map(kind => ({ value: kind, text: kind }))} state={state} />
        <TextField name="brandColour" label="Colour (optional)" hint="For example #1d4f91. It must be dark enough to read on white" state={state} width={10} />
        <TextField name="phone" label="Phone number (optional)" type="tel" state={state} width={20} />
        <TextField name="email" label="Email address (optional)" type="email" state={state} />
        <TextArea name="address" label="Address (optional)" rows={3} state={state} />
        <h2 class="govuk-heading-m">Opening hours</h2>
        <p class="govuk-hint">As people should read them, like “9am to 5pm” or “closed”. Leave empty what need not be said.</p>
        {HOURS.map((day, n) => <TextField name={box(n)} label={day} state={state} width={n < 7 ? 20 : undefined} />)}
        <SubmitButton text="Save" />
      </Form>
      {loaded.had.length === 0 ? null : <DataTable id="names" caption="Names it had" rows={loaded.had} columns={[
        { heading: 'Name', rowHeader: true, cell: name => name.name }, { heading: 'Until', cell: name => name.untilAt === null ? '' : sayShortDay(londonDay(name.untilAt)) },
      ]} />}
      {loaded.mayMerge ? <p class="govuk-body"><a class="govuk-link" href={`/agencies/${loaded.one?.id ?? ''}/merge`}>It becomes part of another agency</a></p> : null}
    </OfficerPage>
  ),
})
