// How a measure is drawn: the share with its target, both denominators in words, the table first and the chart beside it.
import { sayCount, sayPercent, sayShare } from '#kernel/proportion.ts'
import { Stats, SubNavigation } from '#ui/casework.tsx'
import { Figure as FigureWithTable, LineChart } from '#ui/charts.tsx'
import type { Html } from '#ui/html.ts'
import { DataTable } from '#ui/tables.tsx'
import type { Line, Measured } from './figures.ts'
import { againstTarget, ofAnswered, ofEverybody, SMALLEST_SHOWN, type Figure } from './measure-rules.ts'

export type Told = {
  readonly id: string; readonly name: string
  /** "of those who answered", "of everybody we asked". */
  readonly answered: string; readonly everybody: string; readonly target: number
}

export const MEASURES = {
  resolved: { id: 'resolved', name: 'Resolved, says the person harmed', answered: 'of the cases whose person harmed answered', everybody: 'of all closed cases, those nobody reached included' },
  handling: { id: 'handling', name: 'Satisfied with how their case was handled', answered: 'of the people who answered the survey', everybody: 'of everybody asked' },
  neighbourhood: { id: 'neighbourhood', name: 'Satisfied with their neighbourhood', answered: 'of the residents who answered', everybody: 'of all residents asked' },
} as const

export const Tabs = ({ current, query }: { readonly current: string; readonly query: string }): Html => (
  <SubNavigation label="Measures" items={[['', 'All three'], ['resolved', 'Resolved'], ['handling', 'Handling'], ['neighbourhood', 'Neighbourhood']].map(([id = '', text = '']) => ({ text, href: `/measures${id === '' ? '' : `/${id}`}?${query}`, current: id === current }))} />
)

const KEPT = `Kept back: fewer than ${SMALLEST_SHOWN} answers, or one could be worked out from the rest`

/** The share for the period, large, and both denominators in words. */
export const Headline = ({ told, figure, href }: { readonly told: Told; readonly figure: Figure | 'kept back'; readonly href?: string }): Html => {
  if (figure === 'kept back') return <p class="govuk-body">{KEPT}.</p>
  const seen = ofAnswered(figure)
  const { tone, says } = againstTarget(seen, told.target)
  return (
    <>
      <Stats stats={[{ value: seen === undefined ? '–' : sayPercent(seen.value), caption: told.answered, detail: says, ...(tone === undefined ? {} : { tone }), ...(href === undefined || seen === undefined ? {} : { href }) }]} />
      <ul class="govuk-list govuk-list--bullet">
        <li>{told.answered}: {sayShare(seen)}</li>
        <li>{told.everybody}: {figure.everybody === undefined ? 'nobody wrote down how many were asked' : sayShare(ofEverybody(figure))}</li>
      </ul>
    </>
  )
}

const cellOf = (line: Line, say: (figure: Figure) => string): string => line.figure === 'kept back' ? 'kept back' : say(line.figure)
const percent = (figure: Figure): string => { const seen = ofAnswered(figure); return seen === undefined ? '–' : sayPercent(seen.value) }
const between = (figure: Figure): string => { const seen = ofAnswered(figure); return seen === undefined ? '' : `${sayPercent(seen.low)} to ${sayPercent(seen.high)}` }
const whole = (figure: Figure): string => figure.everybody === undefined ? 'not known' : `${sayCount(figure.everybody, 0)}${figure.everybody > 0 ? ` (${sayPercent(ofEverybody(figure)?.value ?? 0)})` : ''}`

/** A table of figures; each row leads to the list behind it. */
export const Lines = ({ id, caption, first, lines, hrefOf, all }: { readonly id: string; readonly caption: string; readonly first: string; readonly lines: readonly Line[]; readonly all: string; readonly hrefOf?: (code: string) => string | undefined }): Html => (
  <DataTable id={id} caption={caption} captionSize="s" rows={lines} {...(hrefOf === undefined ? {} : { rowHref: (line: Line) => hrefOf(line.code) })} columns={[
    { heading: first, rowHeader: true, cell: line => line.name },
    { heading: 'Yes', numeric: true, cell: line => cellOf(line, ({ yes }) => String(yes)) }, { heading: 'Answered', numeric: true, cell: line => cellOf(line, ({ answered }) => String(answered)) },
    { heading: 'Share', numeric: true, cell: line => cellOf(line, percent) }, { heading: 'Likely between', nowrap: true, cell: line => cellOf(line, between) },
    { heading: all, numeric: true, cell: line => cellOf(line, whole) },
  ]} />
)

const shortQuarter = (code: string): string => { const [year = '', number = ''] = code.split('-q'); return `Q${number} ${year.slice(2)}/${String(Number(year) + 1).slice(2)}` }

/** The eight quarters: the table, then the line with the target as a band behind it. Quarters without answers have no point. */
export const ByQuarter = ({ told, measured, all, hrefOf }: { readonly told: Told; readonly measured: Measured; readonly all: string; readonly hrefOf?: (code: string) => string | undefined }): Html => {
  const points = measured.quarters.flatMap(({ code, figure }) => {
    const seen = figure === 'kept back' ? undefined : ofAnswered(figure)
    return seen === undefined ? [] : [{ label: shortQuarter(code), value: Math.round(seen.value * 100) }]
  })
  return (
    <FigureWithTable caption="By quarter" source="Quarters begin on 1 April. “Likely between” is the 95% Wilson interval." table={<Lines id={`${told.id}-quarters`} caption={`${told.name}, by quarter`} first="Quarter" lines={measured.quarters} all={all} {...(hrefOf === undefined ? {} : { hrefOf })} />}
      chart={points.length < 2 ? <p class="govuk-body">Too few quarters with answers to draw a line.</p>
        : <LineChart id={`${told.id}-chart`} title={`${told.name}, per cent by quarter`} description={`From ${points[0]?.value ?? 0}% to ${points.at(-1)?.value ?? 0}%; the target is ${told.target}%.`} max={100} points={points} bands={[{ from: told.target, to: 100, label: 'Target', tone: 'green' }]} />} />
  )
}
