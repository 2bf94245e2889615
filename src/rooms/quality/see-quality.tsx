// The quality of casework: what waits to be read, what was found, and how often each standard was met. An officer sees their own.
import { z } from 'zod'
import type { OfficerWork } from '#db/work.ts'
import { sayPercent, share } from '#kernel/proportion.ts'
import { londonDay, sayDue, sayShortDay } from '#kernel/time.ts'
import { Clock } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, shown, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { byMonth, byStandard, PAGE, reviewsDone, reviewsToDo, type Review } from './quality-store.ts'
import { qualityForm, QUALITY_FORMS } from './standards.ts'

const answersShape = z.record(z.string(), z.string())
const scoreIn = ({ met, asked }: Pick<Review, 'met' | 'asked'>): string => met === null || asked === null || asked === 0 ? '–' : sayPercent(met / asked)
const notMet = (review: Review): string => {
  const answers = answersShape.catch({}).parse(review.answers)
  return (qualityForm(review.formVersion)?.standards ?? []).filter(({ code }) => answers[code] === 'not met' || answers[code] === 'partly').map(({ code, asks }) => `${asks} ${answers[code] ?? ''}.`).join(' ')
}

const Done = ({ reviews, before, href, isMine }: { readonly reviews: readonly Review[]; readonly before: boolean; readonly href: string; readonly isMine: boolean }): Html => {
  const rows = reviews.slice(0, PAGE)
  const last = reviews.length > PAGE ? rows.at(-1) : undefined
  return (
    <>
      <DataTable id="done" caption="Read, newest first" captionSize="s" narrow="stack" rows={rows} empty="None yet." columns={[
        { heading: 'Case', rowHeader: true, cell: row => <a class="govuk-link" href={`/cases/${row.reference}`}>{row.reference}</a> }, ...(isMine ? [] : [{ heading: 'Officer', cell: (row: Review) => row.officer ?? '' }]),
        { heading: 'Read', nowrap: true, cell: row => row.doneAt === null ? '' : `${sayShortDay(londonDay(row.doneAt))}, ${row.reviewer ?? ''}` }, { heading: 'Met', numeric: true, cell: scoreIn },
        { heading: 'What was found', cell: row => <>{notMet(row)}{row.comment === '' ? null : <><br />{row.comment}</>}{row.action === null ? null : <><br /><strong>To do:</strong> {row.action}</>}</> },
      ]} />
      <KeysetPager label="Pages of reviews" {...(last?.doneAt == null ? {} : { olderHref: `${href}?before=${goOnAfter(last.doneAt, last.id)}` })} {...(before ? { newerHref: href } : {})} newer="Back to the newest" />
    </>
  )
}

export const seeQuality = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const before = beforeIn(ask)
  const [toDo, done, months, standards] = [await reviewsToDo(work), await reviewsDone(work, undefined, before), await byMonth(work), await byStandard(work)]
  const counts = QUALITY_FORMS.flatMap(form => form.standards).map(({ code, asks }) => {
    const n = (answer: string): number => standards.find(row => row.code === code && row.answer === answer)?.n ?? 0
    return { asks, met: n('met'), partly: n('partly'), not: n('not met') }
  })
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Case quality' }}>
      <h1 class="govuk-heading-l">Case quality</h1>
      <p class="govuk-body">A few cases of each officer are drawn by chance each month and read by a manager who does not lead them.</p>
      <DataTable id="to-do" caption="To read" captionSize="s" narrow="stack" rows={toDo} empty="Nothing waits to be read." columns={[
        { heading: 'Case', rowHeader: true, cell: row => row.officerId === work.actor.officerId ? `${row.reference} (yours: another manager reads it)` : <a class="govuk-link" href={`/quality/${row.id}`}>{row.reference}</a> }, { heading: 'Officer', cell: row => row.officer ?? '' }, { heading: 'Who reads it', cell: row => row.reviewer ?? '' },
        { heading: 'Due', nowrap: true, cell: row => <Clock state={row.dueOn < work.today ? 'overdue' : 'due'} words={sayDue(row.dueOn, work.today)} /> },
      ]} />
      {counts.every(({ met, partly, not }) => met + partly + not === 0) ? null : (
        <>
          <DataTable id="standards" caption="By standard, the last year" captionSize="s" rows={counts} columns={[
            { heading: 'Standard', rowHeader: true, cell: row => row.asks }, { heading: 'Met', numeric: true, cell: row => row.met }, { heading: 'Partly', numeric: true, cell: row => row.partly }, { heading: 'Not met', numeric: true, cell: row => row.not },
            { heading: 'Share met', numeric: true, cell: row => { const seen = share(row.met, row.met + row.partly + row.not); return seen === undefined ? '–' : sayPercent(seen.value) } },
          ]} />
          <DataTable id="months" caption="By month (partly counts half)" captionSize="s" rows={months} columns={[{ heading: 'Month', rowHeader: true, cell: row => row.month }, { heading: 'Cases read', numeric: true, cell: row => row.reviews }, { heading: 'Met', numeric: true, cell: row => row.asked === 0 ? '–' : sayPercent(row.met / row.asked) }]} />
        </>
      )}
      <Done reviews={done} before={before !== undefined} href="/quality" isMine={false} />
    </OfficerPage>,
    { shown: shown('case', [...toDo, ...done.slice(0, PAGE)].map(({ caseId }) => ({ id: caseId }))) },
  )
}

export const seeMyQuality = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const before = beforeIn(ask)
  const mine = await reviewsDone(work, work.actor.officerId, before)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'How my cases were read' }} back={{ href: '/diary' }}>
      <h1 class="govuk-heading-l">How my cases were read</h1>
      <p class="govuk-body">What managers found when they read a case of yours against the standards.</p>
      <Done reviews={mine} before={before !== undefined} href="/quality/mine" isMine />
    </OfficerPage>,
    { shown: shown('case', mine.slice(0, PAGE).map(({ caseId }) => ({ id: caseId }))) },
  )
}
