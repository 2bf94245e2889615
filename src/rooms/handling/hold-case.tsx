// Puts a case on hold with a reason and an end, ends the hold early, and brings back what has come due. Contact clocks run on.
import type { OfficerWork, SystemWork } from '#db/work.ts'
import { addDays, londonMoment, sayDay } from '#kernel/time.ts'
import { CHANGED, changeCase, heldUntil, insertEntry, loadOpen, SeenVersion, seenVersion, unchanged, type Seen } from '#rooms/cases/index.ts'
import { note, settle } from '#rooms/diary/index.ts'
import { HOLD_DAYS, readSetting } from '#rooms/partnership/index.ts'
import { DateField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { seeOther } from '#web/answers.ts'
import { date, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'

const fields = {
  ...seenVersion,
  ends: date({ empty: 'Enter the day the hold ends', called: 'The end of the hold' }),
  reason: words({ empty: 'Enter why the case is on hold', max: 1000, called: 'Reason' }),
}
type Loaded = Seen & { readonly most: number }

export const holdCase = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const seen = await loadOpen(work, ask)
    if ('kind' in seen) return seen
    if (seen.theCase.status === 'on hold') return seeOther(`/cases/${seen.theCase.reference}/hold/end`)
    return { ...seen, most: await readSetting(work, HOLD_DAYS) }
  },
  rules: [unchanged, ({ ends }, { loaded, at }) => {
    if (ends === undefined) return undefined
    if (ends <= at.today) return { field: 'ends', text: 'The end of the hold must be after today', part: 'day' }
    return ends > addDays(at.today, loaded.most) ? { field: 'ends', text: `The end of the hold must be within ${loaded.most} days, by ${sayDay(addDays(at.today, loaded.most))}`, part: 'day' } : undefined
  }],
  act: async (work, { theCase }, { ends, reason }) => {
    if (!await changeCase(work, theCase, { status: 'on hold', holdReason: reason, holdEndsOn: ends })) return problems(CHANGED)
    await insertEntry(work, theCase.id, { kind: 'hold', happenedAt: work.now, summary: `On hold until ${sayDay(ends)}`, body: reason, visibility: 'staff' })
    await note(work, { kind: 'hold ends', title: 'The hold ends: pick the case up again', dueAt: londonMoment(ends, '23:59') ?? work.now, because: `On hold until ${sayDay(ends)}: ${reason}`.slice(0, 400), caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Put on hold' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}` }}>
      <h1 class="govuk-heading-l">Put {loaded.theCase.reference} on hold</h1>
      <InsetText text="The promises to the person harmed go on: first contact, updates and risk reviews fall due as before." />
      <Form action={action} csrf={csrf} once={once} keep={`hold-${loaded.theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        <DateField name="ends" label="When does the hold end?" hint={`At most ${loaded.most} days from today. The case comes back by itself on that day`} state={state} />
        <TextArea name="reason" label="What are we waiting for?" maxLength={1000} state={state} />
        <SubmitButton text="Put it on hold" />
      </Form>
    </OfficerPage>
  ),
})

const endFields = { ...seenVersion, reason: words({ empty: 'Enter why the hold ends now', max: 1000, called: 'Reason' }) }

export const endHold = form<OfficerWork, typeof endFields, Seen>({
  fields: endFields, rules: [unchanged],
  load: async (work, ask) => {
    const seen = await loadOpen(work, ask)
    if ('kind' in seen) return seen
    return seen.theCase.status === 'on hold' ? seen : seeOther(`/cases/${seen.theCase.reference}`)
  },
  act: async (work, { theCase }, { reason }) => {
    if (!await changeCase(work, theCase, { status: 'open', holdReason: null, holdEndsOn: null })) return problems(CHANGED)
    await insertEntry(work, theCase.id, { kind: 'hold', happenedAt: work.now, summary: 'The hold was ended early', body: reason, visibility: 'staff' })
    await settle(work, 'hold ends', theCase.id, 'ended early')
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'End the hold' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}` }}>
      <h1 class="govuk-heading-l">End the hold on {loaded.theCase.reference}</h1>
      <InsetText text={`${loaded.theCase.holdReason ?? 'On hold'}${loaded.theCase.holdEndsOn === null ? '' : `, until ${sayDay(loaded.theCase.holdEndsOn)}`}.`} />
      <Form action={action} csrf={csrf} once={once} keep={`hold-end-${loaded.theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        <TextArea name="reason" label="Why does it end now?" maxLength={1000} state={state} />
        <SubmitButton text="End the hold" />
      </Form>
    </OfficerPage>
  ),
})

/** The day has come: the case is open again, and its lead officer has it in the diary for today. */
export const bringBack = async (work: SystemWork): Promise<void> => {
  for (const theCase of await heldUntil(work, work.today)) {
    if (!await changeCase(work, theCase, { status: 'open', holdReason: null, holdEndsOn: null })) continue
    await insertEntry(work, theCase.id, { kind: 'hold', happenedAt: work.now, summary: 'The hold has ended', body: theCase.holdReason ?? '', visibility: 'staff' })
    await settle(work, 'hold ends', theCase.id, 'the day came')
    await note(work, { kind: 'task', title: 'Pick the case up again: its hold has ended', dueAt: londonMoment(work.today, '23:59') ?? work.now, because: `The hold ended: ${theCase.holdReason ?? ''}`.slice(0, 400), caseId: theCase.id, officerId: theCase.leadOfficerId, agencyId: theCase.leadAgencyId })
  }
}
