// Fields drawn from data: text, long text, select, file, hidden. Each shows its kept answer and its error.
import type { FormState } from '#ui/form-state.tsx'
import { errorOf, valueOf } from '#ui/form-state.tsx'
import { CharacterCount, FileUpload, Input, Select, Textarea } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'

/** What every field takes. The input's id is its name, so an error's `href` is `#` and the name. */
export type FieldProps = {
  readonly name: string
  readonly label: string
  readonly state: FormState
  /** Help with the answer: words, or markup. */
  readonly hint?: Content
  /** The label is the page's one heading. */
  readonly asHeading?: boolean | undefined
  readonly labelSize?: 's' | 'm' | 'l' | 'xl' | undefined
}

/** A label as the components take it, large and in a heading when it is the page's own. */
export function labelOf({ label, asHeading, labelSize }: Pick<FieldProps, 'label' | 'asHeading' | 'labelSize'>) {
  const size = labelSize ?? (asHeading === true ? 'l' : undefined)
  return { text: label, isPageHeading: asHeading === true, classes: size && `govuk-label--${size}` }
}

/** A hint as the components take it. */
export function hintOf(hint: Content) {
  return hint === undefined || hint === null || hint === '' ? undefined : { html: <>{hint}</> }
}

export type TextFieldProps = FieldProps & {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | undefined
  readonly inputMode?: 'numeric' | 'decimal' | 'text' | undefined
  /** A fixed width in characters, for answers of known length. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | undefined
  readonly prefix?: string | undefined
  readonly suffix?: string | undefined
  /** What browsers may fill in, for example `email`; WCAG 1.3.5. */
  readonly autocomplete?: string | undefined
  readonly spellcheck?: boolean | undefined
}

/** One line of text. */
export function TextField(props: TextFieldProps): Html {
  const { name, state, hint, type, inputMode, width, prefix, suffix, autocomplete, spellcheck } = props
  return (
    <Input
      id={name} name={name} label={labelOf(props)} hint={hintOf(hint)} errorMessage={errorOf(state, name)}
      value={type === 'password' ? undefined : valueOf(state, name)} type={type} inputmode={inputMode}
      classes={width && `govuk-input--width-${width}`} prefix={prefix === undefined ? undefined : { text: prefix }}
      suffix={suffix === undefined ? undefined : { text: suffix }} autocomplete={autocomplete} spellcheck={spellcheck}
    />
  )
}

export type TextAreaProps = FieldProps & {
  readonly rows?: number | undefined
  /** The most characters it may hold; shows how many are left. */
  readonly maxLength?: number | undefined
  readonly autocomplete?: string | undefined
}

/** Several lines of text, with a character count when it has a limit. */
export function TextArea(props: TextAreaProps): Html {
  const { name, state, hint, rows, maxLength, autocomplete } = props
  const shared = {
    id: name, name, label: labelOf(props), hint: hintOf(hint), errorMessage: errorOf(state, name),
    value: valueOf(state, name), spellcheck: true,
  }
  if (maxLength === undefined) return <Textarea {...shared} rows={rows ?? 5} autocomplete={autocomplete} />
  return <CharacterCount {...shared} rows={rows ?? 5} maxlength={maxLength} threshold={maxLength > 500 ? 75 : 0} />
}

export type SelectFieldProps = FieldProps & {
  readonly options: readonly { readonly value: string; readonly text: string; readonly disabled?: boolean | undefined }[]
  /** The first, empty line; `null` for none. */
  readonly empty?: string | null | undefined
}

/** A drop-down list, for officers' lists that are too long for radios. */
export function SelectField(props: SelectFieldProps): Html {
  const { name, state, hint, options, empty = 'Choose' } = props
  const chosen = valueOf(state, name)
  const items = options.map(({ value, text, disabled }) => ({ value, text, disabled, selected: value === chosen }))
  return (
    <Select
      id={name} name={name} label={labelOf(props)} hint={hintOf(hint)} errorMessage={errorOf(state, name)}
      items={empty === null ? items : [{ value: '', text: empty, selected: chosen === '' }, ...items]}
    />
  )
}

export type FileFieldProps = FieldProps & {
  readonly multiple?: boolean | undefined
  /** Kinds the browser offers, for example `image/jpeg,application/pdf`. The server decides. */
  readonly accept?: string | undefined
  /** A button that opens a phone's camera. */
  readonly capture?: 'environment' | 'user' | undefined
}

/** One or more files. The form must be `upload`. */
export function FileField(props: FileFieldProps): Html {
  const { name, state, hint, multiple, accept, capture } = props
  return (
    <FileUpload
      id={name} name={name} label={labelOf(props)} hint={hintOf(hint)} errorMessage={errorOf(state, name)} multiple={multiple}
      attributes={{ accept: { value: accept, optional: true }, capture: { value: capture, optional: true } }}
    />
  )
}

/** An answer carried along unseen. */
export function HiddenField({ name, value }: { readonly name: string; readonly value: string }): Html {
  return <input type="hidden" name={name} value={value} />
}
