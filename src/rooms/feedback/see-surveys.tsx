// Who is to be asked, who was, who did not answer, and who was not asked and why: no denominator without its people.
import type { OfficerWork } from '#db/work.ts'
import { sayDate, sayDue } from '#kernel/time.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager, type Column } from '#ui/tables.tsx'
import { page, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { SURVEY_PAGE, surveysIn } from './survey-store.ts'

const STATES = ['to ask', 'asked', 'no answer', 'not asked'] as const
type State = (typeof STATES)[number]
type Row = Awaited<ReturnType<typeof surveysIn>>[number]
const SAYS: Readonly<Record<State, string>> = { 'to ask': 'To be asked', asked: 'Asked, no answer yet', 'no answer': 'Did not answer', 'not asked': 'Not asked' }

export const seeSurveys = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const state = STATES.find(one => one === textOf(ask.query, 'state')) ?? 'asked'
  const before = beforeIn(ask)
  const found = await surveysIn(work, state, before)
  const rows = found.slice(0, SURVEY_PAGE)
  const last = found.length > SURVEY_PAGE ? rows.at(-1) : undefined
  const query = `/surveys?state=${encodeURIComponent(state)}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Surveys' }}>
      <h1 class="govuk-heading-l">Surveys</h1>
      <p class="govuk-body">After a case has closed we ask the people harmed how we did. Answers stand in <a class="govuk-link" href="/measures/handling">the measures</a>, not here.</p>
      <p class="govuk-body">{STATES.map((one, at) => <>{at === 0 ? '' : ' · '}<a class="govuk-link" href={`/surveys?state=${encodeURIComponent(one)}`} aria-current={one === state ? 'page' : undefined}>{SAYS[one]}</a></>)}</p>
      <DataTable id="surveys" caption={SAYS[state]} captionSize="s" narrow="stack" rows={rows} empty="Nobody." columns={columnsOf(work, state)} />
      <KeysetPager label="Pages of surveys" {...(last === undefined ? {} : { olderHref: `${query}&before=${goOnAfter(last.madeAt, last.id)}` })} {...(before === undefined ? {} : { newerHref: query })} newer="Back to the newest" />
    </OfficerPage>,
    { shown: shown('case', rows.map(({ caseId }) => ({ id: caseId }))) },
  )
}

const columnsOf = (work: OfficerWork, state: State): readonly Column<Row>[] => [
  { heading: 'Who', rowHeader: true, cell: row => `${row.givenName} ${row.familyName}` },
  { heading: 'Case', nowrap: true, cell: row => work.may('see cases') ? <a class="govuk-link" href={`/cases/${row.reference}`}>{row.reference}</a> : row.reference },
  ...(state === 'not asked' ? [{ heading: 'Why not', cell: (row: Row) => row.notAskedBecause ?? '' }]
    : state === 'no answer' ? [{ heading: 'Reminders', cell: (row: Row) => row.reminders }]
      : [
        { heading: state === 'to ask' ? 'Will be asked' : 'Open until', cell: (row: Row) => state === 'to ask' ? sayDate(row.askOn) : row.expiresOn === null ? '' : sayDue(row.expiresOn, work.today) },
        { heading: 'By telephone', cell: (row: Row) => ringable(work, row) },
      ]),
]

const ringable = (work: OfficerWork, row: Row) =>
  !row.safeMeans.includes('phone') ? 'Do not telephone' : row.leadOfficerId === work.actor.officerId ? 'You led the case: a colleague asks' : <a class="govuk-link" href={`/surveys/${row.id}/by-telephone`}>Ask by telephone<span class="govuk-visually-hidden"> {row.givenName} {row.familyName}</span></a>
