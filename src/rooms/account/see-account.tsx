// An officer's own page: how they sign in, where they are signed in, and the buttons that end it, here or everywhere.
import { endSessions, hasSecondFactor, myAgencies, myFactors, mySessions } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { OfficerPage } from '#ui/page.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { notThere, page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'

export const seeAccount = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [sessions, factors, agencies] = [await mySessions(work), await myFactors(work), await myAgencies(work)]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Your account' }} narrow>
      <h1 class="govuk-heading-l">{work.actor.officerName}</h1>
      <p class="govuk-body">{work.actor.agencyName}{agencies.length > 1 ? <>. <a class="govuk-link" href="/account/agency">Act for another agency</a></> : null}</p>
      {work.actor.assurance === 'second factor' ? null : <p class="govuk-inset-text">You signed in with one factor only. Restricted cases are shown only with a second one. <a class="govuk-link" href="/account/second-factor">{hasSecondFactor(factors) ? 'See your second factor' : 'Set up a second factor'}</a>{hasSecondFactor(factors) ? ', then sign in again with it' : ''}.</p>}
      <ul class="govuk-list">
        <li><a class="govuk-link" href="/account/second-factor">Second factor: app, passkeys, recovery codes</a></li>
        {factors.passwordHash === null ? null : <li><a class="govuk-link" href="/account/password">Change your password</a></li>}
        <li><a class="govuk-link" href="/account/news">News by email</a></li>
        <li><a class="govuk-link" href="/account/trail">What is recorded of you</a></li>
        <li><a class="govuk-link" href="/account/home">Where you live</a></li>
      </ul>
      <h2 class="govuk-heading-m">Where you are signed in</h2>
      {sessions.map(session => {
        const says = <p class="govuk-body govuk-!-margin-bottom-1">{session.id === work.actor.sessionId ? <strong>Here. </strong> : null}{session.device || 'An unnamed browser'}, for {session.agency}, by {session.signedInBy}, since {sayMoment(session.startedAt)}, last used {sayMoment(session.seenAt)}</p>
        return session.id === work.actor.sessionId ? says : <Form action={`/account/sessions/${session.id}/end`} csrf={ask.csrf}>{says}<SubmitButton text="End this one" look="secondary" /></Form>
      })}
      <Form action="/sign-out-everywhere" csrf={ask.csrf}>
        <SubmitButton text="Sign out everywhere" look="warning" />
      </Form>
    </OfficerPage>,
    { about: { kind: 'officer', id: work.actor.officerId } },
  )
}

export const endMySession = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const id = ask.params['id'] ?? ''
  if (!/^[0-9a-f-]{36}$/.test(id) || await endSessions(work, { only: id }) === 0) return notThere
  return id === work.actor.sessionId ? seeOther('/sign-in', { cookies: [{ name: 'amity_session', value: null }] }) : seeOther('/account')
}

export const signOutEverywhere = async (work: OfficerWork): Promise<Answer> => {
  await endSessions(work, {})
  return seeOther('/sign-in', { cookies: [{ name: 'amity_session', value: null }] })
}
