// Moves a matter to its next state: authorised, before the court, in force or ended. What is missing is said; only an override leaves it out.
import type { OfficerWork } from '#db/work.ts'
import { addDays, londonMoment, sayMoment, startOfDay } from '#kernel/time.ts'
import type { Reason } from '#law/standing.ts'
import { hasDelegation } from '#rooms/authority/index.ts'
import { DateField, Form, MomentField, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, optionalDate, optionalWords, pastMoment, type Field } from '#web/fields.ts'
import { form, problems, type FormView, type Problem, type Problems } from '#web/form.ts'
import { endClocks } from './clock-store.ts'
import { factsFor } from './facts-of.ts'
import { loadMatterToWork, matterPath, MEANWHILE, tell, toMatter, type AtMatter } from './matter-at.ts'
import { movesFrom, OUTCOMES, powerFor, STATE_WORDS, whyNotEnd, type Outcome, type State } from './matter-rules.ts'
import { changeMatter, type Matter } from './matter-store.ts'
import { missingFor } from './matter-standing.ts'
import { insertEvent, overridesOf } from './part-store.ts'
import { keys } from './prove-element.tsx'
import { NONE, StartsField, whyNotStarts } from './serve-paper.tsx'
import { Reasons, sayReason } from './see-tools.tsx'
import { startClocks, startEnd } from './start-clocks.ts'
import { lastingOf } from './term.ts'

type Loaded = AtMatter & { readonly to: State; readonly missing: readonly Reason[]; readonly overridden: boolean }

/** A state as it stands in an address. */
export const slugOf = (state: State): string => state.replace(' ', '-')

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadMatterToWork(work, ask)
  if ('kind' in found) return found
  const to = (['authorised', 'applied', 'in force', 'ended'] as const).find(state => slugOf(state) === ask.params['state'])
  if (to === undefined) return notThere
  const overridden = (await overridesOf(work, found.matter.id)).some(one => one.fromState === found.matter.state && one.toState === to && one.answer === 'authorised')
  if (!overridden && !movesFrom(found.matter.state, found.tool).includes(to)) return refused(`This matter is ${STATE_WORDS[found.matter.state]}. From there it does not go to “${STATE_WORDS[to]}” unless somebody else authorises an override.`)
  return { ...found, to, overridden, missing: overridden ? [] : missingFor(to, found.tool, found.held, found.matter, found.at) }
}

const outcome: Field<Outcome | null> = { read: (name, answers, at) => answers[name] === undefined || answers[name] === '' ? { ok: true, value: null } : choice(OUTCOMES, { empty: 'Select how it ended' }).read(name, answers, at) }
const fields = { at: pastMoment({ empty: 'Enter when', called: 'When' }), until: optionalDate({ called: 'The last day' }), untilTime: optionalWords({ max: 8, called: 'The time' }), authority: optionalWords({ max: 300, called: 'The authority' }), starts: keys, outcome, words: optionalWords({ max: 4000, called: 'The note' }) }

/** Nothing happens before what had to come first. */
const afterWhat = ({ matter, to }: Pick<Loaded, 'matter' | 'to'>, at: Date): string | undefined => {
  const first = to === 'authorised' ? undefined : matter.authorisedAt
  if (first !== null && first !== undefined && at < first) return `It was authorised at ${sayMoment(first)}. Check both times`
  return matter.inForceAt !== null && at < matter.inForceAt ? `It was in force from ${sayMoment(matter.inForceAt)}. Check both times` : undefined
}

type Values = { readonly at: Date; readonly until: Date | null; readonly authority: string; readonly starts: readonly string[]; readonly outcome: Outcome | null; readonly words: string }
type Change = Parameters<typeof changeMatter>[2]

const authorise = async (work: OfficerWork, { matter, tool }: Loaded, { at, authority }: Values): Promise<Change | Problem> => {
  const power = powerFor(tool)
  if (power === undefined) return authority === '' ? { field: 'authority', text: 'Enter who decided, in which office, and under what' } : { authority, authorisedAt: at, authorisedOfficer: work.actor.officerId }
  const delegation = await hasDelegation(work, power)
  if (delegation === undefined) return { field: 'authority', text: `You hold no delegation in force to ${power}. The officer who holds one authorises it, or your manager records yours` }
  return { authority: `${delegation.delegatedBy}, ${delegation.instrument}${authority === '' ? '' : `. ${authority}`}`, delegationId: delegation.id, authorisedAt: at, authorisedOfficer: matter.state === 'preparing' ? work.actor.officerId : undefined }
}

const comeIntoForce = async (work: OfficerWork, { matter, tool, held, at: now }: Loaded, { at, until }: Values): Promise<Change | Problem> => {
  const power = tool.court === undefined ? powerFor(tool) : undefined
  if (power !== undefined && await hasDelegation(work, power) === undefined) return { field: 'at', part: 'day', text: `You hold no delegation in force to ${power}: it may have run out since this was authorised. The officer who holds one issues it` }
  const lasting = lastingOf(tool, factsFor(held, tool.id, { on: matter.lawOn, now: now.now, matter }), { from: at, until, lawOn: matter.lawOn, law: now.law })
  return 'why' in lasting ? { field: 'until', part: 'day', text: lasting.why } : { inForceAt: at, endsAt: lasting.endsAt }
}

