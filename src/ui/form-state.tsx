// A form's kept answers and its errors, and the official summary of those errors.
import { ErrorSummary } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'

/** One thing wrong with one field. `href` is the id of the input to go to, with its `#`. */
export type FieldError = { readonly field: string; readonly href: string; readonly text: string }

/** What a form shows: the answers as typed, and what is wrong with them, in field order. */
export type FormState = {
  readonly values: Readonly<Record<string, string | readonly string[]>>
  readonly errors: readonly FieldError[]
}

/** A form nobody has filled in yet. */
export const emptyForm: FormState = { values: {}, errors: [] }

/** The one answer kept for a field; empty when there is none. */
export function valueOf(state: FormState, name: string): string {
  const value = Object.hasOwn(state.values, name) ? state.values[name] : undefined
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

/** All answers kept for a field. */
export function valuesOf(state: FormState, name: string): readonly string[] {
  const value = Object.hasOwn(state.values, name) ? state.values[name] : undefined
  if (value === undefined || value === '') return []
  return typeof value === 'string' ? [value] : value
}

/** The error of a field as the official components take it. */
export function errorOf(state: FormState, name: string): { readonly text: string } | undefined {
  const found = state.errors.find((error) => error.field === name)
  return found && { text: found.text }
}

export type ErrorSummaryForProps = {
  readonly state: FormState | undefined
  readonly title?: string | undefined
  /** The fields' names in the order they stand on the page, where the errors are not already in it. */
  readonly order?: readonly string[] | undefined
}

const place = (order: readonly string[], field: string): number => {
  const index = order.indexOf(field)
  return index === -1 ? order.length : index
}

/** The official error summary in field order; nothing when nothing is wrong. The layouts draw it from `state`. */
export function ErrorSummaryFor({ state, title = 'There is a problem', order = [] }: ErrorSummaryForProps): Html | null {
  if (state === undefined || state.errors.length === 0) return null
  const errors = state.errors.toSorted((a, b) => place(order, a.field) - place(order, b.field))
  return ErrorSummary({ titleText: title, errorList: errors.map(({ text, href }) => ({ text, href })) })
}
