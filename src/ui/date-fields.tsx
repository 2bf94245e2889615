// Fields for dates and moments: day, month, year, and a time on the 24-hour clock.
import type { FieldProps } from '#ui/fields.tsx'
import { hintOf } from '#ui/fields.tsx'
import { fieldsetOf } from '#ui/choice-fields.tsx'
import type { FormState } from '#ui/form-state.tsx'
import { errorOf, valueOf } from '#ui/form-state.tsx'
import { DateInput } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'

const PARTS = [['day', 'Day', 2], ['month', 'Month', 2], ['year', 'Year', 4], ['time', 'Time', 5]] as const

/** The error to show: the whole field's, or its first part's. */
function errorFor(state: FormState, name: string) {
  return errorOf(state, name) ?? PARTS.map(([part]) => errorOf(state, `${name}-${part}`)).find((error) => error !== undefined)
}

function itemsFor(name: string, state: FormState, withTime: boolean, birthday: boolean) {
  const whole = errorOf(state, name) !== undefined
  return PARTS.filter(([part]) => withTime || part !== 'time').map(([part, label, width]) => ({
    name: part,
    id: `${name}-${part}`,
    label,
    value: valueOf(state, `${name}-${part}`),
    classes: `govuk-input--width-${width}`,
    error: whole || errorOf(state, `${name}-${part}`) !== undefined,
    ...(part === 'time' ? { inputmode: 'text' } : {}),
    ...(birthday ? { autocomplete: `bday-${part}` } : {}),
  }))
}

function draw(props: FieldProps, withTime: boolean, birthday: boolean, example: string): Html {
  const { name, state, hint } = props
  return (
    <DateInput
      id={name} namePrefix={name} fieldset={{ ...fieldsetOf(props), role: 'group' }} hint={hintOf(hint ?? example)}
      errorMessage={errorFor(state, name)} items={itemsFor(name, state, withTime, birthday)}
      classes={withTime ? 'amity-moment' : ''}
    />
  )
}

export type DateFieldProps = FieldProps & { /** The date of birth of the person filling it in. */ readonly birthday?: boolean | undefined }

/** A date in three inputs, sent as `name-day`, `name-month` and `name-year`; errors may name a part or the whole. */
export function DateField({ birthday, ...props }: DateFieldProps): Html {
  return draw(props, false, birthday === true, 'For example, 27 3 2026')
}

/** A date and a time, sent as `name-day`, `name-month`, `name-year` and `name-time`. */
export function MomentField(props: FieldProps): Html {
  return draw(props, true, false, 'For example, 27 3 2026 at 21:30')
}
