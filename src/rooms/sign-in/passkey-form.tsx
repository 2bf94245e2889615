// A form that a passkey answers. Hidden until the page's script finds that the browser can: without it there are other ways.
import { emptyForm, TextField, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { PlainPage } from '#ui/page.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'

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

/** When a passkey's answer does not hold: one page, whatever the reason, and the way back. */
export const PasskeyRefused = ({ frame, back }: { readonly frame: Ask['frame']; readonly back: string }): Answer => page(
  <PlainPage frame={{ ...frame, title: 'That passkey could not be used' }} back={{ href: back }}>
    <h1 class="govuk-heading-l">That passkey could not be used</h1>
    <p class="govuk-body">It is not known here, the page had been open for more than five minutes, or its answer was used before. <a class="govuk-link" href={back}>Go back</a> and try again, or use another way.</p>
  </PlainPage>,
  { status: 422, keep: true },
)
