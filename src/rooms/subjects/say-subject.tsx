// Says about whom or what a tool would be used and what the law turns on, with who said so. Changing it adds a version.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayShortDay, type Day } from '#kernel/time.ts'
import { LANDLORDS, SUBJECTS, TENANCIES } from '#law/facts.ts'
import { partiesOf, type Case } from '#rooms/cases/index.ts'
import { bornOf } from '#rooms/people/index.ts'
import { ChoiceField, ChoicesField, DateField, Form, SelectField, SubmitButton, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Answers, type Ask } from '#web/ask.ts'
import { choice, choices, optionalDate, optionalWords, words } from '#web/fields.ts'
import { form, problems, type FormView, type Rule } from '#web/form.ts'
import { BEHAVIOUR, behaviourOf } from './behaviour.ts'
import { insertFacts, subjectWith, type FactRow } from './subject-store.ts'
import { loadToWork } from './work-on.ts'

const AGES = ['adult', 'under 18', 'not known'] as const
const fields = {
  party: optionalWords({ max: 60, called: 'The person' }), name: words({ empty: 'Enter a name or description', max: 200, called: 'The name' }), kind: choice(SUBJECTS, { empty: 'Select what it is' }),
  born: optionalDate({ called: 'The date of birth' }), age: choice(AGES, { empty: 'Select what is known of their age' }),
  landlord: choice(LANDLORDS, { empty: 'Select the landlord' }), home: optionalWords({ max: 300, called: 'The home' }), tenancy: choice(TENANCIES, { empty: 'Select the tenancy' }), tenancyBegan: optionalDate({ called: 'The day the tenancy began' }),
  vulnerable: choice(['yes', 'no', 'unknown'], { empty: 'Select whether they may be vulnerable' }), behaviour: choices(BEHAVIOUR), saidBy: words({ empty: 'Enter who said so, or where it stands', max: 300, called: 'Who said so' }),
}
type Party = Awaited<ReturnType<typeof partiesOf>>[number]
type Loaded = { readonly theCase: Case; readonly parties: readonly Party[]; readonly now: FactRow | undefined }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadToWork(work, ask)
  if ('kind' in found) return found
  const id = ask.params['subject']
  const now = id === undefined ? undefined : await subjectWith(work, found.theCase.id, id)
  if (id !== undefined && now === undefined) return notThere
  return { theCase: found.theCase, now, parties: (await partiesOf(work, found.theCase.id)).filter(({ role }) => role === 'alleged perpetrator') }
}

export const partyName = ({ givenName, familyName, describedAs }: Pick<Party, 'givenName' | 'familyName' | 'describedAs'>): string => `${givenName ?? ''} ${familyName ?? ''}`.trim() || (describedAs ?? 'Not known')

