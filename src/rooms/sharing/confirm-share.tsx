// The preview of a grant: what the partner would see, read with their eyes, before it is given. Confirming it gives it.
import { readAsAgency, type OfficerWork } from '#db/work.ts'
import { londonMoment, readDay, sayDay, type Day } from '#kernel/time.ts'
import { sharedCaseWith, type CaseOrParts } from '#rooms/cases/index.ts'
import { note, settleAbout } from '#rooms/diary/index.ts'
import { ChoicesField, Form, SubmitButton } from '#ui/forms.tsx'
import { WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { KeyFacts } from '#ui/casework.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { ticked } from '#web/fields.ts'
import { form, problems, type Form as FormOf, type FormView } from '#web/form.ts'
import { agencyToShareWith, draftWith, forgetDraft, giveGrant, type GrantAnswers, type NewGrant } from './grant-store.ts'
import { footingValue } from './footing.tsx'
import { loadToShare, whyNotShared, type ToShare } from './share-case.tsx'
import { GATEWAY_SAYS, sayParts } from './sharing-words.ts'

/** Draws a case as a partner with these parts has it before them. The case file gives it. */
export type DrawShared = (asThem: OfficerWork, ask: Ask, shared: CaseOrParts) => Promise<Html>

type Loaded = ToShare & { readonly answers: GrantAnswers; readonly until: Day; readonly grant: NewGrant; readonly wrong: string | undefined; readonly seen: Html | undefined; readonly draftId: string; readonly authoriser: string }
const fields = { read: ticked }

const endOf = (until: Day): Date | undefined => londonMoment(until, '23:59')

const asTheySeeIt = async (work: OfficerWork, ask: Ask, { theCase }: ToShare, grant: NewGrant, draw: DrawShared): Promise<Html | undefined> => {
  const agency = await agencyToShareWith(work, grant.toAgencyId)
  if (agency?.principal == null) return undefined
  return readAsAgency(work, { id: agency.id, name: agency.shortName, principal: agency.principal }, () => giveGrant(work, theCase.id, grant), async asThem => {
    const shared = await sharedCaseWith(asThem, theCase.reference)
    return shared === undefined ? undefined : draw(asThem, ask, shared)
  })
}

const load = (draw: DrawShared) => async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const toShare = await loadToShare(work, ask)
  if ('kind' in toShare) return toShare
  const draftId = ask.params['draft'] ?? ''
  const answers = await draftWith(work, toShare.theCase.id, draftId)
  const until = readDay(answers?.until ?? '')
  if (answers === undefined || until === undefined || answers.toAgencyId !== toShare.agency.id) return notThere
  const follows = toShare.live?.id === answers.followsId ? toShare.live : undefined
  const { until: _day, ...rest } = answers
  const grant = { ...rest, endsAt: endOf(until) ?? work.now }
  const wrong = grant.endsAt <= work.now ? 'The day until which it was to be shared is over' : whyNotShared({ ...toShare, follows }, { ...answers, gateway: footingValue(answers), until }, answers.purpose)?.text
  return { ...toShare, follows, answers, until, grant, wrong, draftId, authoriser: toShare.authorisers.find(({ id }) => id === answers.authorisedBy)?.name ?? '', seen: wrong === undefined ? await asTheySeeIt(work, ask, toShare, grant, draw) : undefined }
}

/** The manager named is told, so that nobody is named without knowing. */
const tellAuthoriser = (work: OfficerWork, { theCase, agency, answers }: Loaded): Promise<void> => note(work, {
  kind: 'task', title: `You are named as having authorised sharing with ${agency.name}`.slice(0, 200), dueAt: work.now, because: `${work.actor.officerName} shared ${sayParts(answers.parts)}. If you did not authorise it, end it on the case`,
  caseId: theCase.id, officerId: answers.authorisedBy, agencyId: theCase.leadAgencyId,
})

/** The two halves of the door; `draw` is the case file's own. */
export const confirmShare = (draw: DrawShared): FormOf<OfficerWork> => form<OfficerWork, typeof fields, Loaded>({
  fields, load: load(draw),
  rules: [({ read }) => read === true ? undefined : { field: 'read', text: 'Read what they will see, and tick that you have' }],
  act: async (work, loaded) => {
    const { theCase, agency, grant, follows, wrong, draftId, answers } = loaded
    if (wrong !== undefined) return problems({ field: 'read', text: `${wrong}. Go back and change it` })
    if (await giveGrant(work, theCase.id, grant) === undefined) return problems({ field: 'read', text: 'Somebody else has just shared this case with this agency' })
    if (follows !== undefined) await settleAbout(work, 'grant', follows.id, 'extended')
    if (answers.authorisedBy !== work.actor.officerId) await tellAuthoriser(work, loaded)
    await forgetDraft(work, draftId)
    return seeOther(`/cases/${theCase.reference}#shared`, { about: { kind: 'case shared with agency', id: agency.id } })
  },
  show: view => <Preview {...view} />,
})

const Preview = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => {
  const { theCase, agency, answers, until, wrong, seen, agreements, authoriser } = loaded
  const change = `/cases/${theCase.reference}/share/${agency.id}?draft=${loaded.draftId}${answers.followsId === null ? '' : `&after=${answers.followsId}`}`
  const agreement = agreements.find(({ id }) => id === answers.agreementId)
  return (
    <OfficerPage frame={{ ...frame, title: `What ${agency.name} will see` }} state={state} back={{ href: change, text: 'Back, and change it' }}>
      <h1 class="govuk-heading-l">What {agency.name} will see</h1>
      <KeyFacts facts={[
        { label: 'Parts', value: sayParts(answers.parts) }, { label: 'May add', value: answers.mayAdd ? 'Yes' : 'No' }, { label: 'Until', value: `the end of ${sayDay(until)}` }, { label: 'For', value: answers.purpose },
        { label: 'Rests on', value: agreement?.name ?? GATEWAY_SAYS[answers.gateway] }, { label: 'Authorised by', value: authoriser },
      ]} />
      {wrong !== undefined ? <WarningText text={`${wrong}. Nothing is shared yet: go back and change it.`} iconFallbackText="Warning" /> : (
        <>
          <p class="govuk-body">Below is the case file as an officer of {agency.name} will have it. What is written in these parts later, they see as well. Nothing is shared yet.</p>
          <div class="amity-preview" id="preview">{seen}</div>
          <Form action={action} csrf={csrf} once={once}>
            <ChoicesField name="read" label="Before you share it" state={state} choices={[{ value: 'yes', text: `I have read what ${agency.name} will see, and they need all of it` }]} />
            <SubmitButton text="Share it" />
          </Form>
        </>
      )}
      <p class="govuk-body"><a class="govuk-link" href={change}>Change it</a></p>
    </OfficerPage>
  )
}
