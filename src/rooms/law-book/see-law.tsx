// The law as Amity carries it: changes whose first day is to be recorded, rules to confirm, and every rule with its source.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayShortDay } from '#kernel/time.ts'
import { NOT_HELD } from '#law/not-held.ts'
import { CHANGES, changeOn, type Change } from '#law/rule.ts'
import { Badge, type Tone } from '#ui/casework.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { RULES } from './carried.ts'
import { CHANGE_WORDS } from './change-words.ts'
import { onlyWhoRuns } from './guard.ts'
import { commencementsRecorded, confirmationsRecorded, lawOf, type CommencementRecord, type ConfirmationRecord } from './law-store.ts'
import { DECIDED_BY, settingPath } from './settings-in-law.ts'
import { seenOn, sayValue, type Seen } from './rules.ts'

const CHANGE_TONE: Readonly<Record<ReturnType<typeof changeOn>, Tone>> = { 'begun': 'green', 'not begun': 'grey', 'not confirmed': 'orange' }
const STATE_TONE: Readonly<Record<Seen['state'], Tone>> = { 'must be confirmed': 'orange', 'not confirmed': 'orange', 'known': 'green', 'no rule': 'grey' }
export const CERTAINTY_WORDS = { read: 'read in the Act or rule', seen: 'stated by a source', known: 'settled, not checked', unsure: 'not sure: confirm it', proposal: 'our proposal: confirm it' } as const

const seenToday = async (work: OfficerWork): Promise<readonly Seen[]> => {
  const law = await lawOf(work)
  return RULES.map(rule => seenOn(rule, work.today, law))
}
const waits = ({ state }: Seen): boolean => state === 'must be confirmed'
/** How many rules nobody here has confirmed that must be before first use. */
export const rulesToConfirm = async (work: OfficerWork): Promise<number> => (await seenToday(work)).filter(waits).length

export const seeLaw = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const shut = onlyWhoRuns(work)
  if (shut !== undefined) return shut
  const law = await lawOf(work)
  const [begun, said] = [await commencementsRecorded(work), await confirmationsRecorded(work)]
  const seen = RULES.map(rule => seenOn(rule, work.today, law))
  const waiting = seen.filter(waits)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'The law' }}>
      <h1 class="govuk-heading-l">The law, as Amity carries it</h1>
      <p class="govuk-body">Each rule names its source and how sure we are of it. This is not legal advice: ask your lawyer, then record what they say here.</p>
      <Changes states={CHANGES.map(change => ({ change, state: changeOn(change, work.today, law) }))} />
      {waiting.length === 0 ? <p class="govuk-body">No rule waits to be confirmed.</p> : <InsetText text={`${waiting.length} ${waiting.length === 1 ? 'rule' : 'rules'} must be confirmed before first use.`} />}
      <Rules id="waiting" caption="To confirm" seen={waiting} empty="None." />
      <Rules id="rules" caption="Every rule" seen={seen} empty="No rule is carried yet." />
      <DataTable id="not-held" caption="Named, but not carried" rows={NOT_HELD} narrow="stack" columns={[
        { heading: 'Power', rowHeader: true, cell: ({ name }) => name }, { heading: 'What we know', cell: ({ known }) => known }, { heading: 'Ask your lawyer', cell: ({ missing }) => missing },
      ]} />
      <History begun={begun} said={said} />
    </OfficerPage>,
  )
}

const Changes = ({ states }: { readonly states: readonly { readonly change: Change; readonly state: ReturnType<typeof changeOn> }[] }): Html => (
  <DataTable id="changes" caption="Changes to the law" rows={states} narrow="stack" empty="None." columns={[
    { heading: 'Change', rowHeader: true, cell: ({ change }) => <>{CHANGE_WORDS[change].name}<br /><span class="govuk-hint govuk-!-font-size-16">{CHANGE_WORDS[change].says} {CHANGE_WORDS[change].act}.</span></> },
    { heading: 'Today', cell: ({ state }) => <Badge text={state} tone={CHANGE_TONE[state]} /> },
    { heading: 'Do', cell: ({ change }) => <a class="govuk-link" href={`/law/changes/${change}`}>Record<span class="govuk-visually-hidden"> whether this has begun: {CHANGE_WORDS[change].name}</span></a> },
  ]} />
)

const Rules = ({ id, caption, seen, empty }: { readonly id: string; readonly caption: string; readonly seen: readonly Seen[]; readonly empty: string }): Html => (
  <DataTable id={id} caption={caption} rows={seen} narrow="stack" empty={empty} columns={[
    { heading: 'Rule', rowHeader: true, cell: ({ rule }) => { const by = DECIDED_BY.get(rule.id); return <><a class="govuk-link" href={`/law/rules/${rule.id}`}>{rule.says}</a>{by === undefined ? '' : <><br />Decided by the setting <a class="govuk-link" href={settingPath(by)}>{by.setting.title}<span class="govuk-visually-hidden">: {rule.says}</span></a></>}</> } },
    { heading: 'Today', cell: ({ state, says }) => <><Badge text={state} tone={STATE_TONE[state]} /> {says}</> },
    { heading: 'Source', cell: ({ row }) => row === undefined ? '' : <>{row.source}<br /><span class="govuk-hint govuk-!-font-size-16">{CERTAINTY_WORDS[row.certainty]}; {row.status}</span></> },
  ]} />
)

const asOf = (one: CommencementRecord): string => one.began !== null ? `began on ${sayShortDay(one.began)}` : one.notBegunOn === null ? '' : `had not begun on ${sayShortDay(one.notBegunOn)}`
const nameOf = (change: string): string => CHANGES.some(one => one === change) ? CHANGE_WORDS[CHANGES.find(one => one === change) ?? 'respectOrder'].name : change

type Line = { readonly id: string; readonly at: Date; readonly says: string; readonly source: string; readonly officer: string | null; readonly takenBack: string | null }
const linesOf = (begun: readonly CommencementRecord[], said: readonly ConfirmationRecord[]): readonly Line[] => [
  ...begun.map(one => ({ id: one.id, at: one.recordedAt, says: `${nameOf(one.change)} ${asOf(one)}`, source: one.source, officer: one.officer, takenBack: one.takenBackBecause })),
  ...said.map(one => ({ id: one.id, at: one.recordedAt, says: `${one.rule}: ${one.value === null ? 'our value confirmed' : sayValue(one.value)}, from ${sayShortDay(one.fromDay)}`, source: one.source, officer: one.officer, takenBack: one.takenBackBecause })),
].toSorted((a, b) => b.at.getTime() - a.at.getTime())

const History = ({ begun, said }: { readonly begun: readonly CommencementRecord[]; readonly said: readonly ConfirmationRecord[] }): Html => (
  <DataTable id="history" caption="What was recorded" rows={linesOf(begun, said)} narrow="stack" empty="Nothing has been recorded yet." columns={[
    { heading: 'Record', rowHeader: true, cell: one => one.says }, { heading: 'Source', cell: one => one.source },
    { heading: 'By', cell: one => `${one.officer ?? 'an officer'}, ${sayShortDay(londonDay(one.at))}` },
    { heading: 'Do', cell: one => one.takenBack === null ? <a class="govuk-link" href={`/law/records/${one.id}`}>Take it back<span class="govuk-visually-hidden">: {one.says}</span></a> : `Taken back: ${one.takenBack}` },
  ]} />
)
