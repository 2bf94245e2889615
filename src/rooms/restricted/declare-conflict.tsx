// Declares a conflict of interest with a case, a person or an address: an officer their own, or a manager an officer's.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { caseAt } from '#rooms/cases/index.ts'
import { officersOf } from '#rooms/partnership/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText, WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalPostcode, optionalWords, words } from '#web/fields.ts'
import { form, problems, type FormView, type Problems } from '#web/form.ts'
import { OWN_CHOICES, RELATIONS, type Relation } from './conflict-rules.ts'
import { declareConflict, personSeen, type About } from './conflict-store.ts'

const shared = {
  officerId: optionalWords({ max: 40 }), relation: choice(RELATIONS, { empty: 'Select how' }),
  said: words({ empty: 'Enter words by which you will know it again', max: 200, called: 'Your words' }), because: words({ empty: 'Enter how you know them', max: 1000, called: 'How you know them' }),
}
type Named = { readonly id: string; readonly name: string }
type Declaring = { readonly back: string; readonly officers: readonly Named[]; readonly me: string; readonly heading: string; readonly about: About | undefined }
type Values = { readonly officerId: string; readonly relation: Relation; readonly said: string; readonly because: string }

/** Whom it may be declared for: oneself, and by a manager who may see restricted cases their own agency's officers. */
const declaring = async (work: OfficerWork, about: About | undefined, heading: string, back: string): Promise<Declaring> => ({
  about, heading, back, me: work.actor.officerId,
  officers: work.may('see restricted') ? (await officersOf(work, work.actor.agencyId)).filter(({ id }) => id !== work.actor.officerId) : [],
})

/** Where they land never depends on what became invisible by it. */
const LANDS = '/conflicts?declared=yes'

const declare = async (work: OfficerWork, { officers, me }: Declaring, about: About, { officerId, ...values }: Values): Promise<Answer | Problems> => {
  const whose = officerId === '' || officerId === me ? me : officers.find(({ id }) => id === officerId)?.id
  if (whose === undefined) return problems({ field: 'officerId', text: 'Select yourself or an officer of your agency' })
  if (!await declareConflict(work, { officerId: whose, about, ...values })) return problems({ field: 'address', text: 'Enter the house number or name, and the street' })
  return seeOther(whose === me ? LANDS : '/conflicts/register')
}

export const declareOnCase = form<OfficerWork, typeof shared, Declaring>({
  fields: shared,
  load: async (work, ask) => {
    const theCase = await caseAt(work, ask)
    return 'kind' in theCase ? theCase : declaring(work, { kind: 'case', id: theCase.id }, 'I know the people in this case', `/cases/${theCase.reference}`)
  },
  act: (work, loaded, values) => loaded.about === undefined ? Promise.resolve(notThere) : declare(work, loaded, loaded.about, values),
  show: view => <Page view={view} first={null} />,
})

export const declareOnPerson = form<OfficerWork, typeof shared, Declaring>({
  fields: shared,
  load: async (work, ask: Ask) => {
    const id = ask.params['person'] ?? ''
    const person = looksLikeId(id) ? await personSeen(work, id) : undefined
    return person === undefined ? notThere : declaring(work, { kind: 'person', id: person.id }, 'I know this person', `/people/${person.id}`)
  },
  act: (work, loaded, values) => loaded.about === undefined ? Promise.resolve(notThere) : declare(work, loaded, loaded.about, values),
  show: view => <Page view={view} first={null} />,
})

const { said: _said, ...withoutWords } = shared
const onAddress = { address: words({ empty: 'Enter the address', max: 400, called: 'Address' }), postcode: optionalPostcode, ...withoutWords }
export const declareOnAddress = form<OfficerWork, typeof onAddress, Declaring>({
  fields: onAddress,
  load: work => declaring(work, undefined, 'An address close to me', '/conflicts'),
  rules: [({ postcode }) => postcode === null ? { field: 'postcode', text: 'Enter the postcode' } : undefined],
  act: async (work, loaded, { address, postcode, ...values }) => postcode === null ? problems({ field: 'postcode', text: 'Enter the postcode' })
    : declare(work, loaded, { kind: 'address', address, postcode }, { ...values, said: `${address}, ${postcode}`.slice(0, 500) }),
  show: view => <Page view={view} first={(
    <>
      <TextField name="address" label="Address" hint="The house number or name, and the street: your own home, your family’s, the one next door" state={view.state} />
      <TextField name="postcode" label="Postcode" width={10} state={view.state} />
    </>
  )} />,
})

const Page = ({ view: { loaded, state, frame, action, csrf, once }, first }: { readonly view: FormView<Declaring>; readonly first: Html | null }): Html => (
  <OfficerPage frame={{ ...frame, title: 'Declare a conflict of interest' }} state={state} narrow back={{ href: loaded.back }}>
    <h1 class="govuk-heading-l">{loaded.heading}</h1>
    {WarningText({ text: 'From this moment whatever this is about does not exist for whoever it is declared for: no case, person, report, task or message. Only a manager can end that, and never their own.', iconFallbackText: 'Warning' })}
    <InsetText text="If you lead a case that goes, a manager is told at once to name another lead. Nothing stops meanwhile." />
    <Form action={action} csrf={csrf} once={once} keep={`conflict-${action}`}>
      {first}
      {loaded.officers.length === 0 ? null : <SelectField name="officerId" label="For whom?" empty="Me" options={loaded.officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} />}
      <ChoiceField name="relation" label="How?" state={state} choices={OWN_CHOICES} />
      {first === null ? <TextField name="said" label="Your own words for it" hint="By which you will know it again: your list will show these words and nothing else" state={state} /> : null}
      <TextArea name="because" label="How do you know them?" maxLength={1000} state={state} />
      <SubmitButton text="Declare it" />
    </Form>
  </OfficerPage>
)