const boxes = (name: string, on: Day | null | undefined): Answers => {
  const [year = '', month = '', date = ''] = (on ?? '').split('-')
  return on === null || on === undefined ? {} : { [`${name}-day`]: String(Number(date)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year }
}

const startFrom = async (work: OfficerWork, { theCase, parties }: Loaded, wanted: string): Promise<Answers> => {
  const party = parties.find(({ id }) => id === wanted) ?? (parties.length === 1 ? parties[0] : undefined)
  const person = party?.personId === null || party?.personId === undefined ? undefined : await bornOf(work, party.personId)
  const age = person?.isChild === true || party?.isChild === true ? 'under 18' : 'not known'
  return {
    party: party?.id ?? '', name: party === undefined ? '' : partyName(party), kind: person?.kind === 'organisation' ? 'body' : party === undefined ? '' : 'individual', ...boxes('born', person?.bornOn), age,
    landlord: 'unknown', tenancy: 'unknown', vulnerable: person?.vulnerability === null || person === undefined ? 'unknown' : 'yes', behaviour: [...behaviourOf(theCase)],
  }
}

const standing = (now: FactRow): Answers => ({
  party: now.partyId ?? '', name: now.name, kind: now.kind, ...boxes('born', now.bornOn), age: now.adult === null ? 'not known' : now.adult ? 'adult' : 'under 18', landlord: now.landlord, home: now.home,
  tenancy: now.tenancy, ...boxes('tenancyBegan', now.tenancyBegan), vulnerable: now.vulnerable, behaviour: [...now.behaviour],
})

const COUNCIL = ['introductory', 'secure', 'flexible']
const ASSOCIATION = ['starter', 'assured']
/** Which landlords let which tenancies: a pair that cannot be is a slip, and the law turns on both. */
export const tenancyFits = (landlord: string, tenancy: string): boolean => !(landlord === 'association' && COUNCIL.includes(tenancy)) && !(landlord === 'council' && ASSOCIATION.includes(tenancy)) && !(landlord === 'owner-occupier' && !['none', 'unknown'].includes(tenancy))

const rules: readonly Rule<typeof fields, Loaded>[] = [
  ({ born }, { at }) => born !== null && born !== undefined && born > at.today ? { field: 'born', part: 'day', text: 'The date of birth must be in the past' } : undefined,
  ({ landlord, tenancy }) => landlord !== undefined && tenancy !== undefined && !tenancyFits(landlord, tenancy) ? { field: 'tenancy', text: `This landlord does not let ${tenancy} tenancies. Check both, or select “unknown”` } : undefined,
  ({ tenancyBegan }, { at }) => tenancyBegan !== null && tenancyBegan !== undefined && tenancyBegan > at.today ? { field: 'tenancyBegan', part: 'day', text: 'The day the tenancy began must be today or in the past' } : undefined,
]

export const saySubject = form<OfficerWork, typeof fields, Loaded>({
  fields, load, rules,
  start: async (loaded, ask, work) => loaded.now === undefined ? startFrom(work, loaded, textOf(ask.query, 'party')) : standing(loaded.now),
  act: async (work, { theCase, parties, now }, said) => {
    if (said.party !== '' && !parties.some(({ id }) => id === said.party)) return problems({ field: 'party', text: 'Select the person from the list' })
    const subjectId = await insertFacts(work, theCase.id, now?.subjectId, {
      partyId: said.party || null, name: said.name, kind: said.kind, bornOn: said.born, adult: said.age === 'not known' ? null : said.age === 'adult', landlord: said.landlord, home: said.home,
      tenancy: said.tenancy, tenancyBegan: said.tenancyBegan, vulnerable: said.vulnerable, behaviour: said.behaviour, saidBy: said.saidBy,
    })
    return seeOther(`/cases/${theCase.reference}/tools?subject=${subjectId}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: view => <SubjectPage {...view} />,
})

const KIND_WORDS = { individual: 'A person', body: 'A body, such as a company', premises: 'Premises', place: 'A public place', vehicle: 'A vehicle' } as const
const LANDLORD_WORDS = { council: 'The council', association: 'A housing association', private: 'A private landlord', 'owner-occupier': 'They own it', none: 'Nobody', unknown: 'Not known' } as const
const plain = (list: readonly string[]) => list.map(value => ({ value, text: value }))

const SubjectPage = ({ loaded: { theCase, parties, now }, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: 'Whom or what it is about' }} state={state} narrow back={{ href: `/cases/${theCase.reference}/tools` }}>
    <h1 class="govuk-heading-l">{now === undefined ? 'Whom or what is it about?' : `What is known of ${now.name}`}</h1>
    <p class="govuk-body">Only what the law turns on. “Not known” is an answer: it shows what to find out.{now === undefined ? '' : ` Last said by ${now.saidBy}, ${sayShortDay(londonDay(now.madeAt))}.`}</p>
    <Form action={action} csrf={csrf} once={once} keep={`subject-${theCase.reference}`}>
      <SelectField name="party" label="Somebody in this case (optional)" empty="Nobody: it is a place, premises or vehicle" options={parties.map(party => ({ value: party.id, text: partyName(party) }))} state={state} />
      <TextField name="name" label="Name or description" hint="With two homes, say which: Jo Bloggs at 12 Larch Walk" state={state} />
      <ChoiceField name="kind" label="It is" state={state} choices={SUBJECTS.map(value => ({ value, text: KIND_WORDS[value] }))} />
      <DateField name="born" label="Date of birth, if known" state={state} />
      <ChoiceField name="age" label="What is known of their age?" hint="Counts where there is no date of birth" inline state={state} choices={plain(AGES)} />
      <SelectField name="landlord" label="Their landlord" empty="Choose" options={LANDLORDS.map(value => ({ value, text: LANDLORD_WORDS[value] }))} state={state} />
      <TextField name="home" label="Which home? (optional)" state={state} />
      <SelectField name="tenancy" label="Their tenancy" empty="Choose" options={plain(TENANCIES)} state={state} />
      <DateField name="tenancyBegan" label="When did the tenancy begin? (optional)" hint="The later of moving in and being entitled to" state={state} />
      <ChoiceField name="vulnerable" label="Are they vulnerable or disabled, as far as is known?" inline state={state} choices={plain(['yes', 'no', 'unknown'])} />
      <ChoicesField name="behaviour" label="The behaviour" hint="Drawn from the case at first: change it where it is wrong" small state={state} choices={plain(BEHAVIOUR)} />
      <TextField name="saidBy" label="Who said so, or where does it stand?" hint="The landlord’s tenancy record, the police, the person themselves" state={state} />
      <SubmitButton text="Save" />
    </Form>
  </OfficerPage>
)
