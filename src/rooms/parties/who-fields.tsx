// The question "who is it?": somebody we know and may see, a new person, somebody only described, or unknown.
import type { OfficerWork } from '#db/work.ts'
import { sayDate } from '#kernel/time.ts'
import { addPerson, SAFE_MEANS } from '#rooms/people/index.ts'
import { ChoiceField, ChoicesField, DateField, TextArea, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choices, optionalDate, optionalEmail, optionalPhone, optionalPostcode, optionalWords, ticked, words, type ValuesOf } from '#web/fields.ts'
import type { Problem } from '#web/form.ts'
import { changePerson, findPeople, mayChangePerson, personWith, MOST_FOUND, type Found } from './parties-store.ts'
import { isChild, readSought } from './party-rules.ts'

export const whoFields = {
  who: words({ empty: 'Select who it is', max: 60 }),
  givenName: optionalWords({ max: 100, called: 'Given names' }), familyName: optionalWords({ max: 100, called: 'Family name' }), born: optionalDate({ called: 'Date of birth' }),
  phone: optionalPhone, email: optionalEmail, address: optionalWords({ max: 500, called: 'Address' }), postcode: optionalPostcode,
  safeMeans: choices(SAFE_MEANS), mustNotKnow: optionalWords({ max: 300, called: 'Who must not know' }),
  describedAs: optionalWords({ max: 500, called: 'Description' }), under18: ticked,
}
export type WhoValues = ValuesOf<typeof whoFields>
export type Asked = { readonly sought: string; readonly found: readonly Found[]; readonly more: boolean }

const PERSON = 'person:'

/** What the search at the top of the page found, and whoever was chosen on the page before an error. */
export const loadWho = async (work: OfficerWork, ask: Ask): Promise<Asked> => {
  const sought = textOf(ask.query, 'q').slice(0, 200)
  const found = [...await findPeople(work, readSought(sought))]
  const chosen = textOf(ask.answers, 'who')
  const person = chosen.startsWith(PERSON) && !found.some(({ id }) => `${PERSON}${id}` === chosen) ? await personWith(work, chosen.slice(PERSON.length)) : undefined
  return { sought, found: [...(person === undefined ? [] : [person]), ...found.slice(0, MOST_FOUND)], more: found.length > MOST_FOUND }
}

/** Rules over the answers; `known` where only a known person will do. */
export const whoRule = (known: boolean) => ({ who, givenName, familyName, describedAs, born }: Partial<WhoValues>, { at }: { readonly at: { readonly today: string } }): Problem | undefined => {
  if (who === 'new' && givenName === '' && familyName === '') return { field: 'givenName', text: 'Enter at least one of their names' }
  if (who === 'new' && born && born > at.today) return { field: 'born', text: 'Date of birth must be in the past', part: 'day' }
  if (!known && who === 'described' && describedAs === '') return { field: 'describedAs', text: 'Enter what is known of them' }
  return undefined
}

export type Who = { readonly personId: string | null; readonly describedAs: string | null; readonly isChild: boolean }

/** The person or description meant, written down when new; or what is wrong. */
export const whoIsIt = async (work: OfficerWork, values: WhoValues): Promise<Who | Problem> => {
  if (values.who === 'unknown') return { personId: null, describedAs: 'Not known', isChild: values.under18 }
  if (values.who === 'described') return { personId: null, describedAs: values.describedAs, isChild: values.under18 }
  if (values.who === 'new') return newPerson(work, values)
  const person = values.who.startsWith(PERSON) ? await personWith(work, values.who.slice(PERSON.length)) : undefined
  if (person !== undefined && !await mayChangePerson(work, person.id)) return { field: 'who', text: 'Another agency keeps this record, and only shows it to you. Write the person down yourselves' }
  return person === undefined ? { field: 'who', text: 'Select who it is' } : { personId: person.id, describedAs: null, isChild: isChild(person.bornOn, person.isChild || values.under18, work.today) }
}

const newPerson = async (work: OfficerWork, values: WhoValues): Promise<Who> => {
  const child = isChild(values.born, values.under18, work.today)
  const personId = await addPerson(work, {
    givenName: values.givenName, familyName: values.familyName, phone: values.phone || null, email: values.email || null, address: values.address || null, postcode: values.postcode,
    safeMeans: values.safeMeans, safeTimes: null, mayLeaveMessage: false, mustNotKnow: values.mustNotKnow || null, vulnerability: null, language: null, formatNeeds: null, mayShare: null,
  })
  if (values.born !== null || child) await changePerson(work, { id: personId, version: 1 }, { bornOn: values.born, isChild: child })
  return { personId, describedAs: null, isChild: child }
}

const hintOf = ({ bornOn, address, postcode, phone }: Found): string => [bornOn === null ? null : `born ${sayDate(bornOn)}`, address, postcode, phone].filter(part => part !== null && part !== '').join(', ') || 'Nothing else is known'

/** The search comes first, as its own form above; this stands inside the main one. */
export const WhoIsIt = ({ asked, state, known }: { readonly asked: Asked; readonly state: FormState; readonly known: boolean }): Html => (
  <>
    <ChoiceField name="who" label="Who is it?" state={state} choices={[
      ...asked.found.map(one => ({ value: `${PERSON}${one.id}`, text: `${one.givenName} ${one.familyName}`.trim() || 'No name', hint: hintOf(one) })),
      { value: 'new', text: 'Somebody not written down yet', reveals: <NewPerson state={state} /> },
      ...(known ? [] : [{ value: 'described', text: 'Known only by a description', reveals: <TextArea name="describedAs" label="What is known of them?" hint="For example, a man in his forties with a large brown dog" maxLength={500} state={state} /> }, { value: 'unknown', text: 'Not known at all' }]),
    ]} />
    <ChoicesField name="under18" label="Age" state={state} choices={[{ value: 'yes', text: 'They are under 18', hint: 'A date of birth, where there is one, decides' }]} />
  </>
)

const NewPerson = ({ state }: { readonly state: FormState }): Html => (
  <>
    <TextField name="givenName" label="Given names" state={state} />
    <TextField name="familyName" label="Family name" state={state} />
    <DateField name="born" label="Date of birth (if known)" state={state} />
    <TextField name="phone" label="Telephone (if known)" type="tel" state={state} />
    <TextField name="email" label="Email (if known)" type="email" state={state} />
    <TextField name="address" label="Address (if known)" state={state} />
    <TextField name="postcode" label="Postcode (if known)" width={10} state={state} />
    <ChoicesField name="safeMeans" label="Safe ways to contact them" hint="Only what they told us. None: nobody contacts them" state={state} choices={SAFE_MEANS.map(value => ({ value, text: value }))} />
    <TextField name="mustNotKnow" label="Who must not know (optional)" state={state} />
  </>
)
