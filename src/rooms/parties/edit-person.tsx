// Changes what we know of a person: names, ways of contact, and how contact is safe. Who changed it and when stays with it.
import type { OfficerWork } from '#db/work.ts'
import { keepsContact, SAFE_MEANS, sayKept, setKept, type Contacts } from '#rooms/people/index.ts'
import { ChoicesField, DateField, Form, HiddenField, SubmitButton, TextArea, TextField, YesNoField, valueOf } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { choices, optionalDate, optionalEmail, optionalPhone, optionalPostcode, optionalWords, ticked, wholeNumber, yesNo } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { changePerson, mayChangePerson, personWith, type Person } from './parties-store.ts'
import { isChild } from './party-rules.ts'
import { fullName } from './see-people.tsx'

const fields = {
  version: wholeNumber({ empty: 'Open this page again', called: 'The version', min: 0, max: 999_999_999 }),
  givenName: optionalWords({ max: 100, called: 'Given names' }), familyName: optionalWords({ max: 100, called: 'Family name' }), knownAs: optionalWords({ max: 100, called: 'Also known as' }),
  born: optionalDate({ called: 'Date of birth' }), under18: ticked, phone: optionalPhone, email: optionalEmail, address: optionalWords({ max: 500, called: 'Address' }), postcode: optionalPostcode,
  safeMeans: choices(SAFE_MEANS), safeTimes: optionalWords({ max: 300, called: 'When' }), mayLeaveMessage: yesNo({ empty: 'Select yes if a message may be left' }), mustNotKnow: optionalWords({ max: 300, called: 'Who must not know' }),
  vulnerability: optionalWords({ max: 1000, called: 'Vulnerability' }),
}
const CHANGED = { field: 'person', text: 'Somebody else has changed this person since you opened the page. What you typed is kept: check it against what stands now, then send it again' }

/** What is kept confidential does not stand in the person's own row, whatever was typed. */
const plainOf = ({ confidential }: Pick<Person, 'confidential'>, typed: Contacts): Contacts => {
  const keptApart = (kind: 'phone' | 'email' | 'address'): boolean => confidential.includes(kind)
  return { phone: keptApart('phone') ? null : typed.phone, email: keptApart('email') ? null : typed.email, address: keptApart('address') ? null : typed.address, postcode: keptApart('address') ? null : typed.postcode }
}
const hides = ({ confidential }: Pick<Person, 'confidential'>, keeps: boolean, kind: 'phone' | 'email' | 'address'): boolean => !keeps && confidential.includes(kind)

export const editPerson = form<OfficerWork, typeof fields, { readonly person: Person; readonly keeps: boolean }>({
  fields,
  load: async (work, ask) => {
    const person = await personWith(work, ask.params['person'] ?? '')
    if (person === undefined) return notThere
    return await mayChangePerson(work, person.id) ? { person, keeps: await keepsContact(work, person.id) } : refused('Another agency keeps this record, and shows it to you in a case it shares. Tell the agency that leads the case what is wrong.')
  },
  rules: [
    ({ version }, { loaded }) => version === loaded.person.version ? undefined : CHANGED,
    ({ givenName, familyName }) => givenName === '' && familyName === '' ? { field: 'givenName', text: 'Enter at least one of their names' } : undefined,
    ({ born }, { at }) => born && born > at.today ? { field: 'born', text: 'Date of birth must be in the past', part: 'day' } : undefined,
  ],
  start: ({ person }) => {
    const [year = '', month = '', date = ''] = person.bornOn?.split('-') ?? []
    return {
      version: String(person.version), givenName: person.givenName, familyName: person.familyName, knownAs: person.knownAs ?? '', 'born-day': date, 'born-month': month, 'born-year': year, ...(person.isChild ? { under18: 'yes' } : {}),
      phone: person.phone ?? '', email: person.email ?? '', address: person.address ?? '', postcode: person.postcode ?? '', safeMeans: person.safeMeans, safeTimes: person.safeTimes ?? '', mayLeaveMessage: person.mayLeaveMessage ? 'yes' : 'no',
      mustNotKnow: person.mustNotKnow ?? '', vulnerability: person.vulnerability ?? '',
    }
  },
  act: async (work, { person, keeps }, values) => {
    const typed = { phone: values.phone || null, email: values.email || null, address: values.address || null, postcode: values.postcode }
    const safe = { safeMeans: values.safeMeans, safeTimes: values.safeTimes || null, mayLeaveMessage: values.mayLeaveMessage, mustNotKnow: values.mustNotKnow || null }
    const done = await changePerson(work, person, {
      givenName: values.givenName, familyName: values.familyName, knownAs: values.knownAs || null, bornOn: values.born, isChild: isChild(values.born, values.under18, work.today),
      ...plainOf(person, typed), ...safe, safeContactCheckedOn: work.today, vulnerability: values.vulnerability || null,
    })
    if (done && keeps) await setKept(work, person.id, typed)
    return done ? seeOther(`/people/${person.id}`, { about: { kind: 'person', id: person.id } }) : problems(CHANGED)
  },
  show: ({ loaded: { person, keeps }, state, frame, action, csrf, once }) => {
    const changed = state.errors.some(error => error.field === 'person')
    return (
      <OfficerPage frame={{ ...frame, title: `Change ${fullName(person)}` }} state={state} narrow back={{ href: `/people/${person.id}` }}>
        <h1 class="govuk-heading-l">Change {fullName(person)}</h1>
        <Form action={action} csrf={csrf} once={once} keep={`person-${person.id}`}>
          <HiddenField name="version" value={changed ? String(person.version) : valueOf(state, 'version')} />
          {changed ? <div class="govuk-inset-text" id="person" tabindex={-1}>Changed by {person.changedByName ?? 'Amity'}. <a class="govuk-link" href={`/people/${person.id}`} target="_blank" rel="noopener">See what stands now (opens in a new tab)</a></div> : null}
          <TextField name="givenName" label="Given names" state={state} />
          <TextField name="familyName" label="Family name" state={state} />
          <TextField name="knownAs" label="Also known as (optional)" state={state} />
          <DateField name="born" label="Date of birth (if known)" state={state} />
          <ChoicesField name="under18" label="Age" state={state} choices={[{ value: 'yes', text: 'They are under 18', hint: 'A date of birth, where there is one, decides' }]} />
          {sayKept(person) === undefined ? null : <InsetText text={keeps ? 'What you keep confidential stays so when you change it here.' : sayKept(person)} />}
          {hides(person, keeps, 'phone') ? null : <TextField name="phone" label="Telephone" type="tel" state={state} />}
          {hides(person, keeps, 'email') ? null : <TextField name="email" label="Email" type="email" state={state} />}
          {hides(person, keeps, 'address') ? null : <TextField name="address" label="Address" state={state} />}
          {hides(person, keeps, 'address') ? null : <TextField name="postcode" label="Postcode" width={10} state={state} />}
          <ChoicesField name="safeMeans" label="Safe ways to contact them" hint="Only what they told us. None: nobody contacts them" state={state} choices={SAFE_MEANS.map(value => ({ value, text: value }))} />
          <TextField name="safeTimes" label="When is it safe? (optional)" state={state} />
          <YesNoField name="mayLeaveMessage" label="May a message be left?" state={state} />
          <TextField name="mustNotKnow" label="Who must not know (optional)" state={state} />
          <TextArea name="vulnerability" label="Vulnerability (optional)" maxLength={1000} state={state} />
          <SubmitButton text="Save" />
        </Form>
      </OfficerPage>
    )
  },
})
