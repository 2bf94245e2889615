// Every fixture govuk-frontend publishes comes out of our component functions exactly as the package says it should.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import nunjucks from 'nunjucks'
import { describe, expect, it, vi } from 'vitest'
import { drawComponent, drawnFor } from '#ui/govuk/templates.ts'
import { raw, toHtml } from '#ui/html.ts'

type Fixture = { readonly name: string; readonly options: Record<string, unknown>; readonly html: string }
type FixtureFile = { readonly component: string; readonly fixtures: readonly Fixture[] }

const folder = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist/govuk/components')

function readFixtures(): readonly FixtureFile[] {
  return readdirSync(folder)
    .map((name) => join(folder, name, 'fixtures.json'))
    .filter((file) => existsSync(file))
    .map((file): FixtureFile => JSON.parse(readFileSync(file, 'utf8')))
}

/** The fixtures hold trusted markup as plain strings; ours must be marked as safe first. */
function trust(value: unknown, key: string, parent: string): unknown {
  if (typeof value === 'string') return /html$/i.test(key) || parent === 'slots' || key === 'attributes' ? raw(value) : value
  if (Array.isArray(value)) return value.map((item: unknown) => trust(item, key, parent))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trust(inner, name, key)]))
}

describe('official components', () => {
  const files = readFixtures()

  it('cover the 725 published fixtures of 39 components', () => {
    expect(files.length).toBe(39)
    expect(files.reduce((sum, file) => sum + file.fixtures.length, 0)).toBe(725)
  })

  it.each(files)('$component comes out identical', ({ component, fixtures }) => {
    for (const { name, options, html } of fixtures) {
      const drawn = drawComponent(component, Object(trust(options, '', '')))
      expect(toHtml(drawn), `${component}: ${name}`).toBe(html)
    }
    // And for somebody three times, the last two from what is kept: none was taken for another.
    for (let time = 1; time <= 3; time += 1) for (const { name, options, html } of fixtures.toReversed()) expect(drawnFor('ada', () => toHtml(drawComponent(component, Object(trust(options, '', ''))))), `${component}: ${name}, time ${time}`).toBe(html)
  })

  it('what is drawn is kept for whoever saw it, with no word they typed, and not for anybody else', () => {
    const renders = vi.spyOn(nunjucks.Template.prototype, 'render')
    const drawing = (draw: () => unknown): number => { const before = renders.mock.calls.length; draw(); return renders.mock.calls.length - before }
    const asTyped = ['<b onclick="x">&amp; \'`\\</b>', '$& $1 $$', '\u{E000}', 'a\u{E000}b', ' two\nlines ', 'x'.repeat(30_000)]
    for (const [name, at] of [['input', 'value'], ['textarea', 'value'], ['tag', 'text']] as const) {
      const shown = (words: string, more: object = {}) => drawnFor('ada', () => toHtml(drawComponent(name, { name: 'said', label: { text: 'Said' }, [at]: words, ...more })))
      const printed = (html: string) => name === 'input' ? /value="([^"]*)"/.exec(html)?.[1] : name === 'textarea' ? /<textarea[^>]*>([^<]*)</.exec(html)?.[1] : /<strong[^>]*>([^<]*)</.exec(html)?.[1]
      shown('first of all')
      for (const words of asTyped) {
        // Words never typed before come from what was kept of other words; what is not kept is drawn by the template itself.
        expect([words, drawing(() => shown(words))]).toEqual([words, 0])
        expect([words, printed(shown(words))]).toEqual([words, printed(shown(words, { errorMessage: { text: 'Oh' } }))])
      }
    }
    const items = [{ value: 'a', text: 'One' }, { value: 'b', text: 'Two' }]
    const again: readonly (readonly [string, object, boolean])[] = [
      ['select', { name: 'ward', items }, true], ['select', { name: 'ward', items, value: 'b' }, true], ['select', { name: 'ward', items: [{ ...items[0], selected: true }] }, true],
      ['checkboxes', { name: 'late', items }, true], ['checkboxes', { name: 'late', items, values: ['a'] }, true],
      ['checkboxes', { name: 'late', items: [{ ...items[0], conditional: { html: raw('typed') } }] }, false], ['input', { name: 'name', label: { text: 'Said' }, value: 'Ann' }, true], ['input', { name: 'said', label: { text: 'Said' }, errorMessage: { text: 'Oh' } }, false],
      ['skip-link', { text: 'Over', href: '#main' }, true], ['service-navigation', { navigation: [{ text: 'Cases', href: '/cases' }] }, true],
      ['button', { text: 'Go on' }, true], ['button', { text: 'Take', value: 'a key' }, false], ['button', { text: 'Take', attributes: { formaction: '/a/key' } }, false], ['button', { text: 'On', href: '/cases?q=typed' }, false],
      ['pagination', { next: { href: '/cases?q=typed' } }, false], ['details', { summaryText: 'More', text: 'typed' }, false],
    ]
    for (const [name, options, isKept] of again) {
      // Whoever comes second waits as long as the first did, each of them once; whom nobody names waits every time.
      const waits = (viewer: string | undefined) => drawing(() => drawnFor(viewer, () => toHtml(drawComponent(name, options)))) > 0
      expect([name, options, ['ada', 'ada', 'ben', 'ben', 'ada', undefined, undefined].map(waits)]).toEqual([name, options, [true, !isKept, true, !isKept, !isKept, true, true]])
    }
    // A page that fails leaves nobody behind.
    expect(() => drawnFor('ada', () => { throw new Error('no page') })).toThrow('no page')
    expect(drawing(() => drawComponent('select', { name: 'ward', items }))).not.toBe(0)
    renders.mockRestore()
  })

  it('one list is not taken for another, however much is kept and forgotten meanwhile', () => {
    const listing = (words: string): string => drawnFor('ada', () => toHtml(drawComponent('select', { name: 'ward', items: [{ value: 'a', text: words }] })))
    const first = listing('one & only')
    expect([first.includes('one &amp; only'), listing('two').includes('two'), listing('two').includes('one')]).toEqual([true, true, false])
    for (let n = 0; n < 600; n += 1) expect(listing(`${n} ${'x'.repeat(4_000)}`)).toContain(`${n} xxx`)
    expect(listing('one & only')).toBe(first)
    expect(listing('y'.repeat(30_000))).toContain('y'.repeat(30_000))
  })
})
