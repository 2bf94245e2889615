// Unusual access: what waits for somebody to ask about it, what was found out, and the answer itself.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { readDay, sayDate, sayMoment } from '#kernel/time.ts'
import { Badge, KeyFacts } from '#ui/casework.tsx'
import { ChoiceField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { notThere, page, seeOther, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { answerUnusual, PAGE, unusualIn, unusualWith, type Rule, type Unusual } from './unusual-store.ts'

const RULES: Readonly<Record<Rule, string>> = { volume: 'Many records', hours: 'Outside working hours', 'no reason': 'No reason on the case', 'near home': 'Near their home', refusals: 'Refused again and again' }
const CASE_LINK = ({ reference }: Pick<Unusual, 'reference'>): Html | string => reference === null ? '' : <a class="govuk-link" href={`/cases/${reference}`}>{reference}</a>

export const seeUnusual = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const answered = textOf(ask.query, 'state') === 'answered'
  const [on, id] = textOf(ask.query, 'before').split('_')
  const day = readDay(on ?? '')
  const before = day !== undefined && id !== undefined && looksLikeId(id) ? { day, id } : undefined
  const found = await unusualIn(work, answered, before)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const here = `/unusual?state=${answered ? 'answered' : 'open'}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Unusual access' }}>
      <h1 class="govuk-heading-l">Unusual access</h1>
      <p class="govuk-body">Each night the trail of the day before is looked through. What is here is a question to ask, not a finding: most of it has a good answer. Ask the officer, and write down what you found out.</p>
      <p class="govuk-body"><a class="govuk-link" href="/unusual" aria-current={answered ? undefined : 'page'}>To ask about</a> · <a class="govuk-link" href="/unusual?state=answered" aria-current={answered ? 'page' : undefined}>Answered</a></p>
      <DataTable id="unusual" caption={answered ? 'Answered, newest first' : 'To ask about, newest first'} captionSize="s" narrow="stack" rows={rows} empty={answered ? 'None yet.' : 'Nothing to ask about.'} columns={[
        { heading: 'What', rowHeader: true, cell: row => <a class="govuk-link" href={`/unusual/${row.id}`}>{RULES[row.rule]}<span class="govuk-visually-hidden">: {row.officer}, {sayDate(row.day)}</span></a> },
        { heading: 'Day', nowrap: true, cell: row => sayDate(row.day) }, { heading: 'Officer', cell: row => <>{row.officer}<br />{row.agency}</> }, { heading: 'Records of', cell: row => row.keeper }, { heading: 'Case', nowrap: true, cell: CASE_LINK },
        { heading: 'What was seen', cell: row => row.says }, ...(answered ? [{ heading: 'Found out', cell: (row: Unusual) => <><Badge text={row.outcome ?? ''} tone={row.outcome === 'explained' ? 'green' : 'red'} /> {row.answer}</> }] : []),
      ]} />
      <KeysetPager label="Pages of unusual access" {...(last === undefined ? {} : { olderHref: `${here}&before=${last.day}_${last.id}` })} {...(before === undefined ? {} : { newerHref: here })} newer="Back to the newest" />
    </OfficerPage>,
    { shown: shown('case', rows.map(({ caseId }) => ({ id: caseId }))) },
  )
}

const OUTCOMES = ['explained', 'not explained'] as const
const fields = { outcome: choice(OUTCOMES, { empty: 'Select whether it is explained' }), answer: words({ empty: 'Enter what you found out, and how', max: 4000, called: 'What you found out' }) }
type Loaded = { readonly unusual: Unusual }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const id = ask.params['id'] ?? ''
  const unusual = looksLikeId(id) ? await unusualWith(work, id) : undefined
  return unusual === undefined ? notThere : { unusual }
}

export const answerUnusualAccess = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  act: async (work, { unusual }, { outcome, answer }) => {
    if (!await answerUnusual(work, unusual.id, outcome, answer)) return problems({ field: 'answer', text: 'Somebody else has answered this meanwhile' })
    return seeOther('/unusual', { about: { kind: 'unusual access', id: unusual.id } })
  },
  show: ({ loaded: { unusual }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Unusual access' }} state={state} narrow back={{ href: '/unusual', text: 'Unusual access' }}>
      <h1 class="govuk-heading-l">{RULES[unusual.rule]}</h1>
      <KeyFacts facts={[{ label: 'Officer', value: `${unusual.officer}, ${unusual.agency}` }, { label: 'Day', value: sayDate(unusual.day) }, { label: 'Records of', value: unusual.keeper }, ...(unusual.reference === null ? [] : [{ label: 'Case', value: CASE_LINK(unusual) }]), { label: 'What was seen', value: unusual.says, wide: true }]} />
      {unusual.outcome === null ? (
        <Form action={action} csrf={csrf} once={once} keep={`unusual-${unusual.id}`}>
          <ChoiceField name="outcome" label="Is it explained?" inline state={state} choices={OUTCOMES.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
          <TextArea name="answer" label="What did you find out, and how?" hint="Also what happens next, when it is not explained" rows={5} maxLength={4000} state={state} />
          <SubmitButton text="Save the answer" />
        </Form>
      ) : <p class="govuk-body"><Badge text={unusual.outcome} tone={unusual.outcome === 'explained' ? 'green' : 'red'} /> {unusual.answer} ({unusual.answeredBy}{unusual.answeredAt === null ? '' : `, ${sayMoment(unusual.answeredAt)}`})</p>}
    </OfficerPage>
  ),
})
