// OpenID Connect, by openid-client: discovery, code with PKCE, state and nonce, a token whose signature we check ourselves, sign-out.
import type * as Oidc from 'openid-client'
import { guardedFetch, whyNot } from '#web/guarded-fetch.ts'
import type { Claims } from './claims.ts'

/** Read when the first agency's provider is asked: the service should not start later for it. */
const library = (): Promise<typeof Oidc> => import('openid-client')

export type Client = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
export type Going = { readonly url: string; readonly state: string; readonly nonce: string; readonly verifier: string }
export type Failed = { readonly failed: string }

const SECONDS = 8
/** A proof of who it is must be this fresh, in seconds. */
const FRESH = 120

/** Tenants of Entra ID that stand for everybody: their tokens come from issuers we never agreed to. */
const forEverybody = (issuer: string): boolean => /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/i.test(issuer)

/** Why this cannot be an issuer, in words for its field; undefined when it may be one. `local`: http to this machine is fine. */
export const whyNoIssuer = (issuer: string, local: boolean): string | undefined =>
  forEverybody(issuer) ? 'Enter the issuer of your own tenant, with its id, not the one for everybody' : whyNot(issuer, local)

const authBy = (oidc: typeof Oidc, secret: string): Oidc.ClientAuth => (server, ...rest) =>
  (server.token_endpoint_auth_methods_supported?.includes('client_secret_post') === true ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret))(server, ...rest)

const bodyOf = (body: unknown): string | undefined => typeof body === 'string' ? body : body instanceof URLSearchParams ? body.toString() : undefined

const open = async ({ issuer, clientId, clientSecret }: Client, local: boolean): Promise<Oidc.Configuration> => {
  const oidc = await library()
  const fetchIt: Oidc.CustomFetch = (url, { method, headers, body }) => guardedFetch(url, { method, headers, body: bodyOf(body) }, local)
  const config = await oidc.discovery(new URL(issuer), clientId, undefined, authBy(oidc, clientSecret), {
    [oidc.customFetch]: fetchIt, timeout: SECONDS,
    // The token comes over TLS, but a proxy in between may be somebody's: its signature is checked in any case.
    execute: [oidc.enableNonRepudiationChecks, ...(local ? [oidc.allowInsecureRequests] : [])],
  })
  for (const end of [config.serverMetadata().authorization_endpoint, config.serverMetadata().token_endpoint]) {
    const wrong = end === undefined ? 'an endpoint is missing' : whyNot(end, local)
    if (wrong !== undefined) throw new Error(wrong)
  }
  return config
}

/** Words for whoever runs the provider; never a token or an answer's body. */
const sayFailure = (problem: unknown): string => {
  if (!(problem instanceof Error)) return 'it failed'
  const inner = problem.cause instanceof Error ? problem.cause : undefined
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : ''
  const error = 'error' in problem && typeof problem.error === 'string' ? problem.error : ''
  return [problem.message, error, code, inner?.message ?? ''].filter(part => part !== '').join('; ').slice(0, 300)
}
const attempt = async <T>(act: () => Promise<T>): Promise<T | Failed> => {
  try {
    return await act()
  } catch (problem) {
    return { failed: sayFailure(problem) }
  }
}

/** Where to send the browser, and what must come back with it. `again`: they must sign in there anew. */
export const goThere = (client: Client, redirectUri: string, again: boolean, local: boolean): Promise<Going | Failed> => attempt(async () => {
  const [oidc, config] = [await library(), await open(client, local)]
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri, scope: 'openid profile email', state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    ...(again ? { prompt: 'login', max_age: '0' } : {}),
  })
  return { url: url.href, state, nonce, verifier }
})

export type Back = { readonly claims: Claims; readonly idToken: string }
/** Exchanges the code. Groups may stand in the token or, where they do not, in what the provider says of the user. */
export const comeBack = (client: Client, address: string, going: Omit<Going, 'url'>, groupClaim: string, again: boolean, local: boolean): Promise<Back | Failed> => attempt(async () => {
  const [oidc, config] = [await library(), await open(client, local)]
  const tokens = await oidc.authorizationCodeGrant(config, new URL(address), { expectedState: going.state, expectedNonce: going.nonce, pkceCodeVerifier: going.verifier, idTokenExpected: true, ...(again ? { maxAge: FRESH } : {}) })
  const claims = tokens.claims()
  if (claims === undefined || tokens.id_token === undefined) throw new Error('there was no ID token')
  const whole = Object.hasOwn(claims, groupClaim.split('.')[0] ?? '') && Object.hasOwn(claims, 'email') || config.serverMetadata().userinfo_endpoint === undefined
    ? claims : { ...await oidc.fetchUserInfo(config, tokens.access_token, claims.sub), ...claims }
  return { claims: whole, idToken: tokens.id_token }
})

/** Where to sign out there too, or undefined where the provider has no such page or does not answer. */
export const signOutThere = async (client: Client, idToken: string | undefined, backTo: string, local: boolean): Promise<string | undefined> => {
  const url = await attempt(async () => {
    const [oidc, config] = [await library(), await open(client, local)]
    const end = config.serverMetadata().end_session_endpoint
    if (end === undefined || whyNot(end, local) !== undefined) return ''
    return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: backTo, ...(idToken === undefined ? {} : { id_token_hint: idToken }) }).href
  })
  return typeof url === 'string' && url !== '' ? url : undefined
}

export type Checked = { readonly authorization: string; readonly pkce: boolean; readonly signOut: boolean; readonly scopes: readonly string[] }
/** What the provider says of itself: for the administrator who sets it up. */
export const checkProvider = (client: Client, local: boolean): Promise<Checked | Failed> => attempt(async () => {
  const server = (await open(client, local)).serverMetadata()
  return { authorization: server.authorization_endpoint ?? '', pkce: server.supportsPKCE(), signOut: server.end_session_endpoint !== undefined, scopes: server.scopes_supported ?? [] }
})
