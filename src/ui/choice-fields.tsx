// Fields with choices: radios, checkboxes, yes or no. A choice may reveal further fields.
import type { FieldProps } from '#ui/fields.tsx'
import { hintOf } from '#ui/fields.tsx'
import { errorOf, valueOf, valuesOf } from '#ui/form-state.tsx'
import { Checkboxes, Radios } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'

/** One choice, or a word such as "or" between choices. */
export type Choice =
  | {
    readonly value: string
    readonly text: string
    readonly hint?: Content
    /** Fields that only this choice needs. Without JavaScript they show at all times. */
    readonly reveals?: Content
    /** Checkboxes only: choosing it clears the others ("none of these"). */
    readonly alone?: boolean | undefined
    readonly disabled?: boolean | undefined
  }
  | { readonly divider: string }

export type ChoiceFieldProps = FieldProps & {
  readonly choices: readonly Choice[]
  readonly inline?: boolean | undefined
  readonly small?: boolean | undefined
}

/** A legend as the components take it, large and in a heading when it is the page's own. */
export function fieldsetOf({ label, asHeading, labelSize }: Pick<FieldProps, 'label' | 'asHeading' | 'labelSize'>) {
  const size = labelSize ?? (asHeading === true ? 'l' : 's')
  return { legend: { text: label, isPageHeading: asHeading === true, classes: `govuk-fieldset__legend--${size}` } }
}

function itemFor(choice: Choice, chosen: readonly string[]) {
  if ('divider' in choice) return choice
  const { value, text, hint, reveals, alone, disabled } = choice
  return {
    value, text, disabled, hint: hintOf(hint), checked: chosen.includes(value),
    conditional: reveals === undefined ? undefined : { html: <>{reveals}</> },
    behaviour: alone === true ? 'exclusive' : undefined,
  }
}

const classesOf = (kind: string, { inline, small }: ChoiceFieldProps): string =>
  [inline === true ? `govuk-${kind}--inline` : '', small === true ? `govuk-${kind}--small` : ''].filter(Boolean).join(' ')

/** Radios: one answer. The first radio's id is the field's name. */
export function ChoiceField(props: ChoiceFieldProps): Html {
  const { name, state, hint, choices } = props
  const chosen = valueOf(state, name)
  return (
    <Radios
      idPrefix={name} name={name} fieldset={fieldsetOf(props)} hint={hintOf(hint)} errorMessage={errorOf(state, name)}
      classes={classesOf('radios', props)} items={choices.map((choice) => itemFor(choice, chosen === '' ? [] : [chosen]))}
    />
  )
}

/** Checkboxes: any number of answers, all sent under one name. */
export function ChoicesField(props: ChoiceFieldProps): Html {
  const { name, state, hint, choices } = props
  const chosen = valuesOf(state, name)
  return (
    <Checkboxes
      idPrefix={name} name={name} fieldset={fieldsetOf(props)} hint={hintOf(hint)} errorMessage={errorOf(state, name)}
      classes={classesOf('checkboxes', props)} items={choices.map((choice) => itemFor(choice, chosen))}
    />
  )
}

export type YesNoFieldProps = FieldProps & {
  readonly yes?: string | undefined
  readonly no?: string | undefined
  /** Fields needed only after "yes". */
  readonly reveals?: Content
  /** Offers "I do not know" as well, sent as `unknown`. */
  readonly unknown?: string | undefined
}

/** Yes or no, sent as `yes` and `no`. */
export function YesNoField({ yes = 'Yes', no = 'No', reveals, unknown, ...field }: YesNoFieldProps): Html {
  const choices: readonly Choice[] = [
    { value: 'yes', text: yes, ...(reveals === undefined ? {} : { reveals }) },
    { value: 'no', text: no },
    ...(unknown === undefined ? [] : [{ value: 'unknown', text: unknown }]),
  ]
  return <ChoiceField {...field} choices={choices} inline={reveals === undefined} />
}
