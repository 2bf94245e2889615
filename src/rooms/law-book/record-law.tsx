// Records whether a change had begun, the value of a rule we were unsure of, or that a record was wrong: each with where it stands.
import type { OfficerWork } from '#db/work.ts'
import { sayShortDay } from '#kernel/time.ts'
import { CHANGES, type Change } from '#law/rule.ts'
import { ChoiceField, DateField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, date, optionalWords, words } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import type { AnyRule } from './carried.ts'
import { CHANGE_WORDS } from './change-words.ts'
import { onlyWhoRuns } from './guard.ts'
import { insertCommencement, insertConfirmation, lawOf, recordWith, takeBack, type LawRecord } from './law-store.ts'
import { DECIDED_BY, settingPath } from './settings-in-law.ts'
import { ruleWith, sayValue, seenOn, typedValue, type Seen } from './rules.ts'
import { CERTAINTY_WORDS } from './see-law.tsx'

const BACK = { href: '/law', text: 'The law' }
const source = words({ empty: 'Enter the source: the instrument and its number, or the advice and its date', max: 500, called: 'The source' })

const changeFields = { found: choice(['began', 'not begun'], { empty: 'Select what you found' }), on: date({ empty: 'Enter the day', called: 'The day' }), source }

export const recordCommencement = form<OfficerWork, typeof changeFields, { readonly change: Change }>({
  fields: changeFields,
  load: async (work, ask) => {
    const change = CHANGES.find(one => one === ask.params['change'])
    return change === undefined ? notThere : onlyWhoRuns(work) ?? { change }
  },
  rules: [({ found, on }, { at }) => found === 'not begun' && on !== undefined && on > at.today ? { field: 'on', part: 'day', text: 'The day you looked must be today or in the past' } : undefined],
  act: async (work, { change }, { found, on, source: says }) => {
    await insertCommencement(work, { change, began: found === 'began' ? on : null, notBegunOn: found === 'began' ? null : on, source: says })
    return seeOther('/law#changes', { about: { kind: 'law change', id: change } })
  },
  show: ({ loaded: { change }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: CHANGE_WORDS[change].name }} state={state} back={BACK} narrow>
      <h1 class="govuk-heading-l">{CHANGE_WORDS[change].name}: has it begun?</h1>
      <p class="govuk-body">{CHANGE_WORDS[change].says} {CHANGE_WORDS[change].act}. Until this is recorded, what it touches answers “not confirmed”. Matters begun before keep their own rules.</p>
      <Form action={action} csrf={csrf} once={once}>
        <ChoiceField name="found" label="What did you find?" state={state} choices={[{ value: 'began', text: 'It began, or begins, on a day' }, { value: 'not begun', text: 'It had not begun on the day I looked' }]} />
        <DateField name="on" label="Which day?" state={state} />
        <TextField name="source" label="Where does it say so?" hint="For example the commencement regulations, with number and regulation" state={state} />
        <SubmitButton text="Record it" />
      </Form>
    </OfficerPage>
  ),
})

const ruleFields = { value: optionalWords({ max: 60, called: 'The value' }), from: date({ empty: 'Enter from which day', called: 'The day' }), source }
type RuleLoaded = { readonly rule: AnyRule; readonly seen: Seen }

const loadRule = async (work: OfficerWork, ask: Ask): Promise<RuleLoaded | Answer> => {
  const rule = ruleWith(ask.params['rule'] ?? '')
  return rule === undefined ? notThere : onlyWhoRuns(work) ?? { rule, seen: seenOn(rule, work.today, await lawOf(work)) }
}

/** Why a typed value cannot be confirmed; undefined when it can. The rule itself reads it, and refuses what is looser than the law. */
export const whyNotValue = (rule: AnyRule, ours: unknown, value: unknown): string | undefined => {
  if (value === null) return undefined
  if (rule.read === undefined) return 'This rule has no value to choose: leave it empty to confirm ours'
  return rule.read(value, ours) === undefined ? 'This is no value the rule can have, or it is looser than the law: enter a stricter one, or leave it empty to confirm ours' : undefined
}

