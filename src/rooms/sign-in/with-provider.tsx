// Sign in with an agency's own provider: out with state, nonce and PKCE, back once in the same browser, and in as their groups say.
import { z } from 'zod'
import type { OfficerWork, PublicWork, Work } from '#db/work.ts'
import { goToProvider, notThere, seeOther, type Answer, type CookieChange } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { leaveToken, sameToken } from '#web/csrf.ts'
import { ourOwn } from '#web/reply.ts'
import { seal, unseal } from '#web/sealed.ts'
import { countsAsSecond, readClaims, WHY_UNSAID, type Said } from './claims.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { comeBack, goThere, type Client } from './oidc.ts'
import { arrive, providerBehind, providerWith, secretPurpose, type Provider } from './provider-store.ts'
import { ProviderFailed, TriedProvider } from './provider-pages.tsx'
import { STEP_MINUTES } from './sign-in.tsx'
import { findStep, openStep, proveSession, useStep } from './sign-in-store.ts'

const goingShape = z.object({ purpose: z.enum(['sign in', 'try', 'prove']), providerId: z.string(), state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string(), sessionId: z.string().nullable() })
type Purpose = z.infer<typeof goingShape>['purpose']
const DONE: CookieChange = { name: 'amity_sign_in', value: null }
const MOST_HINT = 6000

/** Plain http, and this machine, only where the service itself is no further away (demonstration, tests). */
export const isLocal = (ask: Ask): boolean => ask.baseUrl.startsWith('http:')
/** One for each agency: an answer meant for one provider is never taken to another (mix-up, RFC 9700 section 4.4). */
export const redirectUri = (ask: Ask, agencyId: string): string => `${ask.origin}/sign-in/back/${agencyId}`
export const clientOf = (ask: Ask, provider: Provider): Client | undefined => {
  const clientSecret = provider.sealedSecret === null ? undefined : unseal(ask.secret, secretPurpose(provider.agencyId), provider.sealedSecret)
  return clientSecret === undefined ? undefined : { issuer: provider.issuer, clientId: provider.clientId, clientSecret }
}
const hintPurpose = (providerId: string): string => `sign-out hint of ${providerId}`
export const openHint = (ask: Ask, providerId: string, hint: string | null): string | undefined => hint === null ? undefined : unseal(ask.secret, hintPurpose(providerId), hint)

const failed = async (work: Work, ask: Ask, provider: Provider | undefined, why: string, says: string): Promise<Answer> => {
  await work.record(`single sign-on failed: ${why}`.slice(0, 300), provider === undefined ? undefined : { kind: 'agency', id: provider.agencyId })
  return ProviderFailed({ frame: ask.frame, says, cookies: [DONE] })
}
const UNREACHED = 'Your agency’s sign-in does not answer as it should. Try again in a few minutes; if it goes on, tell your administrator.'
const UNFINISHED = 'The sign-in was not finished, was begun in another browser, took too long, or was used before. Nothing is lost.'

/** Sends the browser to the provider; what must come back is kept with us, tied to this browser by a cookie. */
export const leaveFor = async (work: Work, ask: Ask, provider: Provider, purpose: Purpose, next: string): Promise<Answer> => {
  const client = clientOf(ask, provider)
  const going = client === undefined ? { failed: 'the client secret cannot be read: enter it again' } : await goThere(client, redirectUri(ask, provider.agencyId), purpose === 'prove', isLocal(ask))
  if ('failed' in going) return failed(work, ask, provider, going.failed, UNREACHED)
  const { url, ...rest } = going
  const sessionId = work.actor.kind === 'officer' ? work.actor.sessionId : null
  const token = await openStep(work, 'provider', work.actor.kind === 'officer' ? work.actor.officerId : null, { ...rest, purpose, providerId: provider.id, next, sessionId }, STEP_MINUTES)
  return goToProvider(url, { cookies: [{ name: 'amity_sign_in', value: token, until: new Date(work.now.getTime() + STEP_MINUTES * 60_000) }] })
}

export const signInWith = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const [provider, next] = [await providerWith(work, ask.params['id'] ?? ''), ourOwn(textOf(ask.query, 'next') || '/')]
  // A link elsewhere cannot sign anybody in behind their back: only the button on our own page leads on.
  if (provider?.enabled === true && !sameToken(textOf(ask.query, 'shown'), leaveToken(ask.secret, ask.csrf))) return seeOther(`/sign-in?next=${encodeURIComponent(next)}`)
  return provider?.enabled === true ? leaveFor(work, ask, provider, 'sign in', next) : notThere
}
export const proveWithProvider = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const provider = await providerBehind(work)
  return provider === undefined ? notThere : leaveFor(work, ask, provider, 'prove', ourOwn(textOf(ask.query, 'next') || '/account'))
}

