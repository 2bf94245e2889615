// The month's broken glass for whoever answers for data protection: counts, and each with its verdict; on screen and as CSV.
import type { OfficerWork } from '#db/work.ts'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'
import { addMonths, day, readDay, sayMoment, startOfDay, type Day } from '#kernel/time.ts'
import { Badge, Stats } from '#ui/casework.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { glassReport, type Reported } from './glass-store.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const firstOf = (today: Day): Day => day(`${today.slice(0, 7)}-01`)

/** The month asked for ("2026-05"), or this one. */
const monthIn = (work: OfficerWork, ask: Ask): Day => readDay(`${textOf(ask.query, 'month')}-01`) ?? firstOf(work.today)
const sayMonth = (first: Day): string => `${MONTHS[Number(first.slice(5, 7)) - 1] ?? ''} ${first.slice(0, 4)}`
const found = (work: OfficerWork, first: Day): Promise<readonly Reported[]> => glassReport(work, startOfDay(first), startOfDay(addMonths(first, 1)))
const verdictOf = ({ verdict }: Reported): string => verdict ?? 'not reviewed yet'

export const seeGlassReport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const first = monthIn(work, ask)
  const rows = await found(work, first)
  const count = (verdict: string): number => rows.filter(one => verdictOf(one) === verdict).length
  const link = (month: Day): string => `/break-glass/report?month=${month.slice(0, 7)}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Broken glass, ${sayMonth(first)}` }}>
      <h1 class="govuk-heading-l">Broken glass, {sayMonth(first)}</h1>
      <p class="govuk-body">Restricted cases opened in an emergency. What is not yours to see of a case is left out here too.</p>
      <Stats stats={[{ value: rows.length, caption: 'in all' }, { value: count('justified'), caption: 'justified' }, { value: count('not justified'), caption: 'not justified' }, { value: count('not reviewed yet'), caption: 'not reviewed yet' }]} />
      <DataTable id="glass" caption="Each in turn" captionSize="m" narrow="stack" rows={rows} empty="None in this month." columns={[
        { heading: 'When', rowHeader: true, nowrap: true, cell: one => sayMoment(one.brokenAt) }, { heading: 'Who', cell: one => `${one.officer}, ${one.agency}` },
        { heading: 'Case', cell: one => one.reference === null ? 'Not yours to see' : <a class="govuk-link" href={`/cases/${one.reference}`}>{one.reference}</a> }, { heading: 'Reason', cell: one => one.reason ?? '' },
        { heading: 'Verdict', cell: one => <><Badge text={verdictOf(one)} tone={one.verdict === 'justified' ? 'green' : one.verdict === null ? 'yellow' : 'red'} />{one.reviewedBy === null || one.reviewedAt === null ? '' : ` ${one.reviewedBy}, ${sayMoment(one.reviewedAt)}. ${one.reviewWords ?? ''}`}</> },
      ]} />
      <p class="govuk-body"><a class="govuk-link" href={link(addMonths(first, -1))}>{sayMonth(addMonths(first, -1))}</a> · {first < firstOf(work.today) ? <><a class="govuk-link" href={link(addMonths(first, 1))}>{sayMonth(addMonths(first, 1))}</a> · </> : null}<a class="govuk-link" href={`/break-glass/report.csv?month=${first.slice(0, 7)}`}>Save as CSV</a></p>
    </OfficerPage>,
  )
}

export const saveGlassReport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const first = monthIn(work, ask)
  const rows = (await found(work, first)).map(one => [one.brokenAt.toISOString(), one.until.toISOString(), one.officer, one.agency, one.reference ?? '', one.reason ?? '', verdictOf(one), one.reviewedBy ?? '', one.reviewedAt?.toISOString() ?? '', one.reviewWords ?? ''])
  return body('text/csv; charset=utf-8', BYTE_ORDER_MARK + [['Broken at', 'Until', 'Officer', 'Agency', 'Case', 'Reason', 'Verdict', 'Reviewed by', 'Reviewed at', 'What the review says'], ...rows].map(csvLine).join(''), { fileName: `broken-glass-${first.slice(0, 7)}.csv` })
}