export const confirmRule = form<OfficerWork, typeof ruleFields, RuleLoaded>({
  fields: ruleFields, load: loadRule,
  rules: [({ value }, { loaded }) => {
    const decided = DECIDED_BY.get(loaded.rule.id)
    if (decided !== undefined) return { field: 'value', text: `The setting “${decided.setting.title}” decides this: change or confirm it there` }
    const why = whyNotValue(loaded.rule, loaded.seen.row?.value, typedValue(value ?? ''))
    return why === undefined ? undefined : { field: 'value', text: why }
  }],
  act: async (work, { rule }, { value, from, source: says }) => {
    await insertConfirmation(work, { rule: rule.id, fromDay: from, value: typedValue(value), source: says })
    return seeOther('/law#waiting', { about: { kind: 'law rule', id: rule.id } })
  },
  show: view => <RulePage {...view} />,
})

const RulePage = ({ loaded: { rule, seen }, state, frame, action, csrf, once }: FormView<RuleLoaded>): Html => (
  <OfficerPage frame={{ ...frame, title: rule.says }} state={state} back={BACK} narrow>
    <h1 class="govuk-heading-l">{rule.says}</h1>
    <p class="govuk-body">Today: {seen.says}</p>
    <DataTable id="rows" caption="Its rows" rows={rule.rows} narrow="stack" columns={[
      { heading: 'From', rowHeader: true, cell: row => `${sayShortDay(row.from)}${row.to === undefined ? '' : ` to ${sayShortDay(row.to)}`}` }, { heading: 'Value', cell: row => sayValue(row.value) },
      { heading: 'Source', cell: row => row.source }, { heading: 'Status', cell: row => `${row.status}${row.change === undefined ? '' : `; counts once “${CHANGE_WORDS[row.change].name}” is recorded as begun`}` }, { heading: 'How sure', cell: row => CERTAINTY_WORDS[row.certainty] },
    ]} />
    <ConfirmIt rule={rule} state={state} action={action} csrf={csrf} once={once} />
  </OfficerPage>
)

const ConfirmIt = ({ rule, state, action, csrf, once }: Pick<FormView<RuleLoaded>, 'state' | 'action' | 'csrf' | 'once'> & { readonly rule: AnyRule }): Html => {
  const decided = DECIDED_BY.get(rule.id)
  if (decided !== undefined) return <p class="govuk-body">A setting decides this: change or confirm <a class="govuk-link" href={settingPath(decided)}>{decided.setting.title}</a>, and it counts here from that day.</p>
  return (
    <>
      <h2 class="govuk-heading-m">Confirm it</h2>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="value" label="The value (leave empty to confirm ours)" hint={rule.read === undefined ? 'This rule has no value to choose' : 'A whole number in the same unit. A council may be stricter than the law, never looser'} width={10} state={state} />
        <DateField name="from" label="From which day does it hold?" hint="Matters begun before that day keep the value they had" state={state} />
        <TextField name="source" label="Where does it say so?" hint="Advice with its date, a policy, a minute" state={state} />
        <SubmitButton text="Confirm it" />
      </Form>
    </>
  )
}

const backFields = { because: words({ empty: 'Enter what was wrong with it', max: 500, called: 'Why' }) }

export const takeRecordBack = form<OfficerWork, typeof backFields, { readonly record: LawRecord }>({
  fields: backFields,
  load: async (work, ask) => {
    const record = await recordWith(work, ask.params['record'] ?? '')
    return record === undefined ? notThere : onlyWhoRuns(work) ?? { record }
  },
  act: async (work, { record }, { because }) => await takeBack(work, record, because)
    ? seeOther('/law#history', { about: { kind: 'law record', id: record.id } }) : problems({ field: 'because', text: 'Somebody else has taken it back meanwhile' }),
  show: ({ loaded: { record }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Take a record back' }} state={state} back={BACK} narrow>
      <h1 class="govuk-heading-l">Take back what was recorded of {record.of}</h1>
      <p class="govuk-body">It stays in the history with your reason, and counts no more.</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="because" label="What was wrong with it?" rows={2} maxLength={500} state={state} />
        <SubmitButton text="Take it back" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
