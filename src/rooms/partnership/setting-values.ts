// A setting's value as boxes on a page and as words: where each box stands in the value, what was typed, and what is wrong with it.
import { textOf, type Answers } from '#web/ask.ts'
import type { Field, Fields } from '#web/fields.ts'
import type { Problem } from '#web/form.ts'
import type { Setting, SettingField } from './settings.ts'

/** How many more texts there is room for on the page, and how many there may be. */
const SPARE = 2
const MOST_TEXTS = 20
export type NamedText = { readonly name: string; readonly text: string }

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const at = (value: unknown, path: string): unknown => path === '' ? value : path.split('.').reduce<unknown>((inner, key) => isRecord(inner) ? inner[key] : undefined, value)
const put = (value: unknown, [first, ...rest]: readonly string[], to: unknown): unknown => {
  if (first === undefined) return to
  const inside = isRecord(value) ? value : {}
  return { ...inside, [first]: put(inside[first], rest, to) }
}
const pathOf = ({ path }: SettingField): readonly string[] => path === '' ? [] : path.split('.')

/** The name of a box, and its id. */
export const boxOf = ({ path }: SettingField): string => `value-${path.replaceAll('.', '-')}`.replace(/-$/, '')

const isNamedText = (value: unknown): value is NamedText => isRecord(value) && typeof value['name'] === 'string' && typeof value['text'] === 'string'
const namedTexts = (value: unknown): readonly NamedText[] => Array.isArray(value) ? value.filter(isNamedText) : []

/** How many pairs of boxes to draw for a list of texts. */
export const pairsFor = (setting: Setting<unknown>, value: unknown): number => Math.min(MOST_TEXTS, namedTexts(at(value, setting.fields[0]?.path ?? '')).length + SPARE)

/** What stands in the boxes at first. */
export const boxesOf = (setting: Setting<unknown>, value: unknown): Answers => Object.fromEntries(setting.fields.flatMap(field => {
  const [name, inside] = [boxOf(field), at(value, field.path)]
  if (field.input === 'yes or no') return [[name, inside === true ? 'yes' : 'no']]
  if (field.input === 'named texts') return namedTexts(inside).flatMap((one, n) => [[`${name}-${n}-name`, one.name], [`${name}-${n}-text`, one.text]])
  return [[name, typeof inside === 'string' || typeof inside === 'number' ? String(inside) : '']]
}))

const readBox = (field: SettingField, name: string, answers: Answers): ReturnType<Field<unknown>['read']> => {
  const text = textOf(answers, name).trim()
  if (field.input === 'named texts') return readTexts(name, answers)
  if (field.input === 'yes or no') return text === 'yes' || text === 'no' ? { ok: true, value: text === 'yes' } : { ok: false, text: 'Select yes or no' }
  if (field.input === 'time') return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? { ok: true, value: text } : { ok: false, text: 'Enter a time, like 17:00' }
  if (field.input === 'line') return { ok: true, value: text }
  return /^\d{1,6}$/.test(text) ? { ok: true, value: Number(text) } : { ok: false, text: `${field.label}: enter a whole number, like 5` }
}

const readTexts = (name: string, answers: Answers): ReturnType<Field<unknown>['read']> => {
  const typed = Array.from({ length: MOST_TEXTS }, (_, n) => ({ n, name: textOf(answers, `${name}-${n}-name`).trim(), text: textOf(answers, `${name}-${n}-text`).trim().replaceAll('\r\n', '\n') }))
    .filter(one => one.name !== '' || one.text !== '')
  const half = typed.find(one => one.name === '' || one.text === '' || one.name.length > 60 || one.text.length > 4000)
  if (half !== undefined) return { ok: false, text: `Text ${half.n + 1} needs both a name of 60 characters at most and words of 4,000 at most`, part: `${half.n}-${half.name === '' || half.name.length > 60 ? 'name' : 'text'}` }
  return { ok: true, value: typed.map(one => ({ name: one.name, text: one.text })) }
}

/** The boxes as fields of a form. */
export const fieldsOf = (setting: Setting<unknown>): Fields =>
  Object.fromEntries(setting.fields.map(field => [boxOf(field), { read: (name, answers) => readBox(field, name, answers) } satisfies Field<unknown>]))

/** The whole value from the boxes, or what is wrong by box. What the page does not show stays as it was. */
export const valueFrom = (setting: Setting<unknown>, before: unknown, values: Readonly<Record<string, unknown>>): { readonly value: unknown } | { readonly wrong: readonly Problem[] } => {
  const whole = setting.fields.reduce((value, field) => put(value, pathOf(field), values[boxOf(field)]), before)
  const read = setting.shape.safeParse(whole)
  if (read.success) return { value: read.data }
  return { wrong: read.error.issues.map(issue => {
    const field = setting.fields.find(one => one.path === issue.path.join('.')) ?? setting.fields[0]
    const limit = issue.code === 'too_small' ? `must be ${issue.minimum} or more` : issue.code === 'too_big' ? `must be ${issue.maximum} or less` : `cannot be that${field?.hint === undefined ? '' : `: ${field.hint}`}`
    return { field: field === undefined ? 'why' : boxOf(field), text: `${field?.label ?? setting.title} ${limit}` }
  }) }
}

/** The value in words, a line for each box. */
export const sayValue = (setting: Setting<unknown>, value: unknown): readonly string[] => setting.fields.map(field => {
  const inside = at(value, field.path)
  const said = field.input === 'named texts' ? namedTexts(inside).map(one => one.name).join(', ') || 'none'
    : typeof inside === 'boolean' ? (inside ? 'yes' : 'no') : inside === '' || inside === undefined ? 'empty' : String(inside)
  const unit = field.input === 'whole number' && field.hint !== undefined && /^(Working days|Days|Hours|Minutes|Per cent)\b/.test(field.hint) ? ` ${field.hint.split(/,? without/)[0]?.toLowerCase() ?? ''}` : ''
  return `${field.label}: ${said}${unit}`
})

/** In an address: "service-standards". */
export const slugOf = ({ key }: { readonly key: string }): string => key.replaceAll(' ', '-')
