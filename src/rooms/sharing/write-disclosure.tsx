// Written down by hand: what was told outside the system (telephone, meeting, letter), and what was asked for and refused.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, londonTime } from '#kernel/time.ts'
import type { Case } from '#rooms/cases/index.ts'
import { agencies, officersWhoMay } from '#rooms/partnership/index.ts'
import { ChoiceField, Form, MomentField, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { caseAt } from '#rooms/cases/index.ts'
import { refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords, pastMoment, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { insertDisclosure } from './disclosure-store.ts'
import { CONSENTS, consentChoices, GATEWAY_SAYS, GATEWAYS, METHODS } from './sharing-words.ts'

type Named = { readonly id: string; readonly name: string }
type Loaded = { readonly theCase: Case; readonly others: readonly Named[]; readonly authorisers: readonly Named[] }

/** A restricted case too: what is told of it to one person is written down all the same. */
const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (theCase.leadAgencyId !== work.actor.agencyId) return refused('Only the agency that leads a case writes down what was shared of it.')
  return { theCase, others: (await agencies(work)).filter(({ id }) => id !== work.actor.agencyId), authorisers: await officersWhoMay(work, work.actor.agencyId, 'authorise sharing') }
}
const nowParts = (at: Date): Readonly<Record<string, string>> => {
  const [year = '', month = '', date = ''] = londonDay(at).split('-')
  return { 'happened-day': date, 'happened-month': month, 'happened-year': year, 'happened-time': londonTime(at) }
}
const options = (list: readonly Named[]) => list.map(({ id, name }) => ({ value: id, text: name }))
const listOf = ({ theCase }: Loaded): string => `/cases/${theCase.reference}/disclosures`

const asking = {
  happened: pastMoment({ empty: 'Enter when it was', called: 'When it was' }), askedBy: optionalWords({ max: 200, called: 'Who asked' }), toWhom: words({ empty: 'Enter to whom', max: 200, called: 'To whom' }), agencyId: optionalWords({ max: 60 }),
  what: words({ empty: 'Enter what it was about', max: 2000, called: 'What' }), purpose: words({ empty: 'Enter what it was for', max: 200, called: 'Purpose' }), method: choice(METHODS, { empty: 'Select how' }),
}
const telling = {
  ...asking, gateway: choice(GATEWAYS, { empty: 'Select what it rested on' }), gatewayBecause: optionalWords({ max: 1000, called: 'Why that is so' }), necessity: words({ empty: 'Enter why it was necessary and proportionate', max: 2000, called: 'Why it was necessary' }),
  minimised: words({ empty: 'Enter how it was kept to what they needed', max: 2000, called: 'How it was kept small' }), consent: choice(CONSENTS, { empty: 'Select whether the person agreed' }), consentBecause: optionalWords({ max: 1000, called: 'Why' }), authorisedBy: words({ empty: 'Select who authorised it', max: 60 }),
}

const Asked = ({ loaded, state, told }: { readonly loaded: Loaded; readonly state: Parameters<typeof TextField>[0]['state']; readonly told: boolean }) => (
  <>
    <MomentField name="happened" label={told ? 'When was it told?' : 'When was it refused?'} state={state} />
    <TextField name="askedBy" label="Who asked? (optional)" state={state} />
    <TextField name="toWhom" label={told ? 'Who was told?' : 'Who would have been told?'} hint="Name and office" state={state} />
    <SelectField name="agencyId" label="Of which agency?" empty="None of this partnership" options={options(loaded.others)} state={state} />
    <TextArea name="what" label={told ? 'What was told?' : 'What was asked for?'} hint="What it was about, not the words themselves" rows={3} maxLength={2000} state={state} />
    <TextField name="purpose" label="What for?" state={state} />
    <ChoiceField name="method" label={told ? 'How?' : 'How was it asked?'} state={state} inline choices={METHODS.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
  </>
)

const agencyOf = ({ others }: Loaded, id: string): string | null | undefined => id === '' ? null : others.find(one => one.id === id)?.id

export const writeDisclosure = form<OfficerWork, typeof telling, Loaded>({
  fields: telling, load,
  rules: [
    ({ consent, consentBecause }) => consent !== undefined && consent !== 'given' && consentBecause === '' ? { field: 'consentBecause', text: 'Enter why they were not asked, or why it was shared all the same' } : undefined,
    ({ gateway, consent }) => gateway === 'consent' && consent !== undefined && consent !== 'given' ? { field: 'consent', text: 'It cannot rest on consent the person has not given' } : undefined,
  ],
  start: (_loaded, _ask, work) => ({ ...nowParts(work.now), authorisedBy: work.may('authorise sharing') ? work.actor.officerId : '' }),
  act: async (work, loaded, { happened, agencyId, ...said }) => {
    const toAgencyId = agencyOf(loaded, agencyId)
    if (toAgencyId === undefined) return problems({ field: 'agencyId', text: 'Select the agency' })
    if (!loaded.authorisers.some(({ id }) => id === said.authorisedBy)) return problems({ field: 'authorisedBy', text: 'Select who authorised it' })
    await insertDisclosure(work, { caseId: loaded.theCase.id, decision: 'shared', toAgencyId, refusedBecause: null, disclosedAt: happened, ...said })
    return seeOther(listOf(loaded), { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Write down a disclosure' }} state={state} narrow back={{ href: listOf(loaded) }}>
      <h1 class="govuk-heading-l">What was told of {loaded.theCase.reference}?</h1>
      <Form action={action} csrf={csrf} once={once} keep={`disclosure-${loaded.theCase.reference}`}>
        <Asked loaded={loaded} state={state} told />
        <ChoiceField name="gateway" label="What did it rest on?" state={state} choices={GATEWAYS.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()), hint: GATEWAY_SAYS[value] }))} />
        <TextArea name="gatewayBecause" label="Why did it rest on this? (optional)" rows={2} maxLength={1000} state={state} />
        <TextArea name="necessity" label="Why was it necessary and proportionate?" rows={3} maxLength={2000} state={state} />
        <TextArea name="minimised" label="How was it kept to what they needed?" rows={2} maxLength={2000} state={state} />
        <ChoiceField name="consent" label="Had the person it is about agreed?" state={state} choices={consentChoices} />
        <TextArea name="consentBecause" label="If they had not: why was it shared?" rows={2} maxLength={1000} state={state} />
        <SelectField name="authorisedBy" label="Who authorised it?" empty="Choose" options={options(loaded.authorisers)} state={state} />
        <SubmitButton text="Write it down" />
      </Form>
    </OfficerPage>
  ),
})

