// An administrator looks after how an officer of their agency signs in: sessions to end, a lost second factor, a new password.
import { type WayIn, wayInChanged } from '#rooms/sign-in/index.ts'
import { sql } from 'kysely'
import { offerPasswordLink } from '#rooms/partnership/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { Form, SubmitButton } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'

type Looked = {
  readonly id: string; readonly name: string; readonly email: string; readonly alone: boolean; readonly hasPassword: boolean; readonly app: boolean; readonly passkeys: number; readonly linked: boolean
  readonly sessions: readonly { readonly id: string; readonly startedAt: string; readonly seenAt: string; readonly device: string; readonly assurance: string; readonly signedInBy: string }[]
}
const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Undefined for somebody of another agency, as for nobody at all. */
const looked = async (work: OfficerWork, ask: Ask): Promise<Looked | undefined> => {
  const { id } = ask.params
  return isId(id) ? (await sql<{ it: Looked | null }>`select amity.sign_in_of(${id}::uuid) as it`.execute(work.db)).rows[0]?.it ?? undefined : undefined
}
const SHARED = 'They work for another agency too, so neither agency alone changes how they sign in. Whoever runs the service makes them a way in at the console.'
/** Their own mailbox hears of it: an administrator who is not theirs to trust should not go unseen. */
const told = (work: OfficerWork, officerId: string, what: WayIn): Promise<void> => work.announce(wayInChanged, { officerId, agencyId: work.actor.agencyId, what, device: `${work.actor.officerName}, administrator` })
const about = (id: string) => ({ about: { kind: 'officer', id } })

const Sessions = ({ officer, csrf }: { readonly officer: Looked; readonly csrf: string }): Html => (
  <>
    <h2 class="govuk-heading-m">Where they are signed in for your agency</h2>
    {officer.sessions.length === 0 ? <p class="govuk-body">Nowhere.</p> : officer.sessions.map(session => (
      <Form action={`/officers/${officer.id}/sign-in/sessions/${session.id}/end`} csrf={csrf}>
        <p class="govuk-body govuk-!-margin-bottom-1">{session.device || 'An unnamed browser'}, by {session.signedInBy}, {session.assurance === 'password' ? 'one factor' : 'second factor proven'}, since {sayMoment(new Date(session.startedAt))}, last used {sayMoment(new Date(session.seenAt))}</p>
        <SubmitButton text="End this one" look="secondary" />
      </Form>
    ))}
    {officer.sessions.length === 0 ? null : <Form action={`/officers/${officer.id}/sign-in/sessions/end`} csrf={csrf}><SubmitButton text="End all of them" look="warning" /></Form>}
  </>
)

export const lookAfter = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const officer = await looked(work, ask)
  if (officer === undefined) return notThere
  const factors = [officer.app ? 'an authenticator app' : '', officer.passkeys > 0 ? `passkeys (${officer.passkeys})` : ''].filter(text => text !== '')
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `How ${officer.name} signs in` }} narrow breadcrumbs={[{ text: 'Officers', href: '/officers' }]}>
      <h1 class="govuk-heading-l">How {officer.name} signs in</h1>
      <p class="govuk-body">{officer.email}. {officer.linked ? 'By your agency’s own sign-in. ' : ''}{officer.hasPassword ? 'Has a password. ' : ''}{factors.length === 0 ? 'No second factor.' : `Second factor: ${factors.join(' and ')}.`}</p>
      <Sessions officer={officer} csrf={ask.csrf} />
      <h2 class="govuk-heading-m">When they cannot get in</h2>
      {officer.alone ? null : <p class="govuk-body">{SHARED}</p>}
      {officer.alone ? <Form action={`/officers/${officer.id}/sign-in/password-link`} csrf={ask.csrf}><SubmitButton text="Make a new password link" look="secondary" /></Form> : null}
      {officer.alone && factors.length > 0 && officer.id !== work.actor.officerId ? (
        <Form action={`/officers/${officer.id}/sign-in/reset`} csrf={ask.csrf}><p class="govuk-body">Be sure that it is they who ask: see them, or call the number you know.</p><SubmitButton text="Take their second factor away" look="warning" /></Form>
      ) : null}
    </OfficerPage>,
    about(officer.id),
  )
}

const end = async (work: OfficerWork, ask: Ask, sessionId: string | null): Promise<Answer> => {
  const officer = await looked(work, ask)
  if (officer === undefined) return notThere
  const { rows } = await sql<{ n: number | null }>`select amity.end_sessions_of(${officer.id}::uuid, ${sessionId}::uuid) as n`.execute(work.db)
  return (rows[0]?.n ?? 0) === 0 && sessionId !== null ? notThere : seeOther(`/officers/${officer.id}/sign-in`, about(officer.id))
}
export const endTheirSession = async (work: OfficerWork, ask: Ask): Promise<Answer> => isId(ask.params['session']) ? end(work, ask, ask.params['session']) : notThere
export const endTheirSessions = (work: OfficerWork, ask: Ask): Promise<Answer> => end(work, ask, null)

export const resetSecondFactor = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const officer = await looked(work, ask)
  if (officer === undefined) return notThere
  const { rows } = await sql<{ it: boolean }>`select amity.reset_second_factor(${officer.id}::uuid) as it`.execute(work.db)
  if (rows[0]?.it === true) await told(work, officer.id, 'second factor taken away')
  return rows[0]?.it === true ? seeOther(`/officers/${officer.id}/sign-in`, about(officer.id)) : refused(officer.id === work.actor.officerId ? 'Another administrator takes yours away; you can change it under your name.' : SHARED)
}

export const makePasswordLink = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const officer = await looked(work, ask)
  if (officer === undefined) return notThere
  if (!officer.alone) return refused(SHARED)
  await told(work, officer.id, 'password link made')
  const link = `${ask.baseUrl}/choose-password/${await offerPasswordLink(work, officer.id)}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'New password link' }} narrow breadcrumbs={[{ text: 'Officers', href: '/officers' }]}>
      <h1 class="govuk-heading-l">A password link for {officer.name}</h1>
      <p class="govuk-body">Give it to them by a safe way. It works once, for three days. Their second factor stays as it is.</p>
      <p class="govuk-body"><code>{link}</code></p>
    </OfficerPage>,
    about(officer.id),
  )
}
