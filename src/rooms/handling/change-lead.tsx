// Who leads: another officer of this agency at once, or an offer to another agency, which accepts or declines.
import type { OfficerWork } from '#db/work.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { londonDay, londonMoment, sayDay } from '#kernel/time.ts'
import { CHANGED, changeCase, insertEntry, loadOpen, SeenVersion, seenVersion, unchanged, type Seen } from '#rooms/cases/index.ts'
import { handOverItems, note, settle } from '#rooms/diary/index.ts'
import { agencies, officersWhoMay, readSetting, TRANSFER_ANSWER_DAYS, untrainedFor } from '#rooms/partnership/index.ts'
import { ChoiceField, Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords, words } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { endOffer, insertTransfer, openOffer } from './handling-store.ts'

const WHO = ['officer', 'agency'] as const
const fields = {
  ...seenVersion,
  who: choice(WHO, { empty: 'Select who should lead' }), officerId: optionalWords({ max: 60 }), agencyId: optionalWords({ max: 60 }),
  reason: words({ empty: 'Enter why the lead should change', max: 2000, called: 'Reason' }),
}
type Named = { readonly id: string; readonly name: string }
type Loaded = Seen & { readonly officers: readonly Named[]; readonly others: readonly Named[]; /** Why some cannot be chosen. */ readonly cannot: readonly string[] }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const seen = await loadOpen(work, ask)
  if ('kind' in seen) return seen
  if (seen.theCase.offeredToAgencyId !== null) return seeOther(`/cases/${seen.theCase.reference}#handling`)
  const officers = await officersWhoMay(work, work.actor.agencyId, 'work on cases')
  return { ...seen, officers: officers.filter(({ id }) => id !== seen.theCase.leadOfficerId), cannot: await untrainedFor(work, work.actor.agencyId, 'work on cases'), others: (await agencies(work)).filter(({ id }) => id !== work.actor.agencyId) }
}

const changeInside = async (work: OfficerWork, { theCase }: Loaded, officer: Named, reason: string): Promise<boolean> => {
  if (!await changeCase(work, theCase, { leadOfficerId: officer.id })) return false
  await handOverItems(work, theCase.id, { officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId }, { officerId: officer.id, agencyId: theCase.leadAgencyId })
  await insertEntry(work, theCase.id, { kind: 'transfer', happenedAt: work.now, summary: `${officer.name} leads from now`.slice(0, 300), body: reason, visibility: 'staff' })
  return true
}

const offer = async (work: OfficerWork, { theCase }: Loaded, agency: Named, reason: string): Promise<boolean> => {
  if (!await changeCase(work, theCase, { offeredToAgencyId: agency.id })) return false
  const days = await readSetting(work, TRANSFER_ANSWER_DAYS)
  const answerDueAt = londonMoment(addWorkingDays(work.today, days), '23:59') ?? work.now
  await insertTransfer(work, { caseId: theCase.id, fromAgencyId: theCase.leadAgencyId, fromOfficerId: theCase.leadOfficerId, toAgencyId: agency.id, reason, answerDueAt })
  await insertEntry(work, theCase.id, { kind: 'transfer', happenedAt: work.now, summary: `The lead was offered to ${agency.name}`.slice(0, 300), body: reason, visibility: 'staff' })
  await note(work, {
    kind: 'transfer answer', title: `Answer whether we take the lead on ${theCase.reference}`, dueAt: answerDueAt, because: `${days} working days from the offer, by ${sayDay(londonDay(answerDueAt))}. No clock stops meanwhile`,
    caseId: theCase.id, officerId: null, agencyId: agency.id,
  })
  return true
}

export const changeLead = form<OfficerWork, typeof fields, Loaded>({
  fields, rules: [unchanged], load,
  act: async (work, loaded, { who, officerId, agencyId, reason }) => {
    const [officer, agency] = [loaded.officers.find(({ id }) => id === officerId), loaded.others.find(({ id }) => id === agencyId)]
    if (who === 'officer' && officer === undefined) return problems({ field: 'officerId', text: 'Select the officer who should lead' })
    if (who === 'agency' && agency === undefined) return problems({ field: 'agencyId', text: 'Select the agency that should lead' })
    if (who === 'agency' && loaded.theCase.circleId !== null) return problems({ field: 'agencyId', text: 'This case is restricted to a few. Take it out of its circle before you offer it' })
    const done = who === 'officer' && officer !== undefined ? await changeInside(work, loaded, officer, reason) : agency !== undefined && await offer(work, loaded, agency, reason)
    return done ? seeOther(`/cases/${loaded.theCase.reference}`, { about: { kind: 'case', id: loaded.theCase.id } }) : problems(CHANGED)
  },
  show: view => <LeadPage {...view} />,
})

const LeadPage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: 'Change who leads' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}` }}>
    <h1 class="govuk-heading-l">Change who leads {loaded.theCase.reference}</h1>
    <Form action={action} csrf={csrf} once={once} keep={`lead-${loaded.theCase.reference}`}>
      <SeenVersion seen={loaded} state={state} />
      <ChoiceField name="who" label="Who should lead?" state={state} choices={[
        { value: 'officer', text: 'Another officer of our agency', hint: 'At once', reveals: <SelectField name="officerId" hint={loaded.cannot.length === 0 ? undefined : loaded.cannot.join(". ")} label="Officer" empty="Choose" options={loaded.officers.map(({ id, name }) => ({ value: id, text: name }))} state={state} /> },
        { value: 'agency', text: 'Another agency', hint: 'They can read the case as soon as you offer it. You lead, and every clock runs, until they accept', reveals: <SelectField name="agencyId" label="Agency" empty="Choose" options={loaded.others.map(({ id, name }) => ({ value: id, text: name }))} state={state} /> },
      ]} />
      <TextArea name="reason" label="Why?" maxLength={2000} state={state} />
      <SubmitButton text="Change the lead" />
    </Form>
  </OfficerPage>
)

/** Takes back an offer nobody has answered. The other agency no longer sees the case. */
export const recallOffer = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const seen = await loadOpen(work, ask)
  if ('kind' in seen) return seen
  const { theCase } = seen
  const open = await openOffer(work, theCase.id)
  if (open === undefined) return seeOther(`/cases/${theCase.reference}`)
  // Refused, so that half of it is not kept.
  if (!await endOffer(work, open.id, 'recalled', null) || !await changeCase(work, theCase, { offeredToAgencyId: null })) return refused('Somebody else has answered the offer or changed the case at the same moment. Go back and look at it again.')
  await settle(work, 'transfer answer', theCase.id, 'recalled')
  await insertEntry(work, theCase.id, { kind: 'transfer', happenedAt: work.now, summary: `The offer to ${open.to} was taken back`.slice(0, 300), body: '', visibility: 'staff' })
  return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
}
