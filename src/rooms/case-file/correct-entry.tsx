// Corrects an entry of the chronology while it is fresh. What stood there stays beside it; nothing is ever wiped.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { londonDay, londonTime, sayMoment } from '#kernel/time.ts'
import { entryWith, insertCorrection, isShared, loadToAddPart, namedToPerson, originalsOf, type Case, type Entry } from '#rooms/cases/index.ts'
import { CORRECTION_HOURS, readSetting } from '#rooms/partnership/index.ts'
import { ChoiceField, Form, HiddenField, MomentField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalWords, pastMoment, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { SEEN_BY_CHOICES, VISIBILITIES } from './add-entry.tsx'
import { mayCorrect } from './chronology.tsx'

const fields = {
  happened: pastMoment({ empty: 'Enter when it happened', called: 'When it happened' }),
  summary: words({ empty: 'Enter a short summary', max: 300, called: 'Summary' }),
  body: optionalWords({ max: 20_000, called: 'Details' }),
  visibility: choice(VISIBILITIES, { empty: 'Select who may see it' }),
  because: words({ empty: 'Enter what was wrong', max: 500, called: 'What was wrong' }),
}
const CORRECTED_MEANWHILE = 'Somebody else has corrected this entry meanwhile. What you typed is kept: open the case in another tab and read their correction first'

type Loaded = { readonly theCase: Case; readonly entry: Entry; readonly hours: number }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadToAddPart(work, ask, 'chronology')
  if ('kind' in found) return found
  const id = ask.params['entry'] ?? ''
  const entry = looksLikeId(id) ? await entryWith(work, found.theCase.id, id) : undefined
  if (entry === undefined) return notThere
  const hours = await readSetting(work, CORRECTION_HOURS)
  // Corrected meanwhile is said at the form, so that what was typed is kept.
  if (!mayCorrect(work, { ...entry, supersededAt: null }, await originalsOf(work, [entry]), hours)) return refused(`An entry is corrected within ${hours} hours by whoever wrote it, or by a manager. After that, add a new entry that says what was wrong.`)
  return { theCase: found.theCase, entry, hours }
}

export const correctEntry = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  start: ({ entry }) => {
    const [year, month, date] = londonDay(entry.happenedAt).split('-')
    return { 'happened-day': date ?? '', 'happened-month': month ?? '', 'happened-year': year ?? '', 'happened-time': londonTime(entry.happenedAt), summary: entry.summary, body: entry.body, visibility: entry.visibility, because: '' }
  },
  act: async (work, { theCase, entry }, { happened, summary, body, visibility: seenBy, because }) => {
    const visibility = isShared(theCase) ? 'staff' : seenBy
    const named = visibility === 'public' ? await namedToPerson(work, theCase.id, { summary, body }) : []
    if (named.length > 0) return problems(...named)
    const done = entry.supersededAt === null && await insertCorrection(work, entry, { happenedAt: happened, summary, body, visibility, because })
    return done ? seeOther(`/cases/${theCase.reference}#chronology`, { about: { kind: 'case', id: theCase.id } }) : problems({ field: 'summary', text: CORRECTED_MEANWHILE })
  },
  show: ({ loaded: { theCase, entry, hours }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Correct an entry' }} state={state} narrow back={{ href: `/cases/${theCase.reference}#chronology` }}>
      <h1 class="govuk-heading-l">Correct an entry</h1>
      <p class="govuk-body">Entered {sayMoment(entry.enteredAt)} by {entry.enteredAs}. It stays beside your correction. Entries are corrected within {hours} hours; no clock moves by it.</p>
      <Form action={action} csrf={csrf} once={once} keep={`correct-${entry.id}`}>
        <MomentField name="happened" label="When did it happen?" state={state} />
        <TextField name="summary" label="Summary" state={state} />
        <TextArea name="body" label="Details (optional)" rows={6} maxLength={20_000} state={state} />
        {isShared(theCase) ? <HiddenField name="visibility" value="staff" /> : <ChoiceField name="visibility" label="Who may see it?" state={state} choices={SEEN_BY_CHOICES} />}
        <TextField name="because" label="What was wrong?" state={state} />
        <SubmitButton text="Correct it" />
      </Form>
    </OfficerPage>
  ),
})
