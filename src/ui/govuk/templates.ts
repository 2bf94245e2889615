// Calls govuk-frontend's own component templates as functions: parameters in, markup out. The only file in the
// service that knows the template engine.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import nunjucks from 'nunjucks'
import type { Content } from '#ui/html.ts'
import { isHtml, raw, toHtml } from '#ui/html.ts'
import type { HtmlEscapedString } from 'hono/utils/html'

const folder = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist')
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
})
const compiled = new Map<string, nunjucks.Template>()

function templateFor(name: string): nunjucks.Template {
  const known = compiled.get(name)
  if (known) return known
  const template = environment.getTemplate(`govuk/components/${name}/template.njk`, true)
  compiled.set(name, template)
  return template
}

/** Options the templates print without escaping: every `...html`, every slot, and `attributes` given as text. */
const printsUnescaped = (key: string, parent: string): boolean =>
  /html$/i.test(key) || parent === 'slots' || key === 'attributes'

/** The types refuse a plain string where a template would print it unescaped; this escapes one that slips by. */
function prepare(value: unknown, key: string, parent: string): unknown {
  if (typeof value === 'string') return printsUnescaped(key, parent) ? toHtml(value) : value
  if (Array.isArray(value)) return value.map((item: unknown) => prepare(item, key, parent))
  if (typeof value !== 'object' || value === null) return value
  if (isHtml(value)) return toHtml(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, prepare(inner, name, key)]))
}

/** All of a component's options. */
const prepareAll = (params: object): Record<string, unknown> => Object.fromEntries(Object.entries(params).map(([name, inner]) => [name, prepare(inner, name, '')]))

/**
 * What was drawn is kept for the same options, for it comes again on every page, and drawing a list of all wards takes longer than a query. It is kept for
 * whoever it was drawn for and nobody else: that a part came quicker would tell others what somebody chose, or whose record they opened. Boxes and tags are
 * kept without their words; buttons with a record's key, and lists that open further fields, not at all: they seldom come again.
 */
const isKept = (name: string, options: Readonly<Record<string, unknown>>): boolean => {
  if (options['errorMessage'] !== undefined) return false
  if (name === 'button') return ['href', 'value', 'attributes'].every(key => options[key] === undefined)
  if (name === 'select' || name === 'checkboxes') return !opensMore(options['items'])
  return KEPT.has(name)
}
/** A choice that opens further fields holds what is typed there. */
const opensMore = (items: unknown): boolean => Array.isArray(items) && items.some((item: Readonly<Record<string, unknown>> | null) => item?.['conditional'] !== undefined)

/** Where the words of a component stand that are put in afterwards. */
const WORDS: Readonly<Record<string, string>> = { input: 'value', textarea: 'value', tag: 'text' }
const KEPT = new Set(['skip-link', 'service-navigation', ...Object.keys(WORDS)])
/** Stands for them meanwhile: a sign for private use, which no template has and escaping leaves alone. */
const PLACE = '\u{E000}'

/** In characters: all that is kept, and the longest options it is kept for. */
const [MOST_KEPT, LONGEST_KEPT] = [2_000_000, 20_000]
/** One part, and everybody it was drawn for: it stands once, and each of them has had it drawn once. */
type Kept = { readonly html: HtmlEscapedString; readonly viewers: Set<string>; readonly size: number }
const kept = new Map<string, Kept>()
let keptInAll = 0
let viewer: string | undefined

/**
 * Draws a page for one viewer, so that parts they saw before need not be drawn anew.
 * @param who what tells this viewer from every other, or undefined: nothing is kept, and nothing taken from what is.
 * @param page draws it all before it returns
 */
export function drawnFor<T>(who: string | undefined, page: () => T): T {
  const before = viewer
  viewer = who
  try {
    return page()
  } finally {
    viewer = before
  }
}

/** What was asked for longest ago goes first. */
function once(key: string, draw: () => HtmlEscapedString): HtmlEscapedString {
  if (viewer === undefined || key.length > LONGEST_KEPT) return draw()
  const before = kept.get(key)
  kept.delete(key)
  // Whoever has not seen it waits as long as the first who did.
  const html = before?.viewers.has(viewer) === true ? before.html : draw()
  const viewers = before?.viewers ?? new Set()
  const size = key.length + html.length + viewers.add(viewer).size * viewer.length
  keptInAll += size - (before?.size ?? 0)
  kept.set(key, { html, viewers, size })
  for (const [oldest, one] of kept) {
    if (keptInAll <= MOST_KEPT) break
    kept.delete(oldest)
    keptInAll -= one.size
  }
  return html
}

/** As the templates print a text. */
const escaped = (words: string): string => String(environment.getFilter('escape')(words))

const draw = (name: string, params: object, inside: string | undefined): HtmlEscapedString => {
  const inner = inside === undefined ? undefined : new nunjucks.runtime.SafeString(inside)
  return raw(templateFor(name).render({ params, ...inner === undefined ? {} : { caller: () => inner } }).trim())
}

/** Draws one official component. `children` take the place of the template's `caller` block. */
export function drawComponent(name: string, params: object, children?: Content): HtmlEscapedString {
  const [options, inside] = [prepareAll(params), children === undefined ? undefined : toHtml(children)]
  if (!isKept(name, options)) return draw(name, options, inside)
  const at = WORDS[name] ?? ''
  const words = options[at]
  if (typeof words !== 'string' || words === '') return once(JSON.stringify([name, options, inside]), () => draw(name, options, inside))
  const placed = { ...options, [at]: PLACE }
  const parts = once(JSON.stringify([name, placed, inside]), () => draw(name, placed, inside)).split(PLACE)
  return parts.length === 2 ? raw(parts.join(escaped(words))) : draw(name, options, inside)
}
