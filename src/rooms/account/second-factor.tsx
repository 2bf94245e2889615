// An officer's second factors: what they have, adding and taking away. Restricted cases need one in any case.
import { endApp, endPasskey, endSessions, type Factors, hasSecondFactor, keepRecoveryCodes, myFactors, newRecoveryCodes, proveSession, recoveryDigest, sayDevice, wayInChanged } from '#rooms/sign-in/index.ts'
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { Form, SubmitButton } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, page, refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { ourOwn } from '#web/reply.ts'

export const NOT_SURE = 'You have a second factor already, and this session was begun without it. Sign in again with it, then change it.'
/** Somebody who only has the password adds nothing to an account that has a second factor. */
export const mayChange = (work: OfficerWork, factors: Factors): boolean => work.actor.assurance === 'second factor' || !hasSecondFactor(factors)

const nextIn = (ask: Ask): string => ourOwn(textOf(ask.query, 'next') || textOf(ask.answers, 'next') || '/account')

const Held = ({ factors, csrf }: { readonly factors: Factors; readonly csrf: string }): Html => (
  <>
    <h2 class="govuk-heading-m">Authenticator app</h2>
    {factors.app === null ? <p class="govuk-body">None. <a class="govuk-link" href="/account/second-factor/app">Set up an authenticator app</a></p> : (
      <Form action="/account/second-factor/app/end" csrf={csrf}><p class="govuk-body">Set up. <a class="govuk-link" href="/account/second-factor/app">Move to another app or phone</a></p><SubmitButton text="Take the app away" look="secondary" /></Form>
    )}
    <h2 class="govuk-heading-m">Passkeys and security keys</h2>
    {factors.passkeys.length === 0 ? <p class="govuk-body">None.</p> : factors.passkeys.map(({ id, name, madeAt, usedAt }) => (
      <Form action={`/account/second-factor/passkeys/${id}/end`} csrf={csrf}>
        <p class="govuk-body govuk-!-margin-bottom-1"><strong>{name}</strong>, added {sayMoment(new Date(madeAt))}{usedAt === null ? '' : `, last used ${sayMoment(new Date(usedAt))}`}</p>
        <SubmitButton text={`Take ${name} away`} look="secondary" />
      </Form>
    ))}
    <p class="govuk-body"><a class="govuk-link" href="/account/second-factor/passkeys/add">Add a passkey</a></p>
    <h2 class="govuk-heading-m">Recovery codes</h2>
    <p class="govuk-body">{factors.codesLeft} left. Each works once, when your phone or key is not with you.</p>
    {hasSecondFactor(factors) ? <Form action="/account/second-factor/codes" csrf={csrf}><SubmitButton text="Make new recovery codes" look="secondary" /></Form> : null}
  </>
)

export const seeSecondFactor = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const factors = await myFactors(work)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Second factor' }} narrow back={{ href: '/account' }}>
      <h1 class="govuk-heading-l">Second factor</h1>
      {hasSecondFactor(factors) ? null : <p class="govuk-body">Something you have, beside the password you know: an app on your phone that shows codes, or a passkey. Without one you cannot see restricted cases, even if you are among those who may.</p>}
      {textOf(ask.query, 'next') === '' ? null : <p class="govuk-inset-text">{work.actor.agencyName} asks everybody for a second factor. Set one up to go on{nextIn(ask).includes('kept=') ? '; what you typed is kept' : ''}. When done, <a class="govuk-link" href={nextIn(ask)}>go on where you were</a>.</p>}
      <Held factors={factors} csrf={ask.csrf} />
    </OfficerPage>,
    { about: { kind: 'officer', id: work.actor.officerId } },
  )
}

/** After a factor was added: the session is as sure as it gets, and those begun with less end. Answers the new cookie, if any. */
export const becomeSure = async (work: OfficerWork, ask: Ask, before: Factors) => {
  const token = await proveSession(work, true)
  if (!hasSecondFactor(before)) await endSessions(work, { but: work.actor.sessionId })
  await work.announce(wayInChanged, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, what: 'second factor added', device: sayDevice(ask.device) })
  return token === undefined ? [] : [{ name: 'amity_session', value: token } as const]
}

/** Makes ten, keeps their digests, and answers them for the one page that shows them. */
export const freshRecoveryCodes = async (work: OfficerWork): Promise<readonly string[]> => {
  const codes = newRecoveryCodes()
  await keepRecoveryCodes(work, codes.map(code => recoveryDigest(work.actor.officerId, code)))
  return codes
}

export const ShownCodes = ({ frame, codes, title }: { readonly frame: Ask['frame']; readonly codes: readonly string[]; readonly title: string }): Html => (
  <OfficerPage frame={{ ...frame, title }} narrow>
    <h1 class="govuk-heading-l">{title}</h1>
    <h2 class="govuk-heading-m">Your recovery codes</h2>
    <p class="govuk-body">Print them or write them down, and keep them away from your computer. Each works once. They are not shown again, and those you had before no longer work.</p>
    <ul class="govuk-list" id="recovery-codes">{codes.map(code => <li><code>{code}</code></li>)}</ul>
    <p class="govuk-body"><a class="govuk-link" href="/account/second-factor">I have kept them</a></p>
  </OfficerPage>
)

export const makeRecoveryCodes = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const factors = await myFactors(work)
  if (!hasSecondFactor(factors)) return seeOther('/account/second-factor')
  if (!mayChange(work, factors)) return refused(NOT_SURE)
  return page(ShownCodes({ frame: ask.frame, codes: await freshRecoveryCodes(work), title: 'New recovery codes' }))
}

const takenAway = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  await work.announce(wayInChanged, { officerId: work.actor.officerId, agencyId: work.actor.agencyId, what: 'second factor taken away', device: sayDevice(ask.device) })
  if (!hasSecondFactor(await myFactors(work))) await keepRecoveryCodes(work, [])
  return seeOther('/account/second-factor', { about: { kind: 'officer', id: work.actor.officerId } })
}

export const takeAppAway = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  if (!mayChange(work, await myFactors(work))) return refused(NOT_SURE)
  await endApp(work)
  return takenAway(work, ask)
}

export const takePasskeyAway = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  if (!mayChange(work, await myFactors(work))) return refused(NOT_SURE)
  return await endPasskey(work, ask.params['id'] ?? '') ? takenAway(work, ask) : notThere
}
