// Breaks the glass: one restricted case for an hour, for a reason, with everybody who keeps it told. One answer when there is nothing to open.
import type { OfficerWork } from '#db/work.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { readReference } from '#kernel/reference.ts'
import { londonMoment, sayMoment } from '#kernel/time.ts'
import { caseById } from '#rooms/cases/index.ts'
import { BREAK_GLASS, readSetting } from '#rooms/partnership/index.ts'
import { ChoiceField, ChoicesField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { WarningText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { seeOther } from '#web/answers.ts'
import { choice, optionalPostcode, optionalWords, ticked, words } from '#web/fields.ts'
import { countedProblems, form, type Rule } from '#web/form.ts'
import { glassBroken } from './events.ts'
import { latestBreak, myBreaks, openGlass, type Key, type MyBreak } from './glass-store.ts'

const fields = {
  by: choice(['reference', 'person'] as const, { empty: 'Select what you know' }), reference: optionalWords({ max: 40, called: 'Reference' }),
  familyName: optionalWords({ max: 100, called: 'Family name' }), postcode: optionalPostcode,
  reason: words({ empty: 'Enter why you need to see it now', max: 2000, called: 'Why' }), sure: ticked,
}
type Loaded = { readonly mine: readonly MyBreak[]; readonly days: number; readonly now: Date }
const LEAST = 20
/** The same for no such record, one you see already, one closed to you, and too many tries. */
const NOTHING = 'If there is such a record you would see it below: there is none you can open'

const rules: readonly Rule<typeof fields, Loaded>[] = [
  ({ by, reference }) => by === 'reference' && readReference(reference ?? '') === undefined ? { field: 'reference', text: 'Check the reference: it has 9 characters, like 4KD-7WM-X3P' } : undefined,
  ({ by, familyName }) => by === 'person' && familyName === '' ? { field: 'familyName', text: 'Enter their family name' } : undefined,
  ({ by, postcode }) => by === 'person' && postcode === null ? { field: 'postcode', text: 'Enter their postcode' } : undefined,
  ({ reason }) => reason !== undefined && reason.length < LEAST ? { field: 'reason', text: `Say why in ${LEAST} characters or more: what is the danger, and to whom?` } : undefined,
  ({ sure }) => sure === false ? { field: 'sure', text: 'Tick that you know what happens' } : undefined,
]

export const breakTheGlass = form<OfficerWork, typeof fields, Loaded>({
  fields, rules,
  load: async work => ({ mine: await myBreaks(work), days: (await readSetting(work, BREAK_GLASS)).reviewDays, now: work.now }),
  act: async (work, _loaded, values) => {
    const { reviewDays, triesADay } = await readSetting(work, BREAK_GLASS)
    const key: Key = values.by === 'reference' ? { by: 'reference', reference: readReference(values.reference) ?? '' } : { by: 'person', familyName: values.familyName, postcode: values.postcode ?? '' }
    const caseId = await openGlass(work, { key, reason: values.reason, triesADay, reviewDueAt: londonMoment(addWorkingDays(work.today, reviewDays), '17:00') ?? work.now })
    const [theCase, breakId] = caseId === undefined ? [undefined, undefined] : [await caseById(work, caseId), await latestBreak(work)]
    // The try is counted, whatever came of it.
    if (theCase === undefined || breakId === undefined) return countedProblems({ field: values.by === 'reference' ? 'reference' : 'familyName', text: NOTHING })
    await work.announce(glassBroken, { breakId })
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { mine, days, now }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Break the glass' }} state={state} narrow>
      <h1 class="govuk-heading-l">Break the glass</h1>
      <p class="govuk-body">For when somebody is in danger and there is no time to ask whoever keeps a restricted case. If somebody is in danger now, call 999 first.</p>
      {WarningText({ text: `Everybody who keeps the case is told your name and your reason at once. A manager reviews it within ${days === 1 ? '1 working day' : `${days} working days`} and says whether it was justified. Every try is counted and recorded, also when there is nothing. You read for 60 minutes, may add a note, and change nothing else; confidential addresses stay closed.`, iconFallbackText: 'Warning' })}
      <Form action={action} csrf={csrf} once={once} keep="break-glass">
        <ChoiceField name="by" label="What do you know?" state={state} choices={[
          { value: 'reference', text: 'The reference of the case', reveals: <TextField name="reference" label="Reference" width={20} state={state} /> },
          { value: 'person', text: 'Somebody’s family name and postcode', reveals: <><TextField name="familyName" label="Family name, exactly" state={state} /><TextField name="postcode" label="Postcode, exactly" width={10} state={state} /></> },
        ]} />
        <TextArea name="reason" label="Why do you need to see it now?" hint="What is the danger, to whom, and why it cannot wait" maxLength={2000} state={state} />
        <ChoicesField name="sure" label="What happens" state={state} choices={[{ value: 'yes', text: 'I know that those who keep it are told, and that a manager reviews it' }]} />
        <SubmitButton text="Break the glass" look="warning" />
      </Form>
      <DataTable id="mine" caption="What you opened this way" captionSize="m" narrow="stack" rows={mine} empty="You have opened nothing this way." columns={[
        { heading: 'Case', rowHeader: true, nowrap: true, cell: one => one.endedAt === null && one.until > now ? <a class="govuk-link" href={`/cases/${one.reference}`}>{one.reference}</a> : one.reference },
        { heading: 'When', cell: one => `${sayMoment(one.brokenAt)}, until ${sayMoment(one.until)}` }, { heading: 'Your reason', cell: one => one.reason }, { heading: 'Review', cell: one => one.verdict ?? 'Not yet' },
      ]} />
    </OfficerPage>
  ),
})
