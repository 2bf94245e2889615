// An agency signs an agreement, leaves it, or the whole agreement ends. What ends with it is said before it is confirmed.
import type { OfficerWork } from '#db/work.ts'
import { agencies } from '#rooms/partnership/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { DateField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { pastDate, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { agreementWith, endAgreement, grantsLeaningOn, insertParty, partiesTo, withdrawParty, type Agreement, type Party } from './agreement-store.ts'

type Named = { readonly id: string; readonly name: string }
const pathOf = ({ id }: Pick<Agreement, 'id'>): string => `/sharing/agreements/${id}`
const about = ({ id }: Pick<Agreement, 'id'>) => ({ about: { kind: 'sharing agreement', id } })

/** The agreement of this address, still standing; an ended one leads to its page. */
const standing = async (work: OfficerWork, ask: Ask): Promise<Agreement | Answer> => {
  const agreement = await agreementWith(work, ask.params['agreement'] ?? '')
  return agreement === undefined ? notThere : agreement.endedAt === null ? agreement : seeOther(pathOf(agreement))
}

const signing = { agencyId: words({ empty: 'Select the agency', max: 60 }), signedBy: words({ empty: 'Enter who signed for it', max: 200, called: 'Who signed' }), signed: pastDate({ empty: 'Enter when it was signed', called: 'The day it was signed' }) }

export const signAgreement = form<OfficerWork, typeof signing, { readonly agreement: Agreement; readonly free: readonly Named[] }>({
  fields: signing,
  load: async (work, ask) => {
    const agreement = await standing(work, ask)
    if ('kind' in agreement) return agreement
    const signed = new Set((await partiesTo(work, agreement.id)).filter(one => one.withdrewAt === null).map(one => one.agencyId))
    return { agreement, free: (await agencies(work)).filter(({ id }) => !signed.has(id)) }
  },
  act: async (work, { agreement, free }, { agencyId, signedBy, signed }) => {
    if (!free.some(({ id }) => id === agencyId)) return problems({ field: 'agencyId', text: 'Select an agency that has not signed it yet' })
    const done = await insertParty(work, { agreementId: agreement.id, agencyId, signedOn: signed, signedBy })
    return done ? seeOther(pathOf(agreement), about(agreement)) : problems({ field: 'agencyId', text: 'This agency has just been signed by somebody else' })
  },
  show: ({ loaded: { agreement, free }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Sign an agency' }} state={state} narrow back={{ href: pathOf(agreement) }}>
      <h1 class="govuk-heading-l">Who has signed “{agreement.name}”?</h1>
      {free.length === 0 ? <p class="govuk-body">Every agency of the partnership has signed it.</p> : (
        <Form action={action} csrf={csrf} once={once} keep={`sign-${agreement.id}`}>
          <SelectField name="agencyId" label="Agency" empty="Choose" options={free.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
          <TextField name="signedBy" label="Who signed for it?" hint="Name and office, for example Chief Superintendent A. Reed" state={state} />
          <DateField name="signed" label="When was it signed?" state={state} />
          <SubmitButton text="Write the signature down" />
        </Form>
      )}
    </OfficerPage>
  ),
})

const because = { because: words({ empty: 'Enter why', max: 1000, called: 'Why' }) }
const sayEnding = (n: number): string => `${n === 0 ? 'Nothing you may know of is' : n === 1 ? '1 case you may know of is' : `${n} cases you may know of are`} shared under it now. Whatever is shared under it, also what you may not know of, ends in the same moment.`

export const endAnAgreement = form<OfficerWork, typeof because, { readonly agreement: Agreement; readonly leaning: number }>({
  fields: because,
  load: async (work, ask) => {
    const agreement = await standing(work, ask)
    return 'kind' in agreement ? agreement : { agreement, leaning: await grantsLeaningOn(work, agreement.id) }
  },
  act: async (work, { agreement }, values) => {
    if (!await endAgreement(work, agreement.id, values.because)) return problems({ field: 'because', text: 'Somebody else has ended it since you opened the page' })
    for (const kind of ['agreement review', 'agreement end']) await settleAbout(work, kind, agreement.id, 'the agreement was ended')
    return seeOther(pathOf(agreement), about(agreement))
  },
  show: ({ loaded: { agreement, leaning }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'End an agreement' }} state={state} narrow back={{ href: pathOf(agreement) }}>
      <h1 class="govuk-heading-l">End “{agreement.name}”</h1>
      <InsetText text={sayEnding(leaning)} />
      <Form action={action} csrf={csrf} once={once} keep={`end-${agreement.id}`}>
        <TextArea name="because" label="Why does it end?" rows={3} maxLength={1000} state={state} />
        <SubmitButton text="End it now" look="warning" />
      </Form>
    </OfficerPage>
  ),
})

type Leaving = { readonly agreement: Agreement; readonly party: Party; readonly leaning: number }
export const withdrawAgency = form<OfficerWork, typeof because, Leaving>({
  fields: because,
  load: async (work, ask) => {
    const agreement = await standing(work, ask)
    if ('kind' in agreement) return agreement
    const party = (await partiesTo(work, agreement.id)).find(({ id }) => id === ask.params['party'])
    if (party === undefined) return notThere
    return party.withdrewAt === null ? { agreement, party, leaning: await grantsLeaningOn(work, agreement.id, party.agencyId) } : seeOther(pathOf(agreement))
  },
  act: async (work, { agreement, party }, values) =>
    await withdrawParty(work, party.id, values.because) ? seeOther(pathOf(agreement), about(agreement)) : problems({ field: 'because', text: 'Somebody else has withdrawn it since you opened the page' }),
  show: ({ loaded: { agreement, party, leaning }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Withdraw an agency' }} state={state} narrow back={{ href: pathOf(agreement) }}>
      <h1 class="govuk-heading-l">{party.name} leaves “{agreement.name}”</h1>
      <InsetText text={sayEnding(leaning).replaceAll('under it', `with or by ${party.name} under it`)} />
      <Form action={action} csrf={csrf} once={once} keep={`withdraw-${party.id}`}>
        <TextArea name="because" label="Why does it leave?" rows={3} maxLength={1000} state={state} />
        <SubmitButton text="Withdraw it now" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
