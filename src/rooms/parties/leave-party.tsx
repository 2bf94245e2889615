// Somebody is no longer part of a case: since which day, and why. That they were stays on record.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, londonMoment, sayDay } from '#kernel/time.ts'
import { insertEntry, type Case } from '#rooms/cases/index.ts'
import { DateField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { pastDate, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { loadParties } from './add-party.tsx'
import { leaveCase, nameOf, type Party } from './parties-store.ts'

const fields = { left: pastDate({ empty: 'Enter the day they left', called: 'The day they left' }), because: words({ empty: 'Enter why they are no longer part of the case', max: 1000, called: 'Reason' }) }

export const leaveParty = form<OfficerWork, typeof fields, { readonly theCase: Case; readonly party: Party }>({
  fields,
  load: async (work, ask) => {
    const loaded = await loadParties(work, ask)
    if ('kind' in loaded) return loaded
    const party = loaded.parties.find(({ id }) => id === ask.params['party'])
    if (party === undefined) return notThere
    return party.leftAt === null ? { theCase: loaded.theCase, party } : seeOther(`/cases/${loaded.theCase.reference}#people`)
  },
  rules: [({ left }, { loaded }) => left !== undefined && left < londonDay(loaded.party.joinedAt) ? { field: 'left', text: `They joined on ${sayDay(londonDay(loaded.party.joinedAt))}: enter that day or a later one`, part: 'day' } : undefined],
  start: (_loaded, _ask, work) => {
    const [year = '', month = '', date = ''] = work.today.split('-')
    return { 'left-day': date, 'left-month': month, 'left-year': year }
  },
  act: async (work, { theCase, party }, { left, because }) => {
    const at = left === work.today ? work.now : londonMoment(left, '23:59') ?? work.now
    if (!await leaveCase(work, party.id, at, because)) return problems({ field: 'because', text: 'Somebody else has taken them out since you opened this page' })
    await insertEntry(work, theCase.id, { kind: 'note', happenedAt: at, summary: `Somebody left the case: ${party.role}`, body: because, visibility: 'staff', personId: party.personId })
    return seeOther(`/cases/${theCase.reference}#people`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, party }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Leaves the case' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#people` }}>
      <h1 class="govuk-heading-l">{nameOf(party)} ({party.role}) leaves {theCase.reference}</h1>
      <Form action={action} csrf={csrf} once={once} keep={`leave-${party.id}`}>
        <DateField name="left" label="Since when?" state={state} />
        <TextArea name="because" label="Why are they no longer part of it?" maxLength={1000} state={state} />
        <SubmitButton text="They leave the case" />
      </Form>
    </OfficerPage>
  ),
})
