// Keeps a person's address, telephone or email confidential: marks them, names who else keeps them, and ends it.
import { sql } from 'kysely'
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { agencies, officersWhoMay } from '#rooms/partnership/index.ts'
import { keepsContact, sayKept } from '#rooms/people/index.ts'
import { ChoicesField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choices, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'

const KINDS = ['address', 'phone', 'email'] as const
const because = words({ empty: 'Enter the reason', max: 1000, called: 'Reason' })
type Keeper = { readonly officerId: string; readonly name: string; readonly because: string; readonly named: boolean }
type Loaded = { readonly person: { readonly id: string; readonly name: string; readonly confidential: readonly string[] }; readonly keeps: boolean; readonly keepers: readonly Keeper[] }

const personAt = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const id = ask.params['person'] ?? ''
  const found = looksLikeId(id) ? await work.db.selectFrom('people').select(['id', 'givenName', 'familyName', 'confidential']).where('id', '=', id).executeTakeFirst() : undefined
  if (found === undefined) return notThere
  const keepers = (await sql<Keeper>`select officer_id, name, because, named from amity.keepers_of(${id}::uuid)`.execute(work.db)).rows
  return { person: { id, name: `${found.givenName} ${found.familyName}`.trim() || 'this person', confidential: found.confidential }, keeps: await keepsContact(work, id), keepers }
}
const asKeeper = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await personAt(work, ask)
  if ('kind' in found) return found
  return found.person.confidential.length === 0 ? seeOther(`/people/${found.person.id}/confidential`) : found.keeps ? found : refused('Only those who keep these contacts do this. Ask whoever leads their case.')
}
const about = (id: string) => ({ about: { kind: 'person', id } })
const did = async (query: ReturnType<typeof sql<{ done: boolean }>>, work: OfficerWork): Promise<boolean> => (await query.execute(work.db)).rows[0]?.done === true

