// Every fixture govuk-frontend publishes comes out of our component functions exactly as the package says it should.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import nunjucks from 'nunjucks'
import { describe, expect, it, vi } from 'vitest'
import { drawComponent } from '#ui/govuk/templates.ts'
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
    // And again, from what is kept: none was taken for another.
    for (const { name, options, html } of fixtures.toReversed()) expect(toHtml(drawComponent(component, Object(trust(options, '', '')))), `${component}: ${name}, again`).toBe(html)
  })

  it('words are put in as the templates would print them, whatever they are; by words, what is chosen or a record’s key nothing is kept', () => {
    const renders = vi.spyOn(nunjucks.Template.prototype, 'render')
    const drawing = (draw: () => unknown): number => { const before = renders.mock.calls.length; draw(); return renders.mock.calls.length - before }
    const asTyped = ['<b onclick="x">&amp; \'`\\</b>', '$& $1 $$', '\u{E000}', 'a\u{E000}b', ' two\nlines ', 'x'.repeat(30_000)]
    for (const [name, at] of [['input', 'value'], ['textarea', 'value'], ['tag', 'text']] as const) {
      const shown = (words: string, more: object = {}) => toHtml(drawComponent(name, { name: 'said', label: { text: 'Said' }, [at]: words, ...more }))
      const printed = (html: string) => name === 'input' ? /value="([^"]*)"/.exec(html)?.[1] : name === 'textarea' ? /<textarea[^>]*>([^<]*)</.exec(html)?.[1] : /<strong[^>]*>([^<]*)</.exec(html)?.[1]
      shown('first of all')
      for (const words of asTyped) {
        // Words that nobody typed before come from what was kept for others; what is not kept is drawn by the template itself.
        expect([words, drawing(() => shown(words))]).toEqual([words, 0])
        expect([words, printed(shown(words))]).toEqual([words, printed(shown(words, { errorMessage: { text: 'Oh' } }))])
      }
    }
    const items = [{ value: 'a', text: 'One' }, { value: 'b', text: 'Two' }]
    const again: readonly (readonly [string, object, boolean])[] = [
      ['select', { name: 'ward', items }, true], ['select', { name: 'ward', items, value: 'b' }, false], ['select', { name: 'ward', items: [{ ...items[0], selected: true }] }, false], ['select', { name: 'ward', items: [{ value: '', text: 'Any', selected: true }, ...items] }, true],
      ['checkboxes', { name: 'late', items }, true], ['checkboxes', { name: 'late', items, values: ['a'] }, false], ['checkboxes', { name: 'late', items: [{ ...items[0], checked: true }] }, false],
      ['checkboxes', { name: 'late', items: [{ ...items[0], conditional: { html: raw('typed') } }] }, false], ['input', { name: 'said', label: { text: 'Said' }, errorMessage: { text: 'Oh' } }, false],
      ['button', { text: 'Go on' }, true], ['button', { text: 'Take', value: 'a key' }, false], ['button', { text: 'Take', attributes: { formaction: '/a/key' } }, false], ['button', { text: 'On', href: '/cases?q=typed' }, false],
      ['pagination', { next: { href: '/cases?q=typed' } }, false], ['details', { summaryText: 'More', text: 'typed' }, false],
    ]
    for (const [name, options, isKept] of again) {
      const draw = () => drawComponent(name, options)
      draw()
      expect([name, options, drawing(draw) === 0]).toEqual([name, options, isKept])
    }
    renders.mockRestore()
  })

  it('one list is not taken for another, however much is kept and forgotten meanwhile', () => {
    const listing = (words: string): string => toHtml(drawComponent('select', { name: 'ward', items: [{ value: 'a', text: words }] }))
    const first = listing('one & only')
    expect([first.includes('one &amp; only'), listing('two').includes('two'), listing('two').includes('one')]).toEqual([true, true, false])
    for (let n = 0; n < 600; n += 1) expect(listing(`${n} ${'x'.repeat(4_000)}`)).toContain(`${n} xxx`)
    expect(listing('one & only')).toBe(first)
    expect(listing('y'.repeat(30_000))).toContain('y'.repeat(30_000))
  })
})
