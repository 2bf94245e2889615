// The strategy's three measures on one page, and each by quarter, ward and category.
import type { OfficerWork } from '#db/work.ts'
import { readSetting, TARGETS } from '#rooms/partnership/index.ts'
import { FilterLayout } from '#ui/filters.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { handling, linesBy, neighbourhood, resolved } from './figures.ts'
import { ByQuarter, Headline, Lines, MEASURES, Tabs } from './measure-parts.tsx'
import { filterPanel, queryOf, readFilter, sayFilter } from './read-filter.tsx'

const READ = { resolved, handling } as const
const LIST = { resolved: '/measures/resolved/cases', handling: '/measures/handling/answers' } as const
const ALL = { resolved: 'All closed', handling: 'Asked', neighbourhood: 'Asked' } as const

export const seeMeasures = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [filter, targets] = [await readFilter(work, ask), await readSetting(work, TARGETS)]
  const query = queryOf(filter)
  const [first, second, third] = [await resolved(work, filter), await handling(work, filter), await neighbourhood(work, filter)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Measures' }}>
      <h1 class="govuk-heading-l">Measures</h1>
      <Tabs current="" query={query} />
      <FilterLayout filter={filterPanel(filter, '/measures')}>
        <p class="govuk-body">{sayFilter(filter)}. Every figure counts what you may open, and leads to it.</p>
        <h2 class="govuk-heading-m"><a class="govuk-link" href={`/measures/resolved?${query}`}>{MEASURES.resolved.name}</a></h2>
        <Headline told={{ ...MEASURES.resolved, target: targets.resolved }} figure={first.now} href={`${LIST.resolved}?${query}`} />
        <h2 class="govuk-heading-m"><a class="govuk-link" href={`/measures/handling?${query}`}>{MEASURES.handling.name}</a></h2>
        <Headline told={{ ...MEASURES.handling, target: targets.handling }} figure={second.now} href={`${LIST.handling}?${query}`} />
        <h2 class="govuk-heading-m"><a class="govuk-link" href={`/measures/neighbourhood?${query}`}>{MEASURES.neighbourhood.name}</a></h2>
        {filter.category === '' ? null : <p class="govuk-hint">Not asked by category: this is for all of them.</p>}
        <Headline told={{ ...MEASURES.neighbourhood, target: targets.neighbourhood }} figure={third.now} href={`/measures/neighbourhood?${query}`} />
      </FilterLayout>
    </OfficerPage>,
  )
}

const seeOne = (measure: 'resolved' | 'handling') => async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [filter, targets] = [await readFilter(work, ask), await readSetting(work, TARGETS)]
  const told = { ...MEASURES[measure], target: targets[measure] }
  const measured = await READ[measure](work, filter)
  const [byWard, byCategory] = [await linesBy(work, measure, 'ward', filter), await linesBy(work, measure, 'category', filter)]
  const listOf = (change: Readonly<Record<string, string>>): string => `${LIST[measure]}?${queryOf(filter, change)}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: told.name }}>
      <h1 class="govuk-heading-l">{told.name}</h1>
      <Tabs current={measure} query={queryOf(filter)} />
      <FilterLayout filter={filterPanel(filter, `/measures/${measure}`)}>
        <p class="govuk-body">{sayFilter(filter)}, by when the case closed.</p>
        <Headline told={told} figure={measured.now} href={listOf({})} />
        <ByQuarter told={told} measured={measured} all={ALL[measure]} hrefOf={code => listOf({ period: code })} />
        {filter.ward !== '' ? null : <Lines id="by-ward" caption={`By ward, ${filter.period.says}`} first="Ward" lines={byWard} all={ALL[measure]} hrefOf={code => code === '' ? undefined : listOf({ ward: code })} />}
        {filter.category !== '' ? null : <Lines id="by-category" caption={`By category, ${filter.period.says}`} first="Category" lines={byCategory} all={ALL[measure]} hrefOf={code => code === '' ? undefined : listOf({ category: code })} />}
      </FilterLayout>
    </OfficerPage>,
  )
}

export const seeResolved = seeOne('resolved')
export const seeHandling = seeOne('handling')
