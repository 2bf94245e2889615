// A form that a passkey answers. Hidden until the page's script finds that the browser can: without it there are other ways.
import { emptyForm, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'

export type PasskeyFormProps = {
  readonly action: string
  readonly act: 'get' | 'create'
  /** The options for the browser, as JSON. */
  readonly options: string
  readonly csrf: string
  readonly button: string
  readonly hidden?: Readonly<Record<string, string>> | undefined
  /** Asks what to call the new passkey, with this help. */
  readonly nameHint?: string | undefined
  readonly state?: FormState | undefined
}

export const PasskeyForm = ({ action, act, options, csrf, button, hidden = {}, nameHint, state = emptyForm }: PasskeyFormProps): Html => (
  <form action={action} method="post" novalidate hidden data-passkey={act} data-options={options}>
    <input type="hidden" name="_csrf" value={csrf} />
    <input type="hidden" name="answer" value="" />
    {Object.entries(hidden).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    {nameHint === undefined ? null : <TextField name="name" label="What to call it (optional)" hint={nameHint} state={state} />}
    <button type="submit" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-2">{button}</button>
    <p class="govuk-body" role="status"></p>
  </form>
)
