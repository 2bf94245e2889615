// Ends what was shared, with a reason: the partner sees nothing more from this moment.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDay } from '#kernel/time.ts'
import { caseAt, type Case } from '#rooms/cases/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther } from '#web/answers.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { endGrant, grantWith, type Grant } from './grant-store.ts'
import { sayParts } from './sharing-words.ts'

const fields = { because: words({ empty: 'Enter why it ends', max: 1000, called: 'Why' }) }

export const endAGrant = form<OfficerWork, typeof fields, { readonly theCase: Case; readonly grant: Grant }>({
  fields,
  load: async (work, ask) => {
    const theCase = await caseAt(work, ask)
    if ('kind' in theCase) return theCase
    const grant = await grantWith(work, theCase.id, ask.params['grant'] ?? '')
    if (grant === undefined) return notThere
    if (theCase.leadAgencyId !== work.actor.agencyId) return refused('Only the agency that leads a case ends what was shared of it.')
    return grant.endedAt === null ? { theCase, grant } : seeOther(`/cases/${theCase.reference}#shared`)
  },
  act: async (work, { theCase, grant }, { because }) => {
    if (!await endGrant(work, grant.id, because)) return problems({ field: 'because', text: 'Somebody else has ended it since you opened the page' })
    await settleAbout(work, 'grant', grant.id, 'ended')
    return seeOther(`/cases/${theCase.reference}#shared`, { about: { kind: 'grant', id: grant.id } })
  },
  show: ({ loaded: { theCase, grant }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: `End sharing with ${grant.agency}` }} state={state} narrow back={{ href: `/cases/${theCase.reference}#shared` }}>
      <h1 class="govuk-heading-l">End sharing {theCase.reference} with {grant.agency}</h1>
      <InsetText text={`They see ${sayParts(grant.parts)} until ${sayDay(londonDay(grant.endsAt))}. From the moment you end it they see nothing of the case. What they have added stays.`} />
      <Form action={action} csrf={csrf} once={once} keep={`end-grant-${grant.id}`}>
        <TextArea name="because" label="Why does it end?" rows={3} maxLength={1000} state={state} />
        <SubmitButton text="End it now" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
