// The table of every rule and tool in law/, and of the papers that go with them, made from the data itself: docs/law.md. `npm run law` writes it; a wall test reads it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Length, sayLength } from '#law/length.ts'
import type { Rule, Row } from '#law/rule.ts'
import type { Tool } from '#law/tool.ts'
import { NOT_HELD } from '#law/not-held.ts'
import { NO_PAPER, partsOf, toConfirm, WORDINGS } from '#rooms/wordings/index.ts'

const root = join(import.meta.dirname, '..', '..')
type AnyRule = Rule<unknown> & { readonly runsFrom?: string; readonly runsTo?: string; readonly bound?: string }
/** `names`: what a rule can be called by in a test besides its id: the export it is, or the tool it belongs to, in quotes. */
export type Book = { readonly rules: readonly AnyRule[]; readonly tools: readonly Tool[]; readonly names: ReadonlyMap<string, readonly Calling[]> }
/** A word of the test, something it quotes, or both. */
type Calling = { readonly word?: string; readonly quotes?: string }

/** An export's name that means one rule wherever it stands, unlike `year`. */
const TELLING = /^[a-z]{3,}[A-Z0-9]\w{2,}$/

/** Every rule and tool that a file of law/ exports, alone or inside something else. Throws when two rules share an id. */
export async function readBook(): Promise<Book> {
  const exported: (readonly [string, Calling])[] = []
  const found = { rules: new Map<string, AnyRule>(), tools: new Map<string, Tool>(), seen: new Set<object>() }
  for (const path of globSync('src/law/**/*.ts', { cwd: root }).filter(each => !each.endsWith('.test.ts')).toSorted()) {
    const file: unknown = await import(pathToFileURL(join(root, path)).href)
    exported.push(...Object.entries(file ?? {}).flatMap(([name, value]) => callings(name, value)))
    walk(file, found)
  }
  const owned = [...found.tools.values()].flatMap(tool => [tool.exists, ...(tool.ages === undefined ? [] : [tool.ages]), ...(tool.duration ?? [])].map(({ id }) => [id, { quotes: tool.id }] as const))
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)
  return { rules: [...found.rules.values()].toSorted(byId), tools: [...found.tools.values()].toSorted((a, b) => a.rung - b.rung || byId(a, b)), names: new Map([...Map.groupBy([...exported, ...owned], ([id]) => id)].map(([id, all]) => [id, all.map(([, name]) => name)])) }
}

/** What a test may call a rule by: the telling name of its export, or its quoted name in a record of rules. */
function callings(name: string, value: unknown): readonly (readonly [string, Calling])[] {
  if (typeof value !== 'object' || value === null || !TELLING.test(name)) return []
  if (isRule(value)) return [[value.id, { word: name }]]
  return Array.isArray(value) ? [] : Object.entries(value).flatMap(([key, one]: [string, unknown]) => (typeof one === 'object' && one !== null && isRule(one) ? [[one.id, { word: name, quotes: key }] as const] : []))
}

function walk(value: unknown, found: { readonly rules: Map<string, AnyRule>; readonly tools: Map<string, Tool>; readonly seen: Set<object> }): void {
  if (typeof value !== 'object' || value === null || found.seen.has(value)) return
  found.seen.add(value)
  if (isRule(value)) {
    if (found.rules.has(value.id)) throw new Error(`Two rules are called ${value.id}.`)
    found.rules.set(value.id, value)
  }
  if (isTool(value)) found.tools.set(value.id, value)
  for (const part of Object.values(value)) walk(part, found)
}

function isRule(value: object): value is AnyRule {
  return 'rows' in value && Array.isArray(value.rows) && 'id' in value && typeof value.id === 'string' && 'says' in value
}

function isTool(value: object): value is Tool {
  return 'family' in value && 'rung' in value && 'exists' in value && 'id' in value
}

const quoted = (text: string, id: string): boolean => [`'${id}'`, `\`${id}\``, `"${id}"`].some(form => text.includes(form))