const end = ({ matter, at: { now } }: Loaded, { at, outcome: how, words }: Values): Change | Problem => {
  if (how === null) return { field: 'outcome', text: 'Select how it ended' }
  const why = whyNotEnd(matter, how, now)
  return why === undefined ? { endedAt: at, endedAs: how, endedWords: words || null, underAppeal: false } : { field: 'outcome', text: why }
}

/** What the law still bounds after the end of it: appeals, prosecution, payment, costs. */
const OUTLIVES = /appeal|prosecut|pay|costs|compensation|review/

const EVENT: Readonly<Record<State, (matter: AtMatter) => string>> = { preparing: () => 'prepared', authorised: () => 'authorised', applied: () => 'application made', 'in force': ({ tool }) => tool.court === undefined ? 'in force' : 'order made', ended: () => 'ended' }

const act = async (work: OfficerWork, loaded: Loaded, typed: Values): Promise<Answer | Problems> => {
  const { matter, to, missing } = loaded
  if (missing.length > 0) return problems({ field: 'at', part: 'day', text: missing.map(({ sentence }) => sayReason(sentence)).join(' ') })
  const late = afterWhat(loaded, typed.at)
  if (late !== undefined) return problems({ field: 'at', part: 'day', text: late })
  const change = to === 'authorised' ? await authorise(work, loaded, typed) : to === 'in force' ? await comeIntoForce(work, loaded, typed) : to === 'ended' ? end(loaded, typed) : {}
  if ('field' in change) return problems(change)
  if (!await changeMatter(work, matter, { ...change, state: to, stateSince: typed.at })) return problems({ ...MEANWHILE, field: 'at', part: 'day' })
  await afterMove(work, loaded, typed, change)
  await tell(work, loaded, `${STATE_WORDS[to]}${typed.outcome === null ? '' : `, ${typed.outcome}`}${loaded.overridden ? ', by an override' : ''}`, typed.words)
  return toMatter(loaded)
}

const afterMove = async (work: OfficerWork, loaded: Loaded, { at, starts, words, outcome: how }: Values, { endsAt }: { readonly endsAt?: Matter['endsAt'] | string | undefined }): Promise<void> => {
  const ends = endsAt instanceof Date ? endsAt : null
  await insertEvent(work, loaded.matter, { kind: EVENT[loaded.to](loaded), at, untilAt: ends, words: [how ?? '', words].filter(part => part !== '').join(': ') })
  if (loaded.to === 'ended') await endClocks(work, loaded.matter, `Ended: ${how ?? ''}`, rule => OUTLIVES.test(rule))
  if (loaded.to === 'in force' && ends !== null) await startEnd(work, loaded, ends)
  for (const one of starts.filter(start => start !== NONE)) {
    await insertEvent(work, loaded.matter, { kind: one, at })
    await startClocks(work, loaded, one, at)
  }
}

export const moveMatter = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [({ starts }, { loaded }) => loaded.to === 'in force' ? whyNotStarts(loaded.tool, starts) : undefined,
    ({ until, untilTime }) => untilTime !== undefined && untilTime !== '' && (until === null || !/^([01]?\d|2[0-3]):[0-5]\d$/.test(untilTime)) ? { field: 'untilTime', text: 'Enter a time like 15:05, with its day' } : undefined],
  act: (work, loaded, { until, untilTime, ...typed }) => act(work, loaded, { ...typed, until: until === null ? null : untilTime === '' ? startOfDay(addDays(until, 1)) : londonMoment(until, untilTime.padStart(5, '0')) ?? startOfDay(addDays(until, 1)) }),
  show: view => <MovePage {...view} />,
})

const HEADING: Readonly<Record<State, string>> = { preparing: 'Prepare', authorised: 'Record the authority', applied: 'Record the application', 'in force': 'Record that it is in force', ended: 'Record how it ended' }

const MovePage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: HEADING[loaded.to] }} state={state} narrow back={{ href: matterPath(loaded) }}>
    <h1 class="govuk-heading-l">{HEADING[loaded.to]}: {loaded.tool.name}, {loaded.matter.about}</h1>
    {loaded.overridden ? <InsetText text="An override lets this through. It stays marked on the matter." /> : loaded.missing.length === 0 ? null : <><p class="govuk-body">Not yet. What is missing:</p><Reasons reasons={loaded.missing} /></>}
    <Form action={action} csrf={csrf} once={once} keep={`move-${loaded.matter.id}`}>
      <MomentField name="at" label={loaded.to === 'in force' ? 'When was it issued, made or signed?' : 'When?'} state={state} />
      {loaded.to === 'authorised' ? <TextField name="authority" label="By what authority?" hint={powerFor(loaded.tool) === undefined ? 'Who decided, in which office, under which scheme or policy' : 'Your delegation is found and kept with it. Add anything else, if needed'} state={state} /> : null}
      {loaded.to === 'in force' ? <><DateField name="until" label="Until and with which day? (leave empty for no end)" state={state} /><TextField name="untilTime" label="At what time that day? (only if it ends at a time)" width={5} state={state} /><StartsField tool={loaded.tool} state={state} /></> : null}
      {loaded.to === 'ended' ? <><SelectField name="outcome" label="How did it end?" empty="Choose" options={OUTCOMES.map(value => ({ value, text: value }))} state={state} /><StartsField tool={loaded.tool} state={state} /></> : null}
      <TextArea name="words" label="Note (optional)" rows={3} maxLength={4000} state={state} />
      <SubmitButton text="Save" />
    </Form>
  </OfficerPage>
)
