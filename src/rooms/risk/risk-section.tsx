// The risk over time on the case file, and one assessment explained question by question.
import { z } from 'zod'
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { londonDay, sayDay, sayDue, sayMoment, sayShortDay } from '#kernel/time.ts'
import { caseOrPartsAt, isOpen, type CaseSection } from '#rooms/cases/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Figure, LineChart } from '#ui/charts.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { BUILT_IN, largestScore, type Matrix } from './matrix.ts'
import { explain } from './risk-rules.ts'
import { assessmentsOf, assessmentWith, matricesOf, type Assessment } from './risk-store.ts'

const TONE = { high: 'red', medium: 'yellow', standard: 'grey' } as const

export const riskSection: CaseSection = {
  id: 'risk', title: 'Risk', place: 'main', part: 'risk', holds: ['riskAssessments'],
  show: async (work, theCase, _ask, held) => {
    const [latest, ...before] = held('riskAssessments') ? await assessmentsOf(work, theCase.id) : []
    if (latest === undefined && theCase.riskBand === null) return <p class="govuk-body">Not assessed yet.</p>
    const matrix = matrixOf(await matricesOf(work), latest)
    const largest = largestScore(matrix)
    const path = `/cases/${theCase.reference}/risk`
    if (latest === undefined) return <p class="govuk-body">{`${theCase.riskBand ?? ''}, ${theCase.riskScore ?? 0} of ${largest}: brought in with the case.`}</p>
    return (
      <>
        <p class="govuk-body"><Badge text={`${latest.band} (${latest.score} of ${largest})`} tone={TONE[latest.band]} /> {latest.because}{isOpen(theCase) && theCase.riskReviewDueOn !== null ? ` Review ${sayDue(theCase.riskReviewDueOn, work.today)}.` : ''}</p>
        {latest.theirWords === '' ? null : <p class="govuk-body">“{latest.theirWords}”{latest.personAgreed === false ? ' They do not see it the same way.' : ''}</p>}
        {before.length === 0 ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`${path}/${latest.id}`}>How it was worked out</a></p> : <Trend path={path} matrix={matrix} assessments={[latest, ...before]} />}
      </>
    )
  },
}

/** The matrix an assessment was asked with. */
const matrixOf = (matrices: readonly Matrix[], assessment: Assessment | undefined): Matrix => matrices.find(({ version }) => version === assessment?.matrixVersion) ?? BUILT_IN

const Trend = ({ path, matrix, assessments }: { readonly path: string; readonly matrix: Matrix; readonly assessments: readonly Assessment[] }): Html => {
  const oldestFirst = assessments.toReversed()
  const largest = Math.max(largestScore(matrix), ...assessments.map(({ score }) => score))
  const [medium, high] = ['medium', 'high'].map(wanted => matrix.bands.find(({ band }) => band === wanted)?.from ?? largest)
  const [first, last] = [oldestFirst[0], oldestFirst.at(-1)]
  return (
    <Figure caption="Over time" source="Forced to high is shown by the band, not by the score."
      table={<DataTable id="risks" caption="Risk assessments, newest first" captionSize="hidden" rows={assessments} rowHref={one => `${path}/${one.id}`} columns={[
        { heading: 'Day', rowHeader: true, nowrap: true, cell: one => sayShortDay(londonDay(one.assessedAt)) }, { heading: 'Risk', cell: one => <Badge text={one.band} tone={TONE[one.band]} /> }, { heading: 'Score', numeric: true, cell: one => one.score },
      ]} />}
      chart={<LineChart id="risk-chart" title="Risk score over time" description={`From ${first?.score ?? 0} to ${last?.score ?? 0} of ${largest}, in ${assessments.length} assessments.`} max={largest}
        points={oldestFirst.map(one => ({ label: sayShortDay(londonDay(one.assessedAt)), value: one.score }))} bands={[{ from: 0, to: medium ?? largest, label: 'Standard', tone: 'grey' }, { from: medium ?? largest, to: high ?? largest, label: 'Medium', tone: 'yellow' }, { from: high ?? largest, to: largest, label: 'High', tone: 'red' }]} />} />
  )
}

const answersShape = z.record(z.string(), z.unknown())

export const seeAssessment = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await caseOrPartsAt(work, ask)
  if ('kind' in found) return found
  const { theCase, parts } = found
  if (parts?.includes('risk') === false) return notThere
  const id = ask.params['assessment'] ?? ''
  const one = looksLikeId(id) ? await assessmentWith(work, theCase.id, id) : undefined
  if (one === undefined) return notThere
  const matrices = await matricesOf(work)
  const lines = explain(matrices, one.matrixVersion, answersShape.catch({}).parse(one.answers))
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'A risk assessment' }} narrow back={{ href: `/cases/${theCase.reference}#risk` }}>
      <h1 class="govuk-heading-l">Risk on {sayDay(londonDay(one.assessedAt))}</h1>
      <p class="govuk-body"><Badge text={`${one.band} (${one.score} of ${largestScore(matrixOf(matrices, one))})`} tone={TONE[one.band]} /> {one.because}</p>
      <p class="govuk-body">{one.assessor ?? 'An officer'}, {sayMoment(one.assessedAt)}. Asked {one.how ?? (one.withThePerson ? 'of the person' : 'of nobody')}.{one.personAgreed === null ? '' : one.personAgreed ? ' They see it the same way.' : ' They do not see it the same way.'} Matrix version {one.matrixVersion}.</p>
      {one.theirWords === '' ? null : <InsetText text={`“${one.theirWords}”`} />}
      {one.reason === '' ? null : <p class="govuk-body"><strong>Judgement:</strong> {one.reason}</p>}
      {lines === undefined ? <p class="govuk-body">The questions of this version are not kept here.</p> : <DataTable id="answers" caption="Question by question" captionSize="s" rows={lines} columns={[{ heading: 'Asked', rowHeader: true, cell: line => line.asks }, { heading: 'Answer', cell: line => line.says }, { heading: 'Score', numeric: true, cell: line => line.scores }]} />}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}
