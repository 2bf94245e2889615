// Which period, ward and category a page of measures is about, and the panel that chooses them.
import type { OfficerWork } from '#db/work.ts'
import { categories } from '#rooms/partnership/index.ts'
import { wards } from '#rooms/places/index.ts'
import { FilterPanel } from '#ui/filters.tsx'
import { SelectField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { periodsOn, recentQuarters, type Period } from './periods.ts'
import type { Narrowed } from './performance-store.ts'

export type Named = { readonly code: string; readonly name: string }
export type Filter = Narrowed & { readonly wards: readonly Named[]; readonly categories: readonly Named[]; readonly periods: readonly Period[] }

/** Words nobody offered are taken as nothing chosen. */
export const readFilter = async (work: OfficerWork, ask: Ask): Promise<Filter> => {
  const [periods, allWards, allCategories] = [periodsOn(work.today), await wards(work), await categories(work)]
  const [year] = periods
  const period = periods.find(({ code }) => code === textOf(ask.query, 'period')) ?? year
  if (period === undefined) throw new Error('No period is offered')
  const known = (list: readonly Named[], name: string): string => list.find(({ code }) => code === textOf(ask.query, name))?.code ?? ''
  return { period, ward: known(allWards, 'ward'), category: known(allCategories, 'category'), wards: allWards, categories: allCategories, periods }
}

/** The eight quarters the tables show, whatever period is chosen. */
export const overQuarters = (work: OfficerWork, filter: Filter): Narrowed => {
  const quarters = recentQuarters(work.today)
  const [first, last] = [quarters[0], quarters.at(-1)]
  if (first === undefined || last === undefined) throw new Error('No quarter is shown')
  return { ...filter, period: { code: 'quarters', says: 'the last eight quarters', from: first.from, until: last.until } }
}

/** The filter as a query, with some of it changed. */
export const queryOf = ({ period, ward, category }: Narrowed, change: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams(Object.entries({ period: period.code, ward, category, ...change }).filter(([, value]) => value !== '')).toString()

/** "April 2026 to March 2027, Handside, Noise". */
export const sayFilter = ({ period, ward, category, ...filter }: Filter): string =>
  [period.says, filter.wards.find(({ code }) => code === ward)?.name, filter.categories.find(({ code }) => code === category)?.name].filter(part => part !== undefined).join(', ')

export const filterPanel = (filter: Filter, action: string, { byCategory = true }: { readonly byCategory?: boolean } = {}): Html => {
  const state: FormState = { errors: [], values: { period: filter.period.code, ward: filter.ward, category: filter.category } }
  const options = (list: readonly Named[]) => list.map(({ code, name }) => ({ value: code, text: name }))
  return (
    <FilterPanel action={action} clearHref={action}>
      <SelectField name="period" label="When" empty={null} options={filter.periods.map(({ code, says }) => ({ value: code, text: says }))} state={state} />
      <SelectField name="ward" label="Ward" empty="All" options={options(filter.wards)} state={state} />
      {byCategory ? <SelectField name="category" label="Category" empty="All" options={options(filter.categories)} state={state} /> : null}
    </FilterPanel>
  )
}
