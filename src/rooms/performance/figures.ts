// Reads the figures of the three measures: for one period, by quarter, by ward and by category.
import type { OfficerWork } from '#db/work.ts'
import { isTooSmall } from '#kernel/proportion.ts'
import { handlingFigure, keptBack, NOBODY, resolvedFigure, type Counted, type Figure } from './measure-rules.ts'
import { quarterOfMonth, recentQuarters } from './periods.ts'
import { asked, handlings, results, verdicts, type By, type Result } from './performance-store.ts'
import { overQuarters, type Filter } from './read-filter.tsx'

/** One row of a table; `kept back` when so few answered that somebody could be known by it. */
export type Line = { readonly code: string; readonly name: string; readonly figure: Figure | 'kept back' }
export type Measured = { readonly now: Figure | 'kept back'; readonly quarters: readonly Line[] }

const grouped = (rows: readonly Counted[], keyOf: (row: Counted) => string = ({ key }) => key): ReadonlyMap<string, readonly Counted[]> => Map.groupBy(rows, keyOf)
const total = (rows: readonly Counted[] | undefined): number => (rows ?? []).reduce((sum, { n }) => sum + n, 0)
const inQuarter = ({ key }: Counted): string => quarterOfMonth(key)

const resolvedLines = (rows: readonly Counted[], names: readonly Omit<Line, 'figure'>[], keyOf?: (row: Counted) => string): readonly Line[] => {
  const groups = grouped(rows, keyOf)
  return names.map(name => ({ ...name, figure: resolvedFigure(groups.get(name.code) ?? []) }))
}

const handlingLines = (answers: readonly Counted[], everybody: readonly Counted[], names: readonly Omit<Line, 'figure'>[], keyOf?: (row: Counted) => string): readonly Line[] => {
  const [groups, people] = [grouped(answers, keyOf), grouped(everybody, keyOf)]
  const figures = new Map(names.map(({ code }) => [code, handlingFigure(groups.get(code) ?? [], total(people.get(code)))]))
  const back = keptBack(new Map([...figures].map(([code, { answered }]) => [code, answered])))
  return names.map(name => ({ ...name, figure: back.has(name.code) ? 'kept back' : figures.get(name.code) ?? NOBODY }))
}

const quarterNames = (work: OfficerWork) => recentQuarters(work.today).map(({ code, says }) => ({ code, name: says }))
/** The wards or categories, and a last row for what has none. */
const namesBy = (filter: Filter, by: 'ward' | 'category', rows: readonly Counted[]) => {
  const known = by === 'ward' ? filter.wards : filter.categories
  return [...known, ...(rows.some(({ key }) => !known.some(({ code }) => code === key)) ? [{ code: '', name: 'Not known' }] : [])]
}
const orUnknown = (filter: Filter, by: 'ward' | 'category') => ({ key }: Counted): string => (by === 'ward' ? filter.wards : filter.categories).some(({ code }) => code === key) ? key : ''

export const resolved = async (work: OfficerWork, filter: Filter): Promise<Measured> => ({
  now: resolvedFigure(await verdicts(work, 'month', filter)),
  quarters: resolvedLines(await verdicts(work, 'month', overQuarters(work, filter)), quarterNames(work), inQuarter),
})

export const handling = async (work: OfficerWork, filter: Filter): Promise<Measured> => {
  const now = handlingFigure(await handlings(work, 'month', filter), total(await asked(work, 'month', filter)))
  const wide = overQuarters(work, filter)
  return { now: isTooSmall(now.answered) ? 'kept back' : now, quarters: handlingLines(await handlings(work, 'month', wide), await asked(work, 'month', wide), quarterNames(work), inQuarter) }
}

export const linesBy = async (work: OfficerWork, measure: 'resolved' | 'handling', by: Exclude<By, 'month'>, filter: Filter): Promise<readonly Line[]> => {
  if (measure === 'resolved') {
    const rows = await verdicts(work, by, filter)
    return resolvedLines(rows, namesBy(filter, by, rows), orUnknown(filter, by))
  }
  const [answers, everybody] = [await handlings(work, by, filter), await asked(work, by, filter)]
  return handlingLines(answers, everybody, namesBy(filter, by, [...answers, ...everybody]), orUnknown(filter, by))
}

/** Results taken back do not count. Everybody is only known when each survey says how many it asked. */
const neighbourhoodFigure = (list: readonly Result[]): Figure => list.filter(({ withdrawnAt }) => withdrawnAt === null).reduce<Figure>((sum, { satisfied, answered, asked: people }) => ({
  yes: sum.yes + satisfied, answered: sum.answered + answered, everybody: sum.everybody === undefined || people === null ? undefined : sum.everybody + people,
}), NOBODY)

export const neighbourhood = async (work: OfficerWork, filter: Filter): Promise<Measured> => {
  const list = await results(work, filter.ward, overQuarters(work, filter).period)
  return {
    now: neighbourhoodFigure(await results(work, filter.ward, filter.period)),
    quarters: recentQuarters(work.today).map(({ code, says, from, until }) => ({ code, name: says, figure: neighbourhoodFigure(list.filter(({ heldUntil }) => heldUntil >= from && heldUntil <= until)) })),
  }
}
