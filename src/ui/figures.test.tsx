// Tables, charts and maps: what they must say besides looking right.
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { BarChart, LineChart, StackedBars } from '#ui/charts.tsx'
import { FilterPanel } from '#ui/filters.tsx'
import type { Content } from '#ui/html.ts'
import { toHtml } from '#ui/html.ts'
import { LocatorMap } from '#ui/map.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'

const draw = (content: Content) => parseHTML(`<!DOCTYPE html><html><body>${toHtml(content)}</body></html>`).document
const words = { id: 'x', title: 'Title', description: 'Says it.' }
const columns = [
  { heading: 'Case', cell: (row: { readonly a: string }) => row.a, rowHeader: true, sortHref: '?s=a', sorted: 'descending' as const },
  { heading: 'When', cell: () => '1 May', sortHref: '?s=w' },
]

describe('tables', () => {
  it('name their region, say how they are sorted, and link their rows', () => {
    const page = draw(<DataTable id="t" caption="Cases" columns={columns} rows={[{ a: 'A<1>' }]} rowHref={() => '/a'} />)
    expect(page.querySelector('section.amity-scroll')?.getAttribute('aria-labelledby')).toBe('t-caption')
    expect([...page.querySelectorAll('thead th')].map((th) => th.getAttribute('aria-sort'))).toEqual(['descending', 'none'])
    expect(page.querySelector('tbody th[scope="row"] a')?.outerHTML).toContain('A&lt;1&gt;')
  })

  it('say so when empty', () => {
    expect(draw(<DataTable id="t" caption="Cases" columns={columns} rows={[]} empty="None yet." />).querySelector('table')).toBeNull()
  })

  it('page only where there is more', () => {
    expect(KeysetPager({ label: 'Cases' })).toBeNull()
    expect(draw(<KeysetPager label="Cases" olderHref="?after=1" />).querySelectorAll('a').length).toBe(1)
  })

  it('filter by GET and take a filter away by a link', () => {
    const page = draw(<FilterPanel action="/cases" carry={{ sort: 'due' }} selected={[{ group: 'Ward', text: 'North', removeHref: '/cases' }]} />)
    expect(page.querySelector('form')?.getAttribute('method')).toBe('get')
    expect(page.querySelector('.amity-filter__tag')?.textContent).toBe('Remove filter: Ward, North')
  })
})

describe('figures', () => {
  it.each([
    ['line', <LineChart {...words} points={[{ label: 'a', value: 1 }, { label: 'b', value: 3 }]} bands={[{ from: 0, to: 2, label: 'Low', tone: 'green' }]} />],
    ['line with no point', <LineChart {...words} points={[]} />],
    ['bars', <BarChart {...words} bars={[{ label: 'a', value: 0 }]} />],
    ['no bars', <BarChart {...words} bars={[]} />],
    ['stacked', <StackedBars {...words} series={['s']} columns={[{ label: 'Q1', values: [0] }]} />],
    ['map', <LocatorMap {...words} areas={[{ name: 'N', rings: [[[0, 51], [0.1, 51], [0.1, 51.1], [0, 51]]] }]} />],
    ['map of one point', <LocatorMap {...words} areas={[]} points={[{ at: [0, 51], label: 'Here' }]} />],
  ])('%s has title and description, no inline style, and only real numbers', (_, figure) => {
    const svg = draw(figure).querySelector('svg')
    expect(svg?.querySelector('title')?.textContent).toBe('Title')
    expect(svg?.querySelector('desc')?.textContent).toBe('Says it.')
    expect(svg?.outerHTML).not.toMatch(/style=|NaN|Infinity|undefined/)
  })

  it('draws no map of nothing', () => {
    expect(LocatorMap({ ...words, areas: [] })).toBeNull()
  })

  it('keeps north up and true proportions', () => {
    const page = draw(<LocatorMap {...words} areas={[]} points={[{ at: [0, 52], label: 'N' }, { at: [0, 51], label: 'S' }, { at: [1, 51], label: 'E' }]} />)
    const [north, south, east] = [...page.querySelectorAll('circle')].map((pin) => ({ x: Number(pin.getAttribute('cx')), y: Number(pin.getAttribute('cy')) }))
    const across = (east?.x ?? 0) - (south?.x ?? 0)
    const up = (south?.y ?? 0) - (north?.y ?? 0)
    expect(across / up).toBeCloseTo(Math.cos((51.5 * Math.PI) / 180), 2)
  })
})
