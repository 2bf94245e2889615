// The cases and answers behind a figure, for those who may see them.
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { isTooSmall } from '#kernel/proportion.ts'
import { londonDay, sayShortDay } from '#kernel/time.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, shown, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { answersBehind, closedCases, handlings, PAGE } from './performance-store.ts'
import { queryOf, readFilter, sayFilter } from './read-filter.tsx'

const VERDICTS = ['yes', 'partly', 'no', 'could not reach', 'not asked'] as const

export const seeClosedCases = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [filter, before, said] = [await readFilter(work, ask), beforeIn(ask), textOf(ask.query, 'verdict')]
  const verdict = oneOf(VERDICTS, said) ? said : ''
  const found = await closedCases(work, filter, verdict, before)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const here = `/measures/resolved/cases?${queryOf(filter, { verdict })}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Closed cases' }} back={{ href: `/measures/resolved?${queryOf(filter)}` }}>
      <h1 class="govuk-heading-l">Closed cases behind the figure</h1>
      <p class="govuk-body">{sayFilter(filter)}.</p>
      <p class="govuk-body">Was it resolved? {['', ...VERDICTS].map((one, at) => <>{at === 0 ? '' : ' · '}<a class="govuk-link" href={`/measures/resolved/cases?${queryOf(filter, { verdict: one })}`} aria-current={one === verdict ? 'page' : undefined}>{one === '' ? 'all' : one}</a></>)}</p>
      <DataTable id="closed" caption="Closed cases, newest first" captionSize="s" narrow="stack" rows={rows} empty="None." {...(work.may('see cases') ? { rowHref: (row: (typeof rows)[number]) => `/cases/${row.reference ?? ''}` } : {})} columns={[
        { heading: 'Reference', rowHeader: true, nowrap: true, cell: row => row.reference }, { heading: 'Case', cell: row => row.title },
        { heading: 'Closed', nowrap: true, cell: row => row.closedAt === null ? '' : sayShortDay(londonDay(row.closedAt)) }, { heading: 'Resolved, says the person harmed', cell: row => row.verdict }, { heading: 'Why it closed', cell: row => row.closeReason },
      ]} />
      <KeysetPager label="Pages of closed cases" {...(last?.closedAt == null || last.id === null ? {} : { olderHref: `${here}&before=${goOnAfter(last.closedAt, last.id)}` })} {...(before === undefined ? {} : { newerHref: here })} newer="Back to the newest" />
    </OfficerPage>,
    { shown: shown('case', rows) },
  )
}

export const seeAnswers = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const filter = await readFilter(work, ask)
  const after = /^[0-9a-f]{32}$/.test(textOf(ask.query, 'after')) ? textOf(ask.query, 'after') : ''
  const few = isTooSmall((await handlings(work, 'month', filter)).reduce((sum, { n }) => sum + n, 0))
  const found = await answersBehind(work, filter, !few, after)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const here = `/measures/handling/answers?${queryOf(filter)}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Answers' }} back={{ href: `/measures/handling?${queryOf(filter)}` }}>
      <h1 class="govuk-heading-l">Answers behind the figure</h1>
      <p class="govuk-body">{sayFilter(filter)}. In no order that says anything.{few ? ' So few answered here that those who did not want to be known are left out.' : ''}</p>
      <DataTable id="answers" caption="Answers" captionSize="hidden" narrow="stack" rows={rows} empty="None." columns={[
        { heading: 'With the handling', rowHeader: true, cell: row => row.handling }, { heading: 'In their words', cell: row => row.comment },
        { heading: 'Case', nowrap: true, cell: row => row.reference === null ? 'without their name' : work.may('see cases') ? <a class="govuk-link" href={`/cases/${row.reference}`}>{row.reference}</a> : row.reference },
      ]} />
      <KeysetPager label="Pages of answers" {...(last === undefined ? {} : { olderHref: `${here}&after=${last.place}` })} {...(after === '' ? {} : { newerHref: here })} newer="Back to the first" older="Next page" />
    </OfficerPage>,
    { shown: shown('case', rows.map(({ caseId }) => ({ id: caseId }))) },
  )
}
