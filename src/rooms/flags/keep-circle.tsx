// Who may see a restricted case: names one more officer with a reason, or takes one out.
import type { OfficerWork } from '#db/work.ts'
import { caseAt, insertEntry, type Case } from '#rooms/cases/index.ts'
import { agencies, officersWhoMay } from '#rooms/partnership/index.ts'
import { Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { circleOf, mayKeepCircle, nameInCircle, takeFromCircle, type InCircle } from './flag-store.ts'

const because = words({ empty: 'Enter the reason', max: 1000, called: 'Reason' })
type Restricted = { readonly theCase: Case; readonly circle: readonly InCircle[] }

/** A case with a circle, and an officer who may keep it. A case without one has no such page. */
const loadCircle = async (work: OfficerWork, ask: Ask): Promise<Restricted | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (theCase.circleId === null) return notThere
  return await mayKeepCircle(work, theCase.id) ? { theCase, circle: await circleOf(work, theCase.id) } : refused('The lead officer, or a manager who may see restricted cases, says who is in the circle.')
}

type Candidate = { readonly id: string; readonly name: string }
const adding = { officerId: words({ empty: 'Select an officer', max: 40 }), because }

export const addToCircle = form<OfficerWork, typeof adding, Restricted & { readonly candidates: readonly Candidate[] }>({
  fields: adding,
  load: async (work, ask) => {
    const loaded = await loadCircle(work, ask)
    if ('kind' in loaded) return loaded
    const candidates: Candidate[] = []
    for (const agency of await agencies(work)) candidates.push(...(await officersWhoMay(work, agency.id, 'see cases')).map(({ id, name }) => ({ id, name: `${name}, ${agency.shortName}` })))
    return { ...loaded, candidates: candidates.filter(({ id }) => !loaded.circle.some(one => one.officerId === id)) }
  },
  act: async (work, { theCase, candidates }, values) => {
    const chosen = candidates.find(({ id }) => id === values.officerId)
    if (chosen === undefined || !await nameInCircle(work, theCase.id, chosen.id)) return problems({ field: 'officerId', text: 'Select an officer who is not in the circle' })
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `${chosen.name} may now see this case`.slice(0, 300), body: values.because, visibility: 'restricted' })
    return seeOther(`/cases/${theCase.reference}#flags`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, candidates }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Name somebody in the circle' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#flags` }}>
      <h1 class="govuk-heading-l">Who else needs to see {theCase.reference}?</h1>
      <Form action={action} csrf={csrf} once={once} keep={`circle-${theCase.reference}`}>
        <SelectField name="officerId" label="Officer" hint="Make sure they do not know the people in this case" empty="Choose" options={candidates.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <TextArea name="because" label="Why do they need to?" maxLength={1000} state={state} />
        <SubmitButton text="Let them see it" />
      </Form>
    </OfficerPage>
  ),
})

const taking = { because }

export const removeFromCircle = form<OfficerWork, typeof taking, Restricted & { readonly who: InCircle }>({
  fields: taking,
  load: async (work, ask) => {
    const loaded = await loadCircle(work, ask)
    if ('kind' in loaded) return loaded
    const who = loaded.circle.find(({ officerId }) => officerId === ask.params['officer'])
    return who === undefined ? notThere : { ...loaded, who }
  },
  act: async (work, { theCase, who }, values) => {
    if (who.officerId === theCase.leadOfficerId) return problems({ field: 'because', text: 'The lead officer stays in the circle. Change who leads first' })
    // Written first: whoever takes themselves out no longer may.
    await insertEntry(work, theCase.id, { kind: 'decision', happenedAt: work.now, summary: `${who.name} may no longer see this case`.slice(0, 300), body: values.because, visibility: 'restricted' })
    if (!await takeFromCircle(work, theCase.id, who.officerId, values.because)) return problems({ field: 'because', text: 'Somebody else has changed the circle since you opened this page' })
    return seeOther(who.officerId === work.actor.officerId ? '/cases' : `/cases/${theCase.reference}#flags`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, who }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Take somebody out of the circle' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#flags` }}>
      <h1 class="govuk-heading-l">Take {who.name} out of the circle</h1>
      <p class="govuk-body">From now on {theCase.reference} does not exist for them.</p>
      <Form action={action} csrf={csrf} once={once} keep={`uncircle-${theCase.reference}`}>
        <TextArea name="because" label="Why?" maxLength={1000} state={state} />
        <SubmitButton text="Take them out" />
      </Form>
    </OfficerPage>
  ),
})
