// What became of a fixed penalty: its amount, payments, reminders, representations, and how it ended. Paid in time, its clocks have done their work.
import type { OfficerWork } from '#db/work.ts'
import { sayPounds } from '#kernel/money.ts'
import { londonDay, sayShortDay, type Day } from '#kernel/time.ts'
import type { Law } from '#law/rule.ts'
import { insertEntry, type Case } from '#rooms/cases/index.ts'
import { clocksOfMatters, endClocks, matterWith, type Matter } from '#rooms/interventions/index.ts'
import { lawOf } from '#rooms/law-book/index.ts'
import { loadToFinish } from '#rooms/subjects/index.ts'
import { Badge } from '#ui/casework.tsx'
import { DateField, Form, SelectField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, optionalWords, pastDate, type Field } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { paymentState, PENALTY_EVENTS, penaltyClocks, whyNotAmount, type PaymentState, type PenaltyClocks, type PenaltyEventKind } from './penalty-rules.ts'
import { insertPenaltyEvent, penaltyEventsOf, type PenaltyRow } from './penalty-store.ts'
import { isPenalty, nameOf } from './which.ts'

/** Pounds with or without pence, as whole pence; null when nothing is typed. */
const pounds: Field<number | null> = {
  read: (name, answers) => {
    const text = textOf(answers, name).trim().replace(/^£/, '').replaceAll(',', '')
    if (text === '') return { ok: true, value: null }
    return /^\d{1,6}(\.\d{2})?$/.test(text) && Number(text) > 0 ? { ok: true, value: Math.round(Number(text) * 100) } : { ok: false, text: 'Enter an amount in pounds, like 100 or 100.50' }
  },
}

const SAYS: Readonly<Record<PenaltyEventKind, string>> = { amount: 'The amount was set', paid: 'Something was paid', reminded: 'They were reminded', representations: 'They said that it is wrong', cancelled: 'It is cancelled', prosecuted: 'A prosecution was begun' }
const fields = { what: choice(PENALTY_EVENTS, { empty: 'Select what happened' }), on: pastDate({ empty: 'Enter the day', called: 'The day' }), amount: pounds, early: pounds, words: optionalWords({ max: 2000, called: 'The note' }) }

type Loaded = { readonly theCase: Case; readonly matter: Matter; readonly events: readonly PenaltyRow[]; readonly clocks: PenaltyClocks; readonly state: PaymentState; readonly law: Law }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const found = await loadToFinish(work, ask)
  if ('kind' in found) return found
  const matter = await matterWith(work, found.theCase.id, ask.params['matter'] ?? '')
  if (matter === undefined || !isPenalty(matter.tool)) return notThere
  const [events, clocks] = [await penaltyEventsOf(work, [matter.id]), penaltyClocks(await clocksOfMatters(work, [matter.id]))]
  return { theCase: found.theCase, matter, events, clocks, state: paymentState(events, clocks, matter.inForceAt, work.now), law: await lawOf(work) }
}

const OVER: readonly PaymentState[] = ['paid', 'paid early', 'cancelled']
const given = ({ matter }: Loaded): Day | undefined => matter.inForceAt === null ? undefined : londonDay(matter.inForceAt)

/** A prosecution before its first day must stop, and one begun too late fails: the clocks say so, and no one is let past them. */
const whyNotProsecute = ({ clocks, state }: Loaded, on: Day): string | undefined => {
  if (state === 'out of time') return 'The limit to prosecute has passed'
  if (clocks.prosecuteFrom === undefined) return 'The first day to prosecute is not known: record the date of the notice in its matter first'
  if (on < londonDay(clocks.prosecuteFrom)) return `A prosecution may not begin before ${sayShortDay(londonDay(clocks.prosecuteFrom))}`
  return clocks.prosecuteBy !== undefined && on > londonDay(new Date(clocks.prosecuteBy.getTime() - 1)) ? 'The limit to prosecute had passed on that day' : undefined
}

