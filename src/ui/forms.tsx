// The frame of a form: where it goes, its hidden tokens and its submit button. Its fields are in fields.tsx.
import { Button } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'

export { emptyForm, ErrorSummaryFor, valueOf, valuesOf } from '#ui/form-state.tsx'
export type { ErrorSummaryForProps, FieldError, FormState } from '#ui/form-state.tsx'
export { FileField, HiddenField, SelectField, TextArea, TextField } from '#ui/fields.tsx'
export { ChoiceField, ChoicesField, YesNoField } from '#ui/choice-fields.tsx'
export type { Choice } from '#ui/choice-fields.tsx'
export { DateField, MomentField } from '#ui/date-fields.tsx'

export type FormProps = {
  readonly action: string
  /** `post` unless the form only asks a question. */
  readonly method?: 'post' | 'get' | undefined
  /** Carries files; the tokens are then the first parts of the body. */
  readonly upload?: boolean | undefined
  /** The token that shows the form is ours; every form that posts has one. */
  readonly csrf?: string | undefined
  /** A token that may be spent once, so that a form sent twice is one act. */
  readonly once?: string | undefined
  /** Officers' pages only: a name under which long typed text is kept in this tab and offered back. */
  readonly keep?: string | undefined
  readonly id?: string | undefined
  readonly children?: Content
}

/** A form with its tokens. The browser's own checks are off: our messages are clearer and say what to do. */
export function Form({ action, method = 'post', upload, csrf, once, keep, id, children }: FormProps): Html {
  return (
    <form action={action} method={method} novalidate id={id} enctype={upload === true ? 'multipart/form-data' : undefined} data-keep={keep} data-once="">
      {csrf === undefined ? null : <input type="hidden" name="_csrf" value={csrf} />}
      {once === undefined ? null : <input type="hidden" name="_once" value={once} />}
      {children}
    </form>
  )
}

export type SubmitButtonProps = {
  readonly text: string
  readonly name?: string | undefined
  readonly value?: string | undefined
  /** `warning` for what cannot be undone, `secondary` for what is not the main thing. */
  readonly look?: 'secondary' | 'warning' | 'inverse' | undefined
  readonly start?: boolean | undefined
}

/** A submit button that ignores a second click. */
export function SubmitButton({ text, name, value, look, start }: SubmitButtonProps): Html {
  return (
    <Button text={text} name={name} value={value} isStartButton={start} preventDoubleClick classes={look && `govuk-button--${look}`} />
  )
}

/** Buttons and links that end a form, in one row. */
export function ButtonGroup({ children }: { readonly children?: Content }): Html {
  return <div class="govuk-button-group">{children}</div>
}