const queryOf = (ask: Ask): string => new URLSearchParams(Object.entries(ask.query).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : value[0] ?? ''])).toString()

type Came = { readonly said: Said; readonly idToken: string; readonly provider: Provider; readonly going: z.infer<typeof goingShape>; readonly claims: Readonly<Record<string, unknown>> }
/** Uses the step up, exchanges the code and reads who it is; or the page that says it failed. */
const cameBack = async (work: Work, ask: Ask): Promise<Came | Answer> => {
  const step = await useStep(work, ask.cookie('amity_sign_in'), 'provider')
  const going = goingShape.safeParse(step?.about)
  if (!going.success) return failed(work, ask, undefined, 'no step, or used before', UNFINISHED)
  const provider = await providerWith(work, going.data.providerId)
  if (provider !== undefined && provider.agencyId !== ask.params['agencyId']) return failed(work, ask, provider, 'the answer came back by the address of another provider', UNFINISHED)
  const client = provider === undefined ? undefined : clientOf(ask, provider)
  if (provider === undefined || client === undefined) return failed(work, ask, provider, 'no such provider, or its secret cannot be read', UNREACHED)
  const back = await comeBack(client, `${redirectUri(ask, provider.agencyId)}?${queryOf(ask)}`, going.data, provider.groupClaim, going.data.purpose === 'prove', isLocal(ask))
  if ('failed' in back) return failed(work, ask, provider, back.failed, UNFINISHED)
  const said = readClaims(back.claims, provider)
  if ('why' in said) return failed(work, ask, provider, said.why, WHY_UNSAID[said.why])
  return { said, idToken: back.idToken, provider, going: going.data, claims: back.claims }
}

const WHY_REFUSED = {
  off: 'Your agency’s sign-in has been turned off here.', left: 'Your account here has ended. Ask your administrator.',
  'somebody else': 'This email address belongs to an account here that your agency’s sign-in may not take over. Sign in with your password, or ask your administrator.',
  'no group': 'None of your groups lets you use this service. Ask your administrator which group you need.',
  'last administrator': 'You are the only administrator here, and your groups would take that away. Map one of your groups to a role that may run the partnership first.',
} as const

const goIn = async (work: PublicWork, ask: Ask, { said, idToken, provider, going: { next } }: Came): Promise<Answer> => {
  const arrived = await arrive(work, provider.id, said)
  if ('refused' in arrived) return failed(work, ask, provider, arrived.refused, WHY_REFUSED[arrived.refused])
  if (arrived.made) await work.record('account made by single sign-on', { kind: 'officer', id: arrived.officerId })
  const isSure = countsAsSecond(provider.secondFactor, said)
  const way = { agencyIds: [arrived.agencyId], by: 'single sign-on' as const, next, providerId: provider.id, ...(idToken.length > MOST_HINT ? {} : { hint: seal(ask.secret, hintPurpose(provider.id), idToken) }) }
  if (!isSure && arrived.hasSecondFactor) {
    const token = await openStep(work, 'second factor', arrived.officerId, way, STEP_MINUTES)
    return seeOther('/sign-in/code', { cookies: [{ name: 'amity_sign_in', value: token, until: new Date(work.now.getTime() + STEP_MINUTES * 60_000) }] })
  }
  return await finishSignIn(work, ask, { ...way, officerId: arrived.officerId, assurance: isSure ? 'second factor' : 'password' }) ?? failed(work, ask, provider, 'no post', WHY_REFUSED['no group'])
}

/** Everybody comes back here. Who came to prove themselves goes on to a door that knows their session. */
export const backFromProvider = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const waiting = goingShape.safeParse((await findStep(work, ask.cookie('amity_sign_in'), 'provider'))?.about)
  if (waiting.success && waiting.data.purpose === 'prove') return seeOther(`/prove/back/${encodeURIComponent(ask.params['agencyId'] ?? '')}?${queryOf(ask)}`)
  const came = await cameBack(work, ask)
  if ('kind' in came) return came
  return came.going.purpose === 'try' ? TriedProvider({ frame: ask.frame, ...came, cookies: [DONE] }) : goIn(work, ask, came)
}

export const backToProve = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const came = await cameBack(work, ask)
  if ('kind' in came) return came
  const { said, provider, going } = came
  const behind = await providerBehind(work)
  if (going.purpose !== 'prove' || going.sessionId !== work.actor.sessionId || behind?.id !== provider.id || behind.subject !== said.subject) return failed(work, ask, provider, 'somebody else came back', 'Somebody else signed in there. Sign in there as yourself.')
  const token = await proveSession(work, countsAsSecond(provider.secondFactor, said))
  return seeOther(going.next, { about: { kind: 'officer', id: work.actor.officerId }, cookies: [DONE, ...(token === undefined ? [] : [{ name: 'amity_session', value: token } as const])] })
}