const marking = { kinds: choices(KINDS, { empty: 'Select what to keep confidential' }), because }
export const keepConfidential = form<OfficerWork, typeof marking, Loaded>({
  fields: marking,
  load: async (work, ask) => {
    const found = await personAt(work, ask)
    return 'kind' in found || found.person.confidential.length === 0 || found.keeps ? found : refused(`${sayKept(found.person) ?? ''}`)
  },
  start: ({ person }) => ({ kinds: [...person.confidential] }),
  act: async (work, { person }, { kinds, because: why }) => await did(sql`select amity.keep_confidential(${person.id}::uuid, ${sql.val(kinds)}::text[], ${why}) as done`, work)
    ? seeOther(`/people/${person.id}/confidential`, about(person.id)) : problems({ field: 'kinds', text: 'Only the agency that wrote this person down, or one that leads a case of theirs, keeps their contacts confidential' }),
  show: ({ loaded: { person, keeps, keepers }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Keep contacts confidential' }} state={state} narrow back={{ href: `/people/${person.id}` }}>
      <h1 class="govuk-heading-l">Keep contacts of {person.name} confidential</h1>
      <p class="govuk-body">They are taken out of every list, search, letter, export and print. Only these read them: whoever leads an open case of theirs, the circle of a restricted one, and officers you name. Never an officer in conflict with them or with anybody in a case of theirs.</p>
      <InsetText text="What is written in words elsewhere stays: look through titles, stories and the chronology yourself." />
      {person.confidential.length === 0 ? null : <Keepers person={person} keepers={keepers} keeps={keeps} />}
      <Form action={action} csrf={csrf} once={once} keep={`confidential-${person.id}`}>
        <ChoicesField name="kinds" label="What is kept confidential?" state={state} choices={KINDS.map(value => ({ value, text: value === 'phone' ? 'Telephone' : value === 'email' ? 'Email' : 'Address and postcode' }))} />
        <TextArea name="because" label="Why?" maxLength={1000} state={state} />
        <SubmitButton text={person.confidential.length === 0 ? 'Keep it confidential' : 'Keep this confidential too'} />
      </Form>
    </OfficerPage>
  ),
})

const Keepers = ({ person, keepers, keeps }: Pick<Loaded, 'person' | 'keepers' | 'keeps'>): Html => (
  <>
    <h2 class="govuk-heading-m">Who reads them</h2>
    <ul class="govuk-list govuk-list--bullet">{keepers.map(one => <li>{one.name}: {one.because}{keeps && one.named ? <> <a class="govuk-link" href={`/people/${person.id}/keepers/${one.officerId}/remove`}>Take off<span class="govuk-visually-hidden">: {one.name}</span></a></> : null}</li>)}</ul>
    <p class="govuk-body"><a class="govuk-link" href={`/people/${person.id}/keepers/add`}>Name somebody</a> · <a class="govuk-link" href={`/people/${person.id}/confidential/end`}>No longer confidential</a></p>
  </>
)

type Named = { readonly id: string; readonly name: string }
const naming = { officerId: words({ empty: 'Select an officer', max: 40 }), because }
export const nameKeeper = form<OfficerWork, typeof naming, Loaded & { readonly candidates: readonly Named[] }>({
  fields: naming,
  load: async (work, ask) => {
    const found = await asKeeper(work, ask)
    if ('kind' in found) return found
    const candidates: Named[] = []
    for (const agency of await agencies(work)) candidates.push(...(await officersWhoMay(work, agency.id, 'see cases')).map(({ id, name }) => ({ id, name: `${name}, ${agency.shortName}` })))
    return { ...found, candidates: candidates.filter(({ id }) => id !== work.actor.officerId && !found.keepers.some(one => one.officerId === id)) }
  },
  act: async (work, { person, candidates }, { officerId, because: why }) => candidates.some(({ id }) => id === officerId) && await did(sql`select amity.name_keeper(${person.id}::uuid, ${officerId}::uuid, ${why}) as done`, work)
    ? seeOther(`/people/${person.id}/confidential`, about(person.id)) : problems({ field: 'officerId', text: 'Select an officer who does not keep them yet' }),
  show: ({ loaded: { person, candidates }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Name somebody' }} state={state} narrow back={{ href: `/people/${person.id}/confidential` }}>
      <h1 class="govuk-heading-l">Who else must know how to reach {person.name}?</h1>
      <Form action={action} csrf={csrf} once={once}>
        <SelectField name="officerId" label="Officer" hint="Make sure they know nobody in a case of theirs. They must be able to see the person" empty="Choose" options={candidates.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <TextArea name="because" label="Why?" maxLength={1000} state={state} />
        <SubmitButton text="Let them read it" />
      </Form>
    </OfficerPage>
  ),
})

const ending = { because }
export const removeKeeper = form<OfficerWork, typeof ending, Loaded & { readonly who: Keeper }>({
  fields: ending,
  load: async (work, ask) => {
    const found = await asKeeper(work, ask)
    if ('kind' in found) return found
    const who = found.keepers.find(one => one.officerId === ask.params['officer'] && one.named)
    return who === undefined ? notThere : { ...found, who }
  },
  act: async (work, { person, who }, { because: why }) => await did(sql`select amity.take_keeper(${person.id}::uuid, ${who.officerId}::uuid, ${why}) as done`, work)
    ? seeOther(`/people/${person.id}`, about(person.id)) : problems({ field: 'because', text: 'Somebody has taken them off since you opened this page' }),
  show: ({ loaded: { person, who }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Take somebody off' }} state={state} narrow back={{ href: `/people/${person.id}/confidential` }}>
      <h1 class="govuk-heading-l">Take {who.name} off</h1>
      <Form action={action} csrf={csrf} once={once}><TextArea name="because" label="Why?" maxLength={1000} state={state} /><SubmitButton text="Take them off" /></Form>
    </OfficerPage>
  ),
})

export const endConfidential = form<OfficerWork, typeof ending, Loaded>({
  fields: ending, load: asKeeper,
  act: async (work, { person }, { because: why }) => await did(sql`select amity.end_confidential(${person.id}::uuid, ${why}) as done`, work)
    ? seeOther(`/people/${person.id}`, about(person.id)) : problems({ field: 'because', text: 'Somebody has changed this since you opened the page' }),
  show: ({ loaded: { person }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'No longer confidential' }} state={state} narrow back={{ href: `/people/${person.id}/confidential` }}>
      <h1 class="govuk-heading-l">Contacts of {person.name} are no longer confidential</h1>
      <p class="govuk-body">Everybody who sees this person reads them from now on. Ask the person first.</p>
      <Form action={action} csrf={csrf} once={once}><TextArea name="because" label="Why?" maxLength={1000} state={state} /><SubmitButton text="Show them again" look="warning" /></Form>
    </OfficerPage>
  ),
})
