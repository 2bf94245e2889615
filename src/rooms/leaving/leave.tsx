// Leaving the partnership: a manager of the agency asks with a reason, an administrator of the agency that runs it confirms.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText, WarningText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { allLeavings, answerLeaving, askToLeave, leavingWith, ourLeaving, type Leaving } from './leaving-store.ts'

const WHAT_HAPPENS = 'Everything it wrote is written out whole for it. Then it is removed here: the cases it led, its words and files in every case, and the records of people nobody else works with. What others wrote stays. Of what was removed only its key, its kind and its dates remain. Sharing to and from it ends, and its officers can no longer sign in.'
const TONE = { asked: 'orange', confirmed: 'yellow', left: 'grey', withdrawn: 'grey' } as const

const asking = { because: words({ empty: 'Enter why your agency leaves', max: 1000, called: 'Why' }) }
export const leavePartnership = form<OfficerWork, typeof asking, { readonly leaving: Leaving | undefined; readonly agency: string }>({
  fields: asking,
  load: async work => work.partnership.triageAgencyId === work.actor.agencyId ? refused('Your agency runs the partnership, so it cannot leave it. Another agency must run it first.') : { leaving: await ourLeaving(work), agency: work.actor.agencyName },
  act: async (work, _loaded, { because }) => {
    const id = await askToLeave(work, because)
    return id === null ? problems({ field: 'because', text: 'Your agency has asked to leave already' }) : seeOther('/our-records/leave', { about: { kind: 'agency leaving', id } })
  },
  show: ({ loaded: { leaving, agency }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Leave the partnership' }} state={state} narrow back={{ href: '/our-records' }}>
      <h1 class="govuk-heading-l">{agency} leaves the partnership</h1>
      <WarningText text={WHAT_HAPPENS} iconFallbackText="Warning" />
      {leaving !== undefined ? (
        <>
          <InsetText text={leaving.state === 'asked' ? `${leaving.asker} asked on ${sayMoment(leaving.askedAt)}: ${leaving.because} An administrator of the agency that runs the partnership has to confirm it. Until then nothing changes.` : 'It is confirmed, and is being carried out.'} />
          {leaving.state === 'asked' ? <Form action={`/our-records/leave/withdraw`} csrf={csrf}><SubmitButton text="Take the request back" look="secondary" /></Form> : null}
        </>
      ) : (
        <Form action={action} csrf={csrf} once={once} keep="leave">
          <TextArea name="because" label="Why does it leave?" hint="An administrator of the agency that runs the partnership reads this, and has to confirm it" rows={3} maxLength={1000} state={state} />
          <SubmitButton text="Ask to leave" look="warning" />
        </Form>
      )}
    </OfficerPage>
  ),
})

export const stayAfterAll = async (work: OfficerWork): Promise<Answer> => {
  const leaving = await ourLeaving(work)
  if (leaving === undefined) return notThere
  return await answerLeaving(work, leaving.id, 'withdrawn') ? seeOther('/our-records/leave', { about: { kind: 'agency leaving', id: leaving.id } }) : refused('It has been confirmed meanwhile.')
}

const runs = (work: OfficerWork): boolean => work.partnership.triageAgencyId === work.actor.agencyId
const ONLY_RUNNER = refused('Only an administrator of the agency that runs the partnership confirms that another leaves it.')

export const seeLeavings = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  if (!runs(work)) return ONLY_RUNNER
  const all = await allLeavings(work)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Agencies that leave' }}>
      <h1 class="govuk-heading-l">Agencies that leave</h1>
      <p class="govuk-body">{WHAT_HAPPENS}</p>
      <DataTable id="leavings" caption="Asked, and carried out" captionSize="s" narrow="stack" rows={all} empty="No agency has asked to leave." columns={[
        { heading: 'Agency', rowHeader: true, cell: one => one.agency }, { heading: 'Asked', cell: one => `${sayMoment(one.askedAt)} by ${one.asker}: ${one.because}` }, { heading: 'Stands', cell: one => <Badge text={one.state} tone={TONE[one.state]} /> },
        { heading: 'Done', cell: one => one.state === 'asked' ? <a class="govuk-link" href={`/leavings/${one.id}`}>Confirm it<span class="govuk-visually-hidden"> for {one.agency}</span></a> : one.leftAt === null ? '' : `${sayMoment(one.leftAt)}, confirmed by ${one.confirmer ?? ''}. ${one.removed ?? 0} records removed. What it takes with it: SHA-256 ${one.sha256?.slice(0, 16) ?? ''}…, handed over at the console` },
      ]} />
    </OfficerPage>,
  )
}

const confirming = { name: words({ empty: 'Type the name of the agency', max: 200, called: 'The name' }) }
export const confirmLeaving = form<OfficerWork, typeof confirming, { readonly leaving: Leaving }>({
  fields: confirming,
  rules: [({ name }, { loaded }) => name !== undefined && name.toLowerCase() !== loaded.leaving.agency.toLowerCase() ? { field: 'name', text: `Type ${loaded.leaving.agency}, as it stands above` } : undefined],
  load: async (work, ask) => {
    const leaving = await leavingWith(work, ask.params['leaving'] ?? '')
    if (leaving === undefined) return notThere
    if (!runs(work)) return ONLY_RUNNER
    if (leaving.askedBy === work.actor.officerId) return refused('You asked for it, so somebody else confirms it.')
    return leaving.state === 'asked' ? { leaving } : seeOther('/leavings')
  },
  act: async (work, { leaving }) => await answerLeaving(work, leaving.id, 'confirmed') ? seeOther('/leavings', { about: { kind: 'agency leaving', id: leaving.id } }) : problems({ field: 'name', text: 'It was taken back or confirmed since you opened the page' }),
  show: ({ loaded: { leaving }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: `${leaving.agency} leaves` }} state={state} narrow back={{ href: '/leavings' }}>
      <h1 class="govuk-heading-l">Confirm that {leaving.agency} leaves</h1>
      <InsetText text={`${leaving.asker} asked on ${sayMoment(leaving.askedAt)}: ${leaving.because}`} />
      <WarningText text={`${WHAT_HAPPENS} This cannot be undone.`} iconFallbackText="Warning" />
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="name" label={`To confirm, type the name of the agency: ${leaving.agency}`} state={state} />
        <SubmitButton text="Confirm it" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