/** The test files that name each rule: by its id, by the export it is, or by the tool whose own rule it is. */
export function testsNaming({ rules, names }: Book): ReadonlyMap<string, readonly string[]> {
  const tests = globSync('{src,test}/**/*.test.{ts,tsx}', { cwd: root }).toSorted().map(path => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') })).map(file => ({ ...file, words: new Set(file.text.match(/\w+/g)) }))
  return new Map(rules.map(({ id }) => [id, tests.filter(({ text, words }) => quoted(text, id) || (names.get(id) ?? []).some(calling => (calling.word === undefined || words.has(calling.word)) && (calling.quotes === undefined || quoted(text, calling.quotes)))).map(({ path }) => path)]))
}

function isLength(value: object): value is Length {
  return 'n' in value && 'unit' in value && (value.unit === 'hours' || ('counting' in value && value.counting !== 'at least, before'))
}

function inWords(value: unknown, rule: AnyRule): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (isLength(value)) return sayLength(value, rule.runsFrom ?? 'the day it runs from')
  if ('n' in value && 'unit' in value && rule.runsTo !== undefined) return `at least ${String(value.n)} ${String(value.unit)} before ${rule.runsTo}`
  return Object.entries(value).map(([name, part]) => `${name}: ${typeof part === 'object' && part !== null && isLength(part) ? sayLength(part, 'it takes effect') : String(part)}`).join('; ')
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const line = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

function ruleLine(rule: AnyRule, row: Row<unknown>, tests: readonly string[]): string {
  const status = row.change === undefined ? row.status : `${row.status} (from the day recorded for ${row.change})`
  const confirm = row.change !== undefined ? 'yes: its first day' : row.certainty === 'unsure' || row.certainty === 'proposal' ? 'yes' : 'no'
  return line(`\`${rule.id}\``, rule.says, inWords(row.value, rule), row.source, status, `${row.from}${row.to === undefined ? '' : ` to ${row.to}`}`, row.certainty, confirm, tests.length === 0 ? 'none' : tests.map(path => `\`${path}\``).join(' '))
}

/** Which part of each paper says what the law asks for. What only practice or a proposal asks for is an agency’s to drop. */
function papers(): readonly string[] {
  const withTools = WORDINGS.filter(({ tools = [] }) => tools.length > 0)
  return [
    `## Papers that come with the service (${withTools.length})`, '',
    line('Paper', 'Of', 'Part', 'What asks for it', 'Source', 'Certainty', 'Ask a solicitor first'), '|---|---|---|---|---|---|---|',
    ...withTools.flatMap(({ key, name, tools = [] }) => partsOf(key).flatMap(({ part, asked }, at) => (asked.length === 0 ? [undefined] : asked).map((one, nth) => {
      const isFirst = at === 0 && nth === 0
      return line(isFirst ? name : '', isFirst ? tools.map(id => `\`${id}\``).join(' ') : '', part.replaceAll('-', ' '), one?.says ?? '', one?.source ?? '', one?.certainty ?? 'ours', isFirst ? toConfirm(key).join(' ') : '')
    }))), '',
    `## Papers that do not (${NO_PAPER.length})`, '', line('Paper', 'Why', 'What to ask a solicitor'), '|---|---|---|',
    ...NO_PAPER.map(({ paper, why, confirm }) => line(paper, why, confirm ?? 'not ours to write')), '',
  ]
}

function notHeld(): readonly string[] {
  return [`## Named, but not held (${NOT_HELD.length})`, '', line('Power', 'What we know', 'What we do not'), '|---|---|---|', ...NOT_HELD.map(({ name, known, missing }) => line(name, known, missing)), '']
}

/** What docs/law.md says, from the data as it stands. */
export function lawPage(book: Book): string {
  const { rules, tools } = book
  const tests = testsNaming(book)
  return `${[
    '# The law, as this product holds it', '',
    'Written by `npm run law` from `src/law`; do not edit. It explains and is not legal advice. Certainty: *read* we read the provision’s words; *seen* a source we cite states it;',
    '*known* settled, not checked by us; *unsure* a placeholder; *proposal* no standard exists. The last two count once an administrator has confirmed them.',
    'Tables begin on 20 October 2014: older law stands here as on that day.', '',
    `## Rules (${rules.length})`, '',
    line('Rule', 'What it is about', 'Value', 'Source', 'Status', 'From', 'Certainty', 'Must be confirmed', 'Test'), '|---|---|---|---|---|---|---|---|---|',
    ...rules.flatMap(rule => rule.rows.map(row => ruleLine(rule, row, tests.get(rule.id) ?? []))), '',
    `## Tools (${tools.length}), from early help to possession`, '',
    line('Rung', 'Tool', 'Name', 'For', 'Proof', 'Gate', 'Steps and consultations first', 'It must say', 'Source'), '|---|---|---|---|---|---|---|---|---|',
    ...tools.map(tool => line(String(tool.rung), `\`${tool.id}\``, tool.name, [tool.landlords?.join(', ') ?? tool.about, tool.tenancies?.join(', ') ?? ''].filter(part => part !== '').join(': '), tool.proof, tool.gate ? 'yes' : 'no',
      [...tool.priorSteps, ...tool.consultations].map(({ says }) => says).join(' '), tool.contents.map(({ says }) => says).join(' '), tool.exists.rows[0]?.source ?? '')), '',
    ...papers(), ...notHeld(),
  ].join('\n')}`
}
