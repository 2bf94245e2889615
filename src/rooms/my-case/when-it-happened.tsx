// When something happened, as people remember it: a day, a day and a time, or only about when.
import { londonDay, londonMoment, readClockTime } from '#kernel/time.ts'
import type { FormState } from '#ui/form-state.tsx'
import { MomentField, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { textOf } from '#web/ask.ts'
import { optionalDate, optionalWords, type Field } from '#web/fields.ts'
import { words } from './words.ts'

const w = words.en
/** `at` only when the time is known too; `about` says the rest, and is '' only when there is nothing to add. */
export type When = { readonly at: Date | null; readonly about: string }

export const whenField: Field<When> = {
  read: (name, answers, moment) => {
    const about = optionalWords({ max: 300, called: w.diaryAbout }).read(`${name}-about`, answers, moment)
    if (!about.ok) return { ...about, part: 'about' }
    const day = optionalDate({ called: w.diaryWhen }).read(name, answers, moment)
    if (!day.ok) return day
    const typed = textOf(answers, `${name}-time`).trim()
    if (day.value === null) return about.value === '' ? { ok: false, text: w.diaryWhenEmpty, part: 'day' } : { ok: true, value: { at: null, about: [about.value, typed].filter(part => part !== '').join(', ') } }
    const time = typed === '' ? undefined : readClockTime(typed)
    if (typed !== '' && time === undefined) return { ok: false, text: w.timeReal, part: 'time' }
    const at = londonMoment(day.value, time ?? '12:00')
    if (day.value > moment.today || (time !== undefined && at !== undefined && at > moment.now)) return { ok: false, text: w.timePast, part: 'day' }
    // A day without a time is kept at midday and says so; the hour that a clock change leaves out is kept in words.
    if (at === undefined) return { ok: true, value: { at: londonMoment(day.value, '12:00') ?? null, about: [about.value, typed].filter(part => part !== '').join(', ') } }
    const noTime = time === undefined ? 'Time not said' : ''
    return { ok: true, value: { at: at > moment.now && day.value === londonDay(moment.now) ? moment.now : at, about: [about.value, noTime].filter(part => part !== '').join('. ') } }
  },
}

export const WhenFields = ({ state }: { readonly state: FormState }): Html => (
  <>
    <MomentField name="when" label={w.diaryWhen} hint={w.diaryWhenHint} state={state} />
    <TextField name="when-about" label={w.diaryAbout} hint={w.diaryAboutHint} autocomplete="off" state={state} />
  </>
)
