// Serving a paper: on whom, by which method, when, and when the law takes it as served. Never before authority; two dates of one service are asked about.
import type { OfficerWork } from '#db/work.ts'
import { yearNotKnown } from '#kernel/bank-holidays.ts'
import { addDays, londonDay, londonMoment, sayDay, sayMoment, startOfDay } from '#kernel/time.ts'
import { nextWorkingDayOnOrAfter } from '#kernel/working-days.ts'
import { standingOf } from '#law/standing.ts'
import type { Tool } from '#law/tool.ts'
import { ChoiceField, ChoicesField, Form, MomentField, SelectField, SubmitButton, TextArea, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { choice, optionalChoice, optionalWords, pastMoment, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { factsFor } from './facts-of.ts'
import { loadMatterToWork, matterPath, tell, toMatter, type AtMatter } from './matter-at.ts'
import { countNoMore, insertEvent, insertService, servicesOf, type Service } from './part-store.ts'
import { keys } from './prove-element.tsx'
import { startClocks, startsToSay } from './start-clocks.ts'

export const METHODS = ['by hand', 'left at the address', 'first class post', 'fixed to the premises', 'email, where agreed', 'as the court ordered'] as const
type Method = (typeof METHODS)[number]

/** When the law takes it as served: post on the second working day after posting (Interpretation Act 1978 s7: the ordinary course of post; CPR 6.26), else when it was done. */
export const deemedAt = (method: Method, served: Date): Date => {
  if (method !== 'first class post') return served
  const second = nextWorkingDayOnOrAfter(addDays(londonDay(served), 2))
  return londonMoment(second, '12:00') ?? startOfDay(second)
}

/** The same, or why it cannot be told: the ordinary course of post is counted in working days. */
const deemedOrWhyNot = (method: Method, served: Date): Date | string => {
  try {
    return deemedAt(method, served)
  } catch (problem) {
    const year = yearNotKnown(problem)
    if (year === undefined) throw problem
    return `The bank holidays of ${year} are not known here yet, so the day the law takes it as served cannot be counted. Ask whoever runs Amity to bring them in, or serve it by hand`
  }
}

/** Why it came too late to do anything, with the last day and its source; undefined when it was in time, or the law sets none. */
export const whyTooLate = ({ tool, held, matter, at }: AtMatter, deemed: Date, starts: readonly string[]): string | undefined => {
  if (tool.window === undefined || !starts.some(one => one.startsWith('notice served'))) return undefined
  const { standing, reasons } = standingOf(tool, factsFor(held, tool.id, { on: londonDay(deemed), now: at.now, matter }), at.law)
  return standing !== 'past its time' ? undefined : `It counts as served on ${sayDay(londonDay(deemed))}, and that is too late. ${reasons.map(({ sentence }) => sentence).join(' ')} Select “None of these” to record that it was given all the same: it does not do what it was for`
}

/** Services of the same paper on the same person that count and say another day. */
export const conflicting = (all: readonly Service[], paper: string, onWhom: string, deemed: Date): readonly Service[] =>
  all.filter(one => one.counts && one.paper === paper && one.onWhom.toLowerCase() === onWhom.toLowerCase() && londonDay(one.deemedAt) !== londonDay(deemed))

/** What an event or a service starts, by the officer's word: no clock runs by a guess, and none is missed unasked. */
export const NONE = 'none'
export const StartsField = ({ tool, state }: { readonly tool: Tool; readonly state: FormState }): Html | null => startsToSay(tool).length === 0 ? null : (
  <ChoicesField name="starts" label="Which of these happened then?" hint="Each starts a clock" state={state} choices={[...startsToSay(tool).map(value => ({ value, text: value })), { divider: 'or' }, { value: NONE, text: 'None of these', alone: true }]} />
)
export const whyNotStarts = (tool: Tool, starts: readonly string[] = []): { readonly field: string; readonly text: string } | undefined => {
  if (startsToSay(tool).length === 0) return undefined
  if (starts.length === 0) return { field: 'starts', text: 'Select which of these happened then, or none of these: a clock that is not started is missed' }
  return starts.every(one => one === NONE || startsToSay(tool).includes(one)) ? undefined : { field: 'starts', text: 'Select from the list' }
}

const fields = {
  paper: words({ empty: 'Enter which paper', max: 120, called: 'The paper' }), onWhom: words({ empty: 'Enter on whom', max: 200, called: 'On whom' }), method: choice(METHODS, { empty: 'Select how' }),
  served: pastMoment({ empty: 'Enter when it was served or posted', called: 'When' }), servedBy: words({ empty: 'Enter who served it', max: 200, called: 'Who' }), proof: optionalWords({ max: 500, called: 'The proof' }),
  starts: keys, counts: optionalChoice(['this one', 'the one before']), because: optionalWords({ max: 1000, called: 'Why' }),
}
type Loaded = AtMatter & { readonly services: readonly Service[] }

/** Why this moment cannot be: nothing is served before somebody decided to. */
export const beforeAuthority = ({ matter }: Pick<AtMatter, 'matter'>, served: Date): string | undefined => {
  if (matter.authorisedAt === null) return 'Nobody has authorised it yet, so it cannot have been served. Record the authority first'
  return served < matter.authorisedAt ? `It was authorised at ${sayMoment(matter.authorisedAt)}, so it cannot have been served before. Check both times` : undefined
}

export const recordService = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const found = await loadMatterToWork(work, ask)
    return 'kind' in found ? found : { ...found, services: await servicesOf(work, found.matter.id) }
  },
  start: ({ matter, tool }) => ({ onWhom: matter.about, paper: tool.name }),
  rules: [
    ({ served }, { loaded }) => { const why = served === undefined ? undefined : beforeAuthority(loaded, served); return why === undefined ? undefined : { field: 'served', part: 'day', text: why } },
    ({ starts }, { loaded }) => whyNotStarts(loaded.tool, starts),
  ],
  act: async (work, loaded, { paper, onWhom, method, served, servedBy, proof, starts, counts, because }) => {
    const deemed = deemedOrWhyNot(method, served)
    if (typeof deemed === 'string') return problems({ field: 'served', part: 'day', text: deemed })
    const late = whyTooLate(loaded, deemed, starts)
    if (late !== undefined) return problems({ field: 'served', part: 'day', text: late })
    const others = conflicting(loaded.services, paper, onWhom, deemed)
    if (others.length > 0 && (counts === null || because === '')) {
      const says = others.map(one => sayDay(londonDay(one.deemedAt))).join(' and ')
      return problems({ field: counts === null ? 'counts' : 'because', text: `This paper is recorded as served on ${onWhom} on ${says} already. Select which counts, and say why` })
    }
    const stands = others.length === 0 || counts === 'this one'
    if (others.length > 0 && stands) await countNoMore(work, others.map(({ id }) => id), because)
    await insertService(work, loaded.matter, { paper, onWhom, method, servedAt: served, deemedAt: deemed, servedBy, proof, counts: stands, countsBecause: stands ? null : because })
    if (stands) for (const one of starts.filter(start => start !== NONE)) {
      await insertEvent(work, loaded.matter, { kind: one, at: deemed, words: `${paper} served on ${onWhom}, ${method}` })
      await startClocks(work, loaded, one, deemed)
    }
    await tell(work, loaded, `${paper} served on ${onWhom}, ${method}, ${sayMoment(served)}`, [stands ? '' : `The other date counts: ${because}`, proof].filter(part => part !== '').join('\n\n'))
    return toMatter(loaded, '#service')
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Record service' }} state={state} narrow back={{ href: `${matterPath(loaded)}#service` }}>
      <h1 class="govuk-heading-l">Record service</h1>
      {loaded.tool.service.length === 0 ? null : <ul class="govuk-list govuk-list--bullet">{loaded.tool.service.map(({ says, source }) => <li>{says} <span class="govuk-hint govuk-!-font-size-16">{source}</span></li>)}</ul>}
      <Form action={action} csrf={csrf} once={once} keep={`service-${loaded.matter.id}`}>
        <TextField name="paper" label="Which paper?" state={state} />
        <TextField name="onWhom" label="On whom?" state={state} />
        <SelectField name="method" label="How?" empty="Choose" options={METHODS.map(value => ({ value, text: value }))} state={state} />
        <MomentField name="served" label="When was it served, or posted?" state={state} />
        <TextField name="servedBy" label="Who served it?" state={state} />
        <TextField name="proof" label="Proof of service (optional)" hint="Certificate, photograph, tracking number: where it is" state={state} />
        <StartsField tool={loaded.tool} state={state} />
        {loaded.services.length === 0 ? null : <ChoiceField name="counts" label="If it was recorded with another date already: which counts?" state={state} choices={[{ value: 'this one', text: 'This one' }, { value: 'the one before', text: 'The one recorded before' }]} />}
        {loaded.services.length === 0 ? null : <TextArea name="because" label="Why?" rows={2} maxLength={1000} state={state} />}
        <SubmitButton text="Record it" />
      </Form>
    </OfficerPage>
  ),
})
