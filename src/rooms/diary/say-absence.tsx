// An officer says when they are away and who covers; a manager says it for them. The cover sees only what they may see anyway.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayDay } from '#kernel/time.ts'
import { officersOf } from '#rooms/partnership/index.ts'
import { ChoiceField, DateField, Form, SelectField, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, optionalWords } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { comingAbsence, endAbsence, keepAbsence } from './absence-store.ts'

type Named = { readonly id: string; readonly name: string }
type Loaded = { readonly who: Named; readonly colleagues: readonly Named[]; readonly coming: Awaited<ReturnType<typeof comingAbsence>>; readonly back: string }

const fields = { what: choice(['away', 'back'], { empty: 'Select whether you are away' }), from: optionalDate({ called: 'The first day' }), until: optionalDate({ called: 'The last day' }), coverId: optionalWords({ max: 40, called: 'The cover' }) }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const id = ask.params['officer'] ?? work.actor.officerId
  const all = looksLikeId(id) ? await officersOf(work, work.actor.agencyId) : []
  const who = all.find(one => one.id === id)
  return who === undefined ? notThere : { who, colleagues: all.filter(one => one.id !== id), coming: await comingAbsence(work, id), back: ask.params['officer'] === undefined ? '/diary' : '/team' }
}

export const sayAbsence = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  start: ({ coming }) => {
    const parts = (name: string, day: string | undefined) => { const [year = '', month = '', date = ''] = (day ?? '').split('-'); return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year } }
    return { what: 'away', coverId: coming?.coverId ?? '', ...parts('from', coming?.fromDay), ...parts('until', coming?.untilDay) }
  },
  rules: [
    ({ what, from }) => what === 'away' && from === null ? { field: 'from', part: 'day', text: 'Enter the first day' } : undefined,
    ({ what, until }, { at }) => what !== 'away' ? undefined : until === null ? { field: 'until', part: 'day', text: 'Enter the last day' } : until !== undefined && until < at.today ? { field: 'until', part: 'day', text: 'The last day must be today or later' } : undefined,
    ({ what, from, until }) => what === 'away' && from !== null && from !== undefined && until !== null && until !== undefined && until < from ? { field: 'until', part: 'day', text: 'The last day must not be before the first' } : undefined,
  ],
  act: async (work, { who, colleagues, back }, { what, from, until, coverId }) => {
    if (what === 'back' || from === null || until === null) await endAbsence(work, who.id)
    else if (!colleagues.some(({ id }) => id === coverId)) return problems({ field: 'coverId', text: 'Select who covers' })
    else await keepAbsence(work, { officerId: who.id, coverId, fromDay: from, untilDay: until })
    return seeOther(back, { about: { kind: 'officer', id: who.id } })
  },
  show: ({ loaded: { who, colleagues, coming, back }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Absence' }} state={state} narrow back={{ href: back }}>
      <h1 class="govuk-heading-l">When {who.name} is away</h1>
      {coming === undefined ? null : <p class="govuk-body">Now: away from {sayDay(coming.fromDay)} until {sayDay(coming.untilDay)}, covered by {coming.cover}.</p>}
      <p class="govuk-body">What is due stands in the diary of whoever covers, and people on their own page are told whom to ask for. Whoever covers sees only the cases they may see: of a restricted case, the manager lets somebody in by name.</p>
      <Form action={action} csrf={csrf} once={once} keep={`absence-${who.id}`}>
        <ChoiceField name="what" label="What is it?" inline state={state} choices={[{ value: 'away', text: 'Away' }, { value: 'back', text: 'Not away, or back' }]} />
        <DateField name="from" label="The first day" state={state} />
        <DateField name="until" label="The last day" state={state} />
        <SelectField name="coverId" label="Who covers?" empty="Choose" options={colleagues.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
