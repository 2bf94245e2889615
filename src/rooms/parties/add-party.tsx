// Adds somebody to a case in a role, and says later who a described person turned out to be.
import type { OfficerWork } from '#db/work.ts'
import { insertEntry, isOpen, loadToAdd, type Case } from '#rooms/cases/index.ts'
import { Form, SelectField, SubmitButton } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, shown, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { addParty, everParties, leaveCase, nameOf, type Party } from './parties-store.ts'
import { ROLES } from './party-rules.ts'
import { FindBox } from './see-people.tsx'
import { loadWho, whoFields, WhoIsIt, whoIsIt, whoRule, type Asked } from './who-fields.tsx'

type Loaded = { readonly theCase: Case; readonly parties: readonly Party[]; readonly asked: Asked }

/** People join, leave and are identified only while a case is open, by the agency that works on it. */
export const loadParties = async (work: OfficerWork, ask: Ask): Promise<{ readonly theCase: Case; readonly parties: readonly Party[] } | Answer> => {
  const loaded = await loadToAdd(work, ask)
  if ('kind' in loaded) return loaded
  return isOpen(loaded.theCase) ? { theCase: loaded.theCase, parties: await everParties(work, loaded.theCase.id) } : seeOther(`/cases/${loaded.theCase.reference}#people`)
}

const fields = { ...whoFields, role: choice(ROLES, { empty: 'Select their role' }), forParty: optionalWords({ max: 40 }) }
const SAME = { field: 'who', text: 'They are in this case in this role already' }

export const addPartyForm = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const loaded = await loadParties(work, ask)
    return 'kind' in loaded ? loaded : { ...loaded, asked: await loadWho(work, ask) }
  },
  rules: [whoRule(false)],
  start: ({ asked }) => asked.sought === '' || asked.found.length !== 1 ? {} : { who: `person:${asked.found[0]?.id ?? ''}` },
  act: async (work, { theCase, parties }, values) => {
    const child = values.role === 'parent or guardian' ? parties.find(({ id, leftAt, isChild }) => id === values.forParty && leftAt === null && isChild) : undefined
    if (values.forParty !== '' && values.role === 'parent or guardian' && child === undefined) return problems({ field: 'forParty', text: 'Select a child who is part of this case' })
    const who = await whoIsIt(work, values)
    if ('field' in who) return problems(who)
    if (who.personId !== null && parties.some(({ personId, role, leftAt }) => personId === who.personId && role === values.role && leftAt === null)) return problems(SAME)
    await addParty(work, theCase.id, { role: values.role, ...who, forPartyId: child?.id ?? null })
    await insertEntry(work, theCase.id, { kind: 'note', happenedAt: work.now, summary: `Somebody joined the case: ${values.role}`, body: '', visibility: 'staff', personId: who.personId })
    return seeOther(`/cases/${theCase.reference}#people`, { about: { kind: 'case', id: theCase.id } })
  },
  offers: ({ asked }) => shown('person', asked.found, 'search'),
  show: ({ loaded: { theCase, parties, asked }, state, frame, action, csrf, once }) => {
    const children = parties.filter(({ isChild, leftAt }) => isChild && leftAt === null)
    return (
      <OfficerPage frame={{ ...frame, title: 'Add somebody' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#people` }}>
        <h1 class="govuk-heading-l">Add somebody to {theCase.reference}</h1>
        <FindFirst action={action} asked={asked} />
        <Form action={action} csrf={csrf} once={once} keep={`party-${theCase.reference}`}>
          <SelectField name="role" label="Their role" empty="Choose" options={ROLES.map(value => ({ value, text: value }))} state={state} />
          <WhoIsIt asked={asked} state={state} known={false} />
          {children.length === 0 ? null : <SelectField name="forParty" label="Parent or guardian of (if that is their role)" empty="Nobody in this case" options={children.map(child => ({ value: child.id, text: nameOf(child) }))} state={state} />}
          <SubmitButton text="Add them" />
        </Form>
      </OfficerPage>
    )
  },
})

const FindFirst = ({ action, asked }: { readonly action: string; readonly asked: Asked }): Html => (
  <>
    <FindBox action={action} sought={asked.sought} />
    {asked.sought === '' ? null : <p class="govuk-body" role="status">{asked.found.length === 0 ? 'Nobody you may see matches.' : asked.more ? 'Many match. Add a word to find fewer.' : `${asked.found.length} found, below.`}</p>}
  </>
)

type ToIdentify = Loaded & { readonly party: Party }

export const identifyParty = form<OfficerWork, typeof whoFields, ToIdentify>({
  fields: whoFields,
  load: async (work, ask) => {
    const loaded = await loadParties(work, ask)
    if ('kind' in loaded) return loaded
    const party = loaded.parties.find(({ id }) => id === ask.params['party'])
    if (party === undefined) return notThere
    if (party.leftAt !== null || party.personId !== null) return seeOther(`/cases/${loaded.theCase.reference}#people`)
    return { ...loaded, party, asked: await loadWho(work, ask) }
  },
  rules: [whoRule(true), ({ who }) => who === 'described' || who === 'unknown' ? { field: 'who', text: 'Select who it is' } : undefined],
  act: async (work, { theCase, party, parties }, values) => {
    const who = await whoIsIt(work, values)
    if ('field' in who) return problems(who)
    if (parties.some(({ personId, role, leftAt }) => personId === who.personId && role === party.role && leftAt === null)) return problems(SAME)
    if (!await leaveCase(work, party.id, work.now, 'Identified')) return problems({ field: 'who', text: 'Somebody else has identified them, or taken them out, since you opened this page' })
    await addParty(work, theCase.id, { role: party.role, ...who, isChild: who.isChild || party.isChild, forPartyId: party.forPartyId, identifiedFromId: party.id })
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `Somebody was identified: ${party.role}`, body: `Until now: ${party.describedAs ?? 'not known'}`, visibility: 'staff', personId: who.personId })
    return seeOther(`/cases/${theCase.reference}#people`, { about: { kind: 'case', id: theCase.id } })
  },
  offers: ({ asked }) => shown('person', asked.found, 'search'),
  show: ({ loaded: { theCase, party, asked }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Say who it is' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#people` }}>
      <h1 class="govuk-heading-l">Who is it?</h1>
      <InsetText text={`${party.role}, until now: ${party.describedAs ?? 'not known'}. The description stays in the history.`} />
      <FindFirst action={action} asked={asked} />
      <Form action={action} csrf={csrf} once={once} keep={`identify-${party.id}`}>
        <WhoIsIt asked={asked} state={state} known />
        <SubmitButton text="This is who it is" />
      </Form>
    </OfficerPage>
  ),
})