const refusing = { ...asking, because: words({ empty: 'Enter why it was refused', max: 2000, called: 'Why' }) }

export const writeRefusal = form<OfficerWork, typeof refusing, Loaded>({
  fields: refusing, load,
  start: (_loaded, _ask, work) => nowParts(work.now),
  act: async (work, loaded, { happened, agencyId, because, ...said }) => {
    const toAgencyId = agencyOf(loaded, agencyId)
    if (toAgencyId === undefined) return problems({ field: 'agencyId', text: 'Select the agency' })
    await insertDisclosure(work, { caseId: loaded.theCase.id, decision: 'refused', toAgencyId, refusedBecause: because, disclosedAt: happened, gateway: null, gatewayBecause: '', necessity: '', minimised: '', consent: 'not asked', consentBecause: '', authorisedBy: work.actor.officerId, ...said })
    return seeOther(listOf(loaded), { about: { kind: 'case', id: loaded.theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Write down a refusal' }} state={state} narrow back={{ href: listOf(loaded) }}>
      <h1 class="govuk-heading-l">What was asked for and refused?</h1>
      <Form action={action} csrf={csrf} once={once} keep={`refusal-${loaded.theCase.reference}`}>
        <Asked loaded={loaded} state={state} told={false} />
        <TextArea name="because" label="Why was it refused?" rows={4} maxLength={2000} state={state} />
        <SubmitButton text="Write it down" />
      </Form>
    </OfficerPage>
  ),
})
