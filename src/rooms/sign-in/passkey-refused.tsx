// When a passkey's answer does not hold: one page, whatever the reason, and the way back.
import type { Ask } from '#web/ask.ts'
import { page, type Answer } from '#web/answers.ts'
import { PlainPage } from '#ui/page.tsx'

export const PasskeyRefused = ({ frame, back }: { readonly frame: Ask['frame']; readonly back: string }): Answer => page(
  <PlainPage frame={{ ...frame, title: 'That passkey could not be used' }} back={{ href: back }}>
    <h1 class="govuk-heading-l">That passkey could not be used</h1>
    <p class="govuk-body">It is not known here, the page had been open for more than five minutes, or its answer was used before. <a class="govuk-link" href={back}>Go back</a> and try again, or use another way.</p>
  </PlainPage>,
  { status: 422, keep: true },
)
