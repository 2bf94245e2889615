// What else happens to a matter: extended, varied, appealed, decided on, heard, not complied with, and whatever starts one of its clocks.
import type { OfficerWork } from '#db/work.ts'
import { addDays, sayAtEnd, sayEnd, sayMoment, startOfDay } from '#kernel/time.ts'
import type { Facts } from '#law/facts.ts'
import type { Law } from '#law/rule.ts'
import type { Tool } from '#law/tool.ts'
import { DateField, Form, MomentField, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { choice, optionalDate, optionalWords, pastMoment } from '#web/fields.ts'
import { form, problems, type Problem } from '#web/form.ts'
import { supersedeEnds } from './clock-store.ts'
import { factsFor } from './facts-of.ts'
import { loadMatterToWork, matterPath, MEANWHILE, tell, toMatter, type AtMatter } from './matter-at.ts'
import { changeMatter, type Matter } from './matter-store.ts'
import { insertEvent } from './part-store.ts'
import { longestExtension, startClocks, startEnd, startsToSay } from './start-clocks.ts'
import { lastingOf } from './term.ts'

/** What may happen to any matter; the rest are its tool's own words for what starts its clocks. */
const KINDS = ['extended', 'varied', 'appealed', 'appeal decided', 'hearing held', 'adjourned', 'checked: complied with', 'checked: not complied with', 'time given to put it right', 'other'] as const
export const kindsOf = ({ tool }: Pick<AtMatter, 'tool'>): readonly string[] => [...startsToSay(tool).filter(one => !KINDS.some(kind => kind === one)), ...KINDS]

const fields = (loaded: AtMatter) => ({
  what: choice(kindsOf(loaded), { empty: 'Select what happened' }), at: pastMoment({ empty: 'Enter when', called: 'When' }), until: optionalDate({ called: 'The new last day' }), words: optionalWords({ max: 4000, called: 'The note' }),
})
const NEEDS_WORDS: readonly string[] = ['varied', 'appeal decided', 'other', 'checked: not complied with']

type Typed = { readonly what: string; readonly at: Date; readonly until: Date | null }
type Change = Parameters<typeof changeMatter>[2]

/** What it does to the matter itself, or why it cannot have happened. What has expired is not extended. */
const changeBy = ({ matter, tool, held, at: { now, law } }: AtMatter, { what, at, until }: Typed): Change | Problem => {
  const day = (text: string): Problem => ({ field: 'at', part: 'day', text })
  if (matter.inForceAt === null) return ['extended', 'appealed', 'appeal decided'].includes(what) ? day('It is not in force yet') : {}
  if (what === 'appealed') return matter.underAppeal ? day('It is under appeal already') : { underAppeal: true }
  if (what === 'appeal decided') return matter.underAppeal ? { underAppeal: false } : day('No appeal is recorded')
  if (what !== 'extended') return {}
  return extended(tool, matter, { at, until, now, law }, factsFor(held, tool.id, { on: matter.lawOn, now, matter }))
}

type Extending = { readonly at: Date; readonly until: Date | null; readonly now: Date; readonly law: Law }
const extended = (tool: Tool, matter: Matter, { at, until, law }: Extending, facts: Facts): Change | Problem => {
  const day = (field: string, text: string): Problem => ({ field, part: 'day', text })
  if (matter.endsAt === null) return day('at', 'It has no end, so there is nothing to extend')
  if (at >= matter.endsAt) return day('at', `It expired ${sayAtEnd(matter.endsAt)}. What has expired cannot be extended: begin another`)
  // Where the law itself counts an extension, that is the most; hours need not be typed.
  const longest = longestExtension(tool, matter, matter.endsAt, law)
  if (longest !== undefined && 'sentence' in longest) return day('until', longest.sentence)
  const wanted = until ?? longest?.ends ?? null
  if (wanted === null || wanted <= matter.endsAt) return day('until', `Enter a last day after ${sayEnd(matter.endsAt)}: extending never shortens`)
  if (longest !== undefined && wanted > longest.ends) return day('until', `It may be extended at most to ${sayEnd(longest.ends)}: ${longest.says}`)
  const lasting = lastingOf(tool, facts, { from: matter.endsAt, until: wanted, lawOn: matter.lawOn, law })
  return 'why' in lasting ? day('until', lasting.why) : { endsAt: wanted }
}

/** The clock of the end is begun anew, and those that ended sooner are overtaken by it. */
const runOn = async (work: OfficerWork, loaded: AtMatter, endsAt: Date): Promise<void> => {
  await startEnd(work, loaded, endsAt)
  await supersedeEnds(work, loaded.matter, endsAt, `${loaded.tool.id}.ends`, `Superseded: it was extended, and ends ${sayAtEnd(endsAt)}`)
}

export const recordEvent = form<OfficerWork, ReturnType<typeof fields>, AtMatter>({
  fields, load: loadMatterToWork,
  rules: [
    ({ what, words }) => what !== undefined && NEEDS_WORDS.includes(what) && words === '' ? { field: 'words', text: 'Enter what happened' } : undefined,
  ],
  act: async (work, loaded, { what, at, until: lastDay, words }) => {
    const until = lastDay === null ? null : startOfDay(addDays(lastDay, 1))
    const change = changeBy(loaded, { what, at, until })
    if ('field' in change) return problems(change)
    if (Object.keys(change).length > 0 && !await changeMatter(work, loaded.matter, change)) return problems({ ...MEANWHILE, field: 'at', part: 'day' })
    await insertEvent(work, loaded.matter, { kind: what, at, untilAt: 'endsAt' in change && change.endsAt instanceof Date ? change.endsAt : until, words })
    if ('endsAt' in change && change.endsAt instanceof Date) await runOn(work, loaded, change.endsAt)
    await startClocks(work, loaded, what, at)
    await tell(work, loaded, `${what}, ${sayMoment(at)}`, words)
    return toMatter(loaded, '#events')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Something happened' }} state={state} narrow back={{ href: `${matterPath(loaded)}#events` }}>
      <h1 class="govuk-heading-l">Something happened: {loaded.tool.name}, {loaded.matter.about}</h1>
      {loaded.tool.extension === undefined ? null : <p class="govuk-body">Extending: {loaded.tool.extension.says} ({loaded.tool.extension.source})</p>}
      {loaded.tool.appeal === undefined ? null : <p class="govuk-body">Appeal: {loaded.tool.appeal.says} ({loaded.tool.appeal.source})</p>}
      <Form action={action} csrf={csrf} once={once} keep={`event-${loaded.matter.id}`}>
        <SelectField name="what" label="What happened?" hint="What starts a clock stands first" empty="Choose" options={kindsOf(loaded).map(value => ({ value, text: value }))} state={state} />
        <MomentField name="at" label="When?" state={state} />
        <DateField name="until" label="The new last day (only if it was extended; leave empty for the hours the law gives)" state={state} />
        <TextArea name="words" label="Note" rows={3} maxLength={4000} state={state} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
