// An officer's own page: where they are signed in, and the buttons that end it, here or everywhere.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { OfficerPage } from '#ui/page.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { endSessions, mySessions } from './partnership-store.ts'

export const seeAccount = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const sessions = await mySessions(work)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Your account' }} narrow>
      <h1 class="govuk-heading-l">{work.actor.officerName}</h1>
      <p class="govuk-body">{work.actor.agencyName}</p>
      <p class="govuk-body"><a class="govuk-link" href="/account/news">News by e-mail</a> · <a class="govuk-link" href="/my-authority">Your delegations and training</a></p>
      <h2 class="govuk-heading-m">Where you are signed in</h2>
      <ul class="govuk-list govuk-list--bullet">
        {sessions.map(session => (
          <li>{session.id === work.actor.sessionId ? <strong>Here. </strong> : null}{session.device === '' ? 'An unnamed browser' : session.device}, last used {sayMoment(session.seenAt)}</li>
        ))}
      </ul>
      <Form action="/sign-out-everywhere" csrf={ask.csrf}>
        <SubmitButton text="Sign out everywhere" look="warning" />
      </Form>
    </OfficerPage>,
    { about: { kind: 'officer', id: work.actor.officerId } },
  )
}

const ENDED = { name: 'amity_session', value: null } as const

export const signOut = async (work: OfficerWork): Promise<Answer> => {
  await endSessions(work, work.actor.sessionId)
  return seeOther('/sign-in', { cookies: [ENDED] })
}

export const signOutEverywhere = async (work: OfficerWork): Promise<Answer> => {
  await endSessions(work, null)
  return seeOther('/sign-in', { cookies: [ENDED] })
}