export const recordPenalty = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [
    (_values, { loaded }) => loaded.matter.inForceAt === null ? { field: 'what', text: 'It has not been given yet: record that on its matter first' } : undefined,
    (_values, { loaded }) => OVER.includes(loaded.state) ? { field: 'what', text: `It is ${loaded.state}: nothing more is recorded of it` } : undefined,
    ({ on }, { loaded }) => { const day = given(loaded); return on !== undefined && day !== undefined && on < day ? { field: 'on', part: 'day', text: `It was given on ${sayShortDay(day)}, so nothing became of it before` } : undefined },
    ({ what, amount }) => (what === 'amount' || what === 'paid') && amount === null ? { field: 'amount', text: 'Enter the amount' } : undefined,
    ({ what, words }) => (what === 'cancelled' || what === 'representations') && words === '' ? { field: 'words', text: what === 'cancelled' ? 'Enter why it is cancelled' : 'Enter what they said' } : undefined,
    ({ what, amount, early }, { loaded }) => { const why = what !== 'amount' || amount === null || amount === undefined ? undefined : whyNotAmount(loaded.matter.tool, given(loaded) ?? loaded.matter.lawOn, loaded.law, amount, early ?? null); return why === undefined ? undefined : { field: 'amount', text: why } },
    ({ what, on }, { loaded }) => { const why = what !== 'prosecuted' || on === undefined ? undefined : whyNotProsecute(loaded, on); return why === undefined ? undefined : { field: 'what', text: why } },
  ],
  act: async (work, loaded, { what, on, amount, early, words }) => {
    const { theCase, matter, clocks } = loaded
    if (loaded.state === 'prosecuted' && what === 'prosecuted') return problems({ field: 'what', text: 'That is recorded already' })
    await insertPenaltyEvent(work, matter, { kind: what, onDay: on, pence: what === 'amount' || what === 'paid' ? amount : null, earlyPence: what === 'amount' ? early : null, words })
    const now = paymentState(await penaltyEventsOf(work, [matter.id]), clocks, matter.inForceAt, work.now)
    if (OVER.includes(now) || now === 'prosecuted') await endClocks(work, matter, `The penalty is ${now}`)
    await insertEntry(work, theCase.id, { kind: 'action', happenedAt: work.now, summary: `${nameOf(matter.tool)}, ${matter.about}: ${SAYS[what].toLowerCase()}${amount !== null && (what === 'paid' || what === 'amount') ? `, ${sayPounds(amount)}` : ''}`.slice(0, 300), body: words, visibility: 'staff' })
    return seeOther(`/cases/${theCase.reference}/matters/${matter.id}/penalty`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Payments' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}/matters/${loaded.matter.id}` }}>
      <h1 class="govuk-heading-l">{nameOf(loaded.matter.tool)}: {loaded.matter.about}</h1>
      <p class="govuk-body"><Badge text={loaded.state} tone="blue" /></p>
      <DataTable id="payments" caption="What became of it" captionSize="s" narrow="stack" rows={loaded.events} empty="Nothing is recorded yet." columns={[
        { heading: 'When', rowHeader: true, cell: one => sayShortDay(one.onDay) }, { heading: 'What', cell: one => `${SAYS[one.kind]}${one.pence === null ? '' : `: ${sayPounds(one.pence)}`}${one.earlyPence === null ? '' : `, or ${sayPounds(one.earlyPence)} early`}` }, { heading: 'Note', cell: one => one.words },
      ]} />
      {OVER.includes(loaded.state) ? null : (
        <Form action={action} csrf={csrf} once={once} keep={`penalty-${loaded.matter.id}`}>
          <SelectField name="what" label="What happened?" empty="Choose" options={PENALTY_EVENTS.map(value => ({ value, text: SAYS[value] }))} state={state} />
          <DateField name="on" label="On which day?" state={state} />
          <TextField name="amount" label="Amount in pounds" hint="What was set, or what was paid" width={10} state={state} />
          <TextField name="early" label="Amount if paid early (only when it is set)" width={10} state={state} />
          <TextArea name="words" label="Note" rows={3} maxLength={2000} state={state} />
          <SubmitButton text="Save" />
        </Form>
      )}
    </OfficerPage>
  ),
})
